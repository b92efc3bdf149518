using System.Diagnostics;
using PixelHub.Bench.Reporting;
using PixelHub.Core.Reports;
using PixelHub.Core.Rollups;

namespace PixelHub.Bench.Grow;

/// <summary>How long a question takes.</summary>
/// <param name="Name">What is asked.</param>
/// <param name="Median">The median of all tries.</param>
/// <param name="Worst">The longest try, most often the first.</param>
internal sealed record QueryTime(string Name, TimeSpan Median, TimeSpan Worst);

/// <summary>Everything that the pages ask about one experiment, in the widths in which they ask it.</summary>
/// <param name="reports">The read side.</param>
/// <param name="experiment">Number of the experiment.</param>
/// <param name="since">When it began.</param>
/// <param name="now">When its last hit arrived.</param>
internal sealed class DashboardQueries(IExperimentReports reports, int experiment, DateTimeOffset since, DateTimeOffset now)
{
    private const int Tries = 20;

    public async Task<IReadOnlyList<QueryTime>> MeasureAsync(CancellationToken cancellationToken)
    {
        var times = new List<QueryTime>();
        foreach (var (name, ask) in All(cancellationToken))
        {
            var tries = new List<TimeSpan>();
            while (tries.Count < Tries)
            {
                var clock = Stopwatch.StartNew();
                await ask();
                tries.Add(clock.Elapsed);
            }

            times.Add(new QueryTime(name, tries.Median(), tries.Max()));
        }

        return times;
    }

    private IEnumerable<(string Name, Func<Task> Ask)> All(CancellationToken cancellationToken)
    {
        // Days are put together from hours up to 92 of them, because they are the viewer's days; longer ranges are read by UTC day.
        yield return ("figures, 30 minutes by minute", Figures(now.AddMinutes(-30), BucketSize.Minute));
        yield return ("figures, a day by minute", Figures(now.AddDays(-1), BucketSize.Minute));
        yield return ("figures, a day by hour", Figures(now.AddDays(-1), BucketSize.Hour));
        yield return ("figures, 7 days by hour", Figures(now.AddDays(-7), BucketSize.Hour));
        yield return ("figures, 28 days by hour", Figures(now.AddDays(-28), BucketSize.Hour));
        yield return ("figures, 92 days by hour", Figures(now.AddDays(-92), BucketSize.Hour));
        yield return ("figures, everything by day", Figures(since, BucketSize.Day));
        yield return ("totals of all experiments", () => reports.ReadAllTotalsAsync(cancellationToken));
        yield return ("the newest 50 hits", () => reports.ReadNewestAsync(experiment, 50, cancellationToken));
        yield return ("unknown slugs", () => reports.ReadOrphansAsync(50, cancellationToken));

        var today = DateOnly.FromDateTime(now.UtcDateTime);
        foreach (var facet in Enum.GetValues<Facet>())
        {
            yield return ($"by {Lower(facet)}, all time", () => reports.ReadBreakdownAsync(new BreakdownQuery(experiment, facet), cancellationToken));
            yield return ($"by {Lower(facet)}, 28 days", () =>
                reports.ReadBreakdownAsync(new BreakdownQuery(experiment, facet, today.AddDays(-27), today.AddDays(1)), cancellationToken));
        }

        Func<Task> Figures(DateTimeOffset from, BucketSize interval) =>
            () => reports.ReadAsync(new ReportQuery(experiment, from, now, interval), cancellationToken);
    }

    private static string Lower(Facet facet) => facet.ToString().ToLowerInvariant();
}
