using PixelHub.Core.Live;
using PixelHub.Core.Reports;
using PixelHub.Core.Rollups;
using PixelHub.Tests.Support;

namespace PixelHub.Tests.Live;

public sealed class ReportCacheTests
{
    private static readonly ReportQuery Query = new(1, Sample.Noon, Sample.Noon.AddDays(1), BucketSize.Hour);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Many_pages_with_one_question_cost_one_query_for_each_revision()
    {
        var reports = new CountingReports();
        var feed = new LiveFeed();
        var cache = new ReportCache(reports, feed);
        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => cache.ReadAsync(Query, Cancel)));
        Assert.Equal(1, reports.Reads);

        feed.Publish(new HashSet<int> { 1 }, Sample.Noon);
        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => cache.ReadAsync(Query, Cancel)));
        Assert.Equal(2, reports.Reads);
    }

    [Fact]
    public async Task A_query_that_failed_is_asked_again()
    {
        var reports = new CountingReports { Fails = true };
        var cache = new ReportCache(reports, new LiveFeed());
        await Assert.ThrowsAsync<InvalidOperationException>(() => cache.ReadAsync(Query, Cancel));
        reports.Fails = false;
        Assert.NotNull(await cache.ReadAsync(Query, Cancel));
    }

    [Fact]
    public async Task A_slow_database_holds_up_no_thread_of_those_who_ask()
    {
        using var slow = new ManualResetEventSlim();
        var cache = new ReportCache(new CountingReports { Slow = slow }, new LiveFeed());
        var asked = Task.Run(() => new[] { cache.ReadAsync(Query, Cancel), cache.ReadAsync(Query, Cancel) }, Cancel);

        var answers = await asked.WaitAsync(TimeSpan.FromSeconds(5), Cancel).ContinueWith(t => t, Cancel, TaskContinuationOptions.None, TaskScheduler.Default);
        slow.Set();

        Assert.True(answers.IsCompletedSuccessfully);
        await Task.WhenAll(await answers);
    }

    private sealed class CountingReports : IExperimentReports
    {
        private int _reads;

        public int Reads => _reads;

        public bool Fails { get; set; }

        public ManualResetEventSlim? Slow { get; init; }

        public async Task<ExperimentReport> ReadAsync(ReportQuery query, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _reads);
            Slow?.Wait(cancellationToken);
            await Task.Yield();
            return Fails ? throw new InvalidOperationException("down") : new ExperimentReport([], [], null);
        }

        public Task<IReadOnlyDictionary<int, IReadOnlyList<CountLine>>> ReadAllTotalsAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<Breakdown> ReadBreakdownAsync(BreakdownQuery query, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<IReadOnlyList<HitRow>> ReadNewestAsync(int experiment, int limit, CancellationToken cancellationToken) => throw new NotSupportedException();

        public IAsyncEnumerable<HitRow> ExportAsync(int experiment, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<IReadOnlyList<OrphanRow>> ReadOrphansAsync(int limit, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
