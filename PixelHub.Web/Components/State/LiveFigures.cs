using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using PixelHub.Core.Catalog;
using PixelHub.Core.Live;
using PixelHub.Core.Reports;

namespace PixelHub.Web.Components.State;

/// <summary>The figures of the pages that are open. However many watch one experiment, each revision is read once.</summary>
public sealed class LiveFigures(ReportCache cache, IExperimentReports reports, LiveFeed live, TimeProvider time)
{
    /// <summary>Rows of the live feed.</summary>
    public const int FeedLength = 50;

    /// <summary>
    /// Shortest time between two updates of a page: four a second look like a stream, and a burst of mail openings does not turn into a burst of queries.
    /// </summary>
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(250);

    /// <summary>Answers of one sort that are remembered, unless more are being watched at this moment.</summary>
    private const int MaxAnswers = 64;

    /// <summary>A chart that ends now must move on although nothing happens.</summary>
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<int, PerRevision<IReadOnlyList<HitRow>>> _newest = new();
    private readonly ConcurrentDictionary<BreakdownQuery, PerRevision<Breakdown>> _breakdowns = new();
    private readonly ConcurrentDictionary<int, PerRevision<IReadOnlyDictionary<int, IReadOnlyList<CountLine>>>> _totals = new();

    /// <summary>The time now.</summary>
    public DateTimeOffset Now => time.GetUtcNow();

    /// <summary>Everything an experiment's page shows.</summary>
    public async Task<Figures> ReadAsync(Experiment experiment, ExperimentView view, ViewerClock clock, CancellationToken cancellationToken)
    {
        var now = Now;
        var window = SeriesWindow.Of(view.Range, view.Interval, experiment.CreatedAt, now, clock);
        var newest = ReadNewestAsync(experiment.Number, cancellationToken);
        var breakdown = ReadBreakdownAsync(view.BreakdownOf(experiment.Number), cancellationToken);
        var report = await cache.ReadAsync(window.Query(experiment.Number, view.Classes), cancellationToken);
        return new Figures(report, window, await newest, await breakdown, view, now);
    }

    /// <summary>All-time counts of every experiment.</summary>
    public Task<IReadOnlyDictionary<int, IReadOnlyList<CountLine>>> ReadAllTotalsAsync(CancellationToken cancellationToken) =>
        Shared(_totals, 0, () => reports.ReadAllTotalsAsync(CancellationToken.None)).WaitAsync(cancellationToken);

    /// <summary>Yields whenever the page should read again: at once, after each change of the experiment, and as time passes.</summary>
    public IAsyncEnumerable<bool> ChangesAsync(Experiment experiment, CancellationToken cancellationToken) =>
        MergeAsync(token => live.WatchAsync(experiment.Number, token), cancellationToken);

    /// <summary>The same for a page that shows all experiments.</summary>
    public IAsyncEnumerable<bool> AllChangesAsync(CancellationToken cancellationToken) =>
        MergeAsync(live.WatchAllAsync, cancellationToken);

    private async IAsyncEnumerable<bool> MergeAsync(
        Func<CancellationToken, IAsyncEnumerable<LiveSnapshot>> watch, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var due = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });

        // Watching starts before the first read, so that nothing falls between the two.
        var watching = PumpAsync(watch(leaving.Token), due.Writer);
        var ticking = TickAsync(due.Writer, leaving.Token);
        due.Writer.TryWrite(true);
        try
        {
            await foreach (var item in due.Reader.ReadAllAsync(leaving.Token))
            {
                yield return item;
                await Task.Delay(Breath, time, leaving.Token);
            }
        }
        finally
        {
            await leaving.CancelAsync();
            await watching;
            await ticking;
        }
    }

    private static async Task PumpAsync(IAsyncEnumerable<LiveSnapshot> snapshots, ChannelWriter<bool> due)
    {
        try
        {
            await foreach (var _ in snapshots)
            {
                due.TryWrite(true);
            }
        }
        catch (OperationCanceledException)
        {
            // The page was left.
        }
        catch (Exception ex)
        {
            due.TryComplete(ex); // the page gets it, and shows it
        }
    }

    private async Task TickAsync(ChannelWriter<bool> due, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Tick, time);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                due.TryWrite(true);
            }
        }
        catch (OperationCanceledException)
        {
            // The page was left.
        }
    }

    /// <summary>The newest hits of one experiment, newest first.</summary>
    public Task<IReadOnlyList<HitRow>> ReadNewestAsync(int experiment, CancellationToken cancellationToken) =>
        Shared(_newest, experiment, () => reports.ReadNewestAsync(experiment, FeedLength, CancellationToken.None)).WaitAsync(cancellationToken);

    /// <summary>On a thread of its own: SQLite answers while the caller waits, and whoever else asks would wait with a thread each.</summary>
    private Task<Breakdown> ReadBreakdownAsync(BreakdownQuery query, CancellationToken cancellationToken) =>
        Shared(_breakdowns, query, () => Task.Run(() => reports.ReadBreakdownAsync(query, CancellationToken.None))).WaitAsync(cancellationToken);

    private PerRevision<T> Shared<TKey, T>(ConcurrentDictionary<TKey, PerRevision<T>> answers, TKey key, Func<Task<T>> read)
        where TKey : struct
    {
        var revision = live.Revision;
        if (answers.Count > MaxAnswers)
        {
            // Answers of past revisions are never given again.
            foreach (var (old, _) in answers.Where(a => a.Value.Revision < revision))
            {
                answers.TryRemove(old, out var _);
            }
        }

        return answers.AddOrUpdate(key, _ => new PerRevision<T>(revision, read), (_, old) => old.OrNewer(revision, read));
    }
}
