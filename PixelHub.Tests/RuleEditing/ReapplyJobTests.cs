using Microsoft.Extensions.Logging.Abstractions;
using PixelHub.Core.Classification;
using PixelHub.Core.Commit;
using PixelHub.Core.Events;
using PixelHub.Core.Live;
using PixelHub.Core.RuleEditing;
using PixelHub.Tests.Classification;
using PixelHub.Tests.Support;

namespace PixelHub.Tests.RuleEditing;

public sealed class ReapplyJobTests
{
    private readonly FakeReapplyStore _store = new();
    private readonly RuleSetHolder _rules = new();
    private readonly CommitProgress _progress = new();
    private readonly LiveFeed _live = new();
    private readonly ManualTime _time = new(Sample.Noon);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_run_reads_history_by_the_rules_that_held_when_it_began()
    {
        using var job = await StartAsync();
        _store.Hold();
        _rules.Swap(RuleSetTests.Changed("ua.outlook", new RuleChange(EventClass.Unknown, null), version: 4));
        Assert.True(await job.BeginAsync("jo", Cancel));
        _rules.Swap(RuleSet.BuiltIn);
        _store.LetGo();

        await UntilAsync(() => job.Current is { State: ReapplyState.Done });

        Assert.Equal(3, _store.Steps.Count);
        Assert.All(_store.Steps, s => Assert.Equal((4L, "jo"), (s.Rules.Version, s.Who)));
        await job.StopAsync(Cancel);
    }

    [Fact]
    public async Task There_is_one_run_at_a_time_and_another_may_follow()
    {
        using var job = await StartAsync();
        _store.Hold();

        var begun = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => job.BeginAsync("jo", Cancel)));

        Assert.Single(begun, b => b);
        _store.LetGo();
        await UntilAsync(() => job.Current is { State: ReapplyState.Done });
        Assert.True(await job.BeginAsync("jo", Cancel));
        await UntilAsync(() => job.Current is { Id: 2, State: ReapplyState.Done });
        await job.StopAsync(Cancel);
    }

    [Fact]
    public async Task A_run_that_a_restart_cut_off_goes_on_and_no_other_begins()
    {
        _store.Last = FakeReapplyStore.Open();
        _store.Hold();
        using var job = await StartAsync();

        Assert.False(await job.BeginAsync("mo", Cancel));
        _store.LetGo();
        await UntilAsync(() => job.Current is { Id: 3, State: ReapplyState.Done });
        Assert.Equal(400, _store.Steps[0].Looked);
        await job.StopAsync(Cancel);
    }

    [Fact]
    public async Task A_step_that_fails_is_done_again()
    {
        _store.Faults.Enqueue(new IOException("locked"));
        _store.Faults.Enqueue(new IOException("locked"));
        using var job = await StartAsync();
        await job.BeginAsync("jo", Cancel);

        await UntilAsync(() => job.Current is { State: ReapplyState.Done });

        Assert.Equal(3, _store.Steps.Count);
        await job.StopAsync(Cancel);
    }

    [Fact]
    public async Task It_waits_for_hits_that_were_judged_by_older_rules_and_are_not_in_the_database_yet()
    {
        using var job = await StartAsync(durable: 500);
        await job.BeginAsync("jo", Cancel);
        for (var i = 0; i < 20; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(2, Cancel);
        }

        Assert.Empty(_store.Steps);
        _progress.Report(500);
        await UntilAsync(() => job.Current is { State: ReapplyState.Done });
        await job.StopAsync(Cancel);
    }

    [Fact]
    public async Task Called_off_it_says_so_at_once_and_ends_after_the_step()
    {
        using var job = await StartAsync();
        _store.Hold();
        await job.BeginAsync("jo", Cancel);

        job.CallOff();

        Assert.Equal(ReapplyState.Cancelling, job.Current?.State);
        _store.LetGo();
        await UntilAsync(() => job.Current is { State: ReapplyState.Cancelled });
        Assert.True(await job.BeginAsync("jo", Cancel));
        await UntilAsync(() => job.Current is { Id: 2, State: ReapplyState.Done });
        await job.StopAsync(Cancel);
    }

    [Fact]
    public async Task Open_pages_are_told_when_an_experiment_was_counted_again()
    {
        using var job = await StartAsync();
        var told = new TaskCompletionSource<LiveSnapshot>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var watching = Task.Run(
            async () =>
            {
                await foreach (var snapshot in _live.WatchAsync(5, leaving.Token))
                {
                    told.TrySetResult(snapshot);
                }
            },
            leaving.Token);
        await Task.Delay(50, Cancel);

        await job.BeginAsync("jo", Cancel);
        await UntilAsync(() => job.Current is { State: ReapplyState.Done });

        Assert.Equal(5, (await told.Task.WaitAsync(TimeSpan.FromSeconds(10), Cancel)).Experiment);
        await job.StopAsync(Cancel);
        await leaving.CancelAsync();
        await Task.WhenAny(watching);
    }

    private async Task<ReapplyJob> StartAsync(long durable = 0)
    {
        var job = new ReapplyJob(_store, _rules, new RecordingLog { DurablePosition = durable }, _progress, _live, _time, NullLogger<ReapplyJob>.Instance);
        await job.StartAsync(Cancel);
        return job;
    }

    private async Task UntilAsync(Func<bool> condition)
    {
        var clock = System.Diagnostics.Stopwatch.StartNew();
        while (!condition())
        {
            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(30), "It does not come to that.");
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(2, Cancel);
        }
    }
}
