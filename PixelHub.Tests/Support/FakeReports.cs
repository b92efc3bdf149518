using System.Runtime.CompilerServices;
using PixelHub.Core.Events;
using PixelHub.Core.Reports;
using PixelHub.Core.Rollups;

namespace PixelHub.Tests.Support;

/// <summary>A read side that answers what a test puts into it, and counts how often it is asked.</summary>
public sealed class FakeReports : IExperimentReports
{
    private int _reads;
    private int _newestReads;
    private int _totalReads;
    private int _breakdownReads;

    /// <summary>Totals of every experiment.</summary>
    public IReadOnlyList<CountLine> Totals { get; set; } = [];

    /// <summary>People known from machines alone, of every experiment.</summary>
    public IReadOnlyList<MachineOnlyLine> MachineOnly { get; set; } = [];

    /// <summary>The series of every experiment.</summary>
    public IReadOnlyList<SeriesLine> Series { get; set; } = [];

    /// <summary>The newest hits of every experiment, newest first.</summary>
    public IReadOnlyList<HitRow> Newest { get; set; } = [];

    /// <summary>The values of each facet, of every experiment.</summary>
    public IReadOnlyDictionary<Facet, IReadOnlyList<BreakdownLine>> Breakdowns { get; set; } = new Dictionary<Facet, IReadOnlyList<BreakdownLine>>();

    /// <summary>Unknown slugs.</summary>
    public IReadOnlyList<OrphanRow> Orphans { get; set; } = [];

    /// <summary>Thrown instead of an answer; null to answer.</summary>
    public Exception? Fault { get; set; }

    /// <summary>How often figures were read.</summary>
    public int Reads => _reads;

    /// <summary>How often newest hits were read.</summary>
    public int NewestReads => _newestReads;

    /// <summary>How often the totals of all were read.</summary>
    public int TotalReads => _totalReads;

    /// <summary>How often values of a facet were read.</summary>
    public int BreakdownReads => _breakdownReads;

    /// <summary>Values of a facet are answered when this is; null for at once.</summary>
    public Task? BreakdownsWait { get; set; }

    /// <summary>The last question for figures.</summary>
    public ReportQuery LastQuery { get; private set; }

    /// <inheritdoc/>
    public Task<ExperimentReport> ReadAsync(ReportQuery query, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _reads);
        LastQuery = query;
        return Answer(new ExperimentReport([.. Totals], [.. Series], null) { MachineOnly = [.. MachineOnly] });
    }

    /// <inheritdoc/>
    public Task<IReadOnlyDictionary<int, IReadOnlyList<CountLine>>> ReadAllTotalsAsync(CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _totalReads);
        return Answer<IReadOnlyDictionary<int, IReadOnlyList<CountLine>>>(new Dictionary<int, IReadOnlyList<CountLine>> { [1] = Totals });
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<HitRow>> ReadNewestAsync(int experiment, int limit, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _newestReads);
        return Answer(Newest);
    }

    /// <inheritdoc/>
    public async Task<Breakdown> ReadBreakdownAsync(BreakdownQuery query, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _breakdownReads);
        await (BreakdownsWait ?? Task.CompletedTask);
        var lines = Breakdowns.GetValueOrDefault(query.Facet, []);
        return await Answer(new Breakdown([.. lines.Take(query.Limit)], lines.Count));
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<HitRow> ExportAsync(int experiment, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        yield break;
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<OrphanRow>> ReadOrphansAsync(int limit, CancellationToken cancellationToken) => Answer(Orphans);

    /// <summary>A line of people's hits, each by another recipient.</summary>
    public static CountLine Line(EventKind kind, long people, EventClass @class = EventClass.HumanClient, int variant = 1, long viewers = 0) =>
        new(variant, EventScope.Counted, kind, @class, people + viewers, 0, people, viewers, 0);

    private Task<T> Answer<T>(T answer) => Fault is null ? Task.FromResult(answer) : Task.FromException<T>(Fault);
}
