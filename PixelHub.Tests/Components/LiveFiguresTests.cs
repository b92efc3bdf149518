using PixelHub.Core.Reports;
using PixelHub.Core.Rollups;
using PixelHub.Tests.Support;
using PixelHub.Web.Components.State;

namespace PixelHub.Tests.Components;

public sealed class LiveFiguresTests
{
    private static readonly ExperimentView View = new();

    private readonly Dashboard _dashboard = new(FakeStore.Experiment());
    private readonly LiveFigures _live;

    public LiveFiguresTests() =>
        _live = new LiveFigures(new ReportCache(_dashboard.Reports, _dashboard.Live), _dashboard.Reports, _dashboard.Live, _dashboard.Time);

    [Fact]
    public async Task However_many_pages_watch_each_revision_is_read_once()
    {
        for (var page = 0; page < 50; page++)
        {
            await _live.ReadAsync(FakeStore.Experiment(), View, ViewerClock.Utc, TestContext.Current.CancellationToken);
            await _live.ReadAllTotalsAsync(TestContext.Current.CancellationToken);
        }

        Assert.Equal((1, 1, 1, 1), Reads);
        _dashboard.Publish();
        await _live.ReadAsync(FakeStore.Experiment(), View, ViewerClock.Utc, TestContext.Current.CancellationToken);
        await _live.ReadAllTotalsAsync(TestContext.Current.CancellationToken);
        Assert.Equal((2, 2, 2, 2), Reads);
    }

    [Fact]
    public async Task An_answer_that_failed_is_asked_for_again()
    {
        _dashboard.Reports.Fault = new IOException("disk");
        await Assert.ThrowsAsync<IOException>(() => _live.ReadAllTotalsAsync(TestContext.Current.CancellationToken));

        _dashboard.Reports.Fault = null;

        Assert.NotEmpty(await _live.ReadAllTotalsAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_page_reads_at_once_and_after_each_change_and_stops_when_it_is_left()
    {
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        await using var changes = _live.ChangesAsync(FakeStore.Experiment(), leaving.Token).GetAsyncEnumerator(TestContext.Current.CancellationToken);

        Assert.True(await changes.MoveNextAsync());
        _dashboard.Publish(); // while the page reads: not lost
        var next = changes.MoveNextAsync().AsTask();
        await AdvanceUntilAsync(next, TimeSpan.FromMilliseconds(50));
        Assert.True(await next);

        var last = changes.MoveNextAsync().AsTask();
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => last);
    }

    [Fact]
    public async Task A_burst_of_changes_is_one_update_and_not_a_queue()
    {
        await using var changes = _live.ChangesAsync(FakeStore.Experiment(), TestContext.Current.CancellationToken).GetAsyncEnumerator(TestContext.Current.CancellationToken);
        Assert.True(await changes.MoveNextAsync());
        for (var i = 0; i < 1_000; i++)
        {
            _dashboard.Publish();
        }

        var first = changes.MoveNextAsync().AsTask();
        await AdvanceUntilAsync(first, TimeSpan.FromMilliseconds(50));
        Assert.True(await first);

        // One more is possible, published while the first was on its way; after it nothing waits.
        var second = changes.MoveNextAsync().AsTask();
        _dashboard.Time.Advance(TimeSpan.FromMilliseconds(300));
        await Task.WhenAny(second, Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, TestContext.Current.CancellationToken));
        if (second.IsCompleted)
        {
            second = changes.MoveNextAsync().AsTask();
            _dashboard.Time.Advance(TimeSpan.FromMilliseconds(300));
            await Task.WhenAny(second, Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, TestContext.Current.CancellationToken));
        }

        Assert.False(second.IsCompleted);
        await AdvanceUntilAsync(second, TimeSpan.FromSeconds(31)); // the clock moves a chart on although nothing happens
    }

    [Fact]
    public async Task Pages_that_look_at_different_values_get_their_own()
    {
        _dashboard.Reports.Breakdowns = new Dictionary<Facet, IReadOnlyList<BreakdownLine>> { [Facet.Device] = [new("phone", false, 1, 0, 0)] };

        var links = await _live.ReadAsync(FakeStore.Experiment(), View, ViewerClock.Utc, TestContext.Current.CancellationToken);
        var devices = await _live.ReadAsync(FakeStore.Experiment(), View.By(Facet.Device), ViewerClock.Utc, TestContext.Current.CancellationToken);

        Assert.Empty(links.Breakdown.Lines);
        Assert.Equal("phone", Assert.Single(devices.Breakdown.Lines).Value);
        Assert.Equal(1, _dashboard.Reports.Reads); // what they share is still read once
    }

    private (int Figures, int Newest, int Totals, int Breakdowns) Reads =>
        (_dashboard.Reports.Reads, _dashboard.Reports.NewestReads, _dashboard.Reports.TotalReads, _dashboard.Reports.BreakdownReads);

    private async Task AdvanceUntilAsync(Task<bool> task, TimeSpan step)
    {
        for (var i = 0; i < 200 && !task.IsCompleted; i++)
        {
            _dashboard.Time.Advance(step);
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, TestContext.Current.CancellationToken);
        }

        Assert.True(task.IsCompleted);
    }
}
