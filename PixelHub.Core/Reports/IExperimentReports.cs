namespace PixelHub.Core.Reports;

/// <summary>The questions of the read side. All answers but the hits come from rollups.</summary>
public interface IExperimentReports
{
    /// <summary>The figures of one experiment.</summary>
    Task<ExperimentReport> ReadAsync(ReportQuery query, CancellationToken cancellationToken);

    /// <summary>All-time counts of every experiment that has any, by its number.</summary>
    Task<IReadOnlyDictionary<int, IReadOnlyList<CountLine>>> ReadAllTotalsAsync(CancellationToken cancellationToken);

    /// <summary>The values of one facet of one experiment, for example its links or mail clients.</summary>
    Task<Breakdown> ReadBreakdownAsync(BreakdownQuery query, CancellationToken cancellationToken);

    /// <summary>The newest hits of one experiment, newest first.</summary>
    /// <param name="experiment">Number of the experiment.</param>
    /// <param name="limit">Most rows, 1 to 1,000.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    Task<IReadOnlyList<HitRow>> ReadNewestAsync(int experiment, int limit, CancellationToken cancellationToken);

    /// <summary>All hits of one experiment in order of time, streamed.</summary>
    IAsyncEnumerable<HitRow> ExportAsync(int experiment, CancellationToken cancellationToken);

    /// <summary>Unknown slugs that were asked for, the most recent first.</summary>
    Task<IReadOnlyList<OrphanRow>> ReadOrphansAsync(int limit, CancellationToken cancellationToken);
}
