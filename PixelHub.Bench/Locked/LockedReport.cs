using PixelHub.Bench.Database;
using PixelHub.Bench.Http;
using PixelHub.Bench.Reporting;

namespace PixelHub.Bench.Locked;

/// <summary>Latencies of one endpoint.</summary>
internal sealed record LockedTarget(string Name, LatencyHistogram Normal, LatencyHistogram Locked)
{
    /// <summary>The 99th percentile while locked, in parts of the normal one.</summary>
    public double Ratio => Locked.Percentile(0.99) / Normal.Percentile(0.99);
}

/// <summary>The figures, and how they are shown.</summary>
internal sealed record LockedReport
{
    /// <summary>A reader of mail must not notice that the database is held: more than this fails.</summary>
    private const double MostRatio = 2;

    public required int Connections { get; init; }

    public required TimeSpan Length { get; init; }

    public required IReadOnlyList<LockedTarget> Targets { get; init; }

    /// <summary>Hits that came into the totals while the database was held: none, else it was not.</summary>
    public required long CommittedMeanwhile { get; init; }

    /// <summary>From letting go of the database until everything was committed.</summary>
    public required TimeSpan CaughtUp { get; init; }

    public required long Sent { get; init; }

    public required long Answered { get; init; }

    public HitCheck? Check { get; init; }

    public bool IsPassed => Targets.All(t => t.Ratio <= MostRatio) && CommittedMeanwhile == 0 && Check is { IsPassed: true };

    public string ToMarkdown()
    {
        var text = new Markdown()
            .Line($"{Connections} keep-alive connections, pixel and click in turn, {Length.TotalSeconds:0} s as ever and {Length.TotalSeconds:0} s with the database held exclusively by another program.")
            .Line()
            .Head("", "answers", "p50", "p99", "answers, locked", "p50, locked", "p99, locked", "p99, ratio");
        foreach (var target in Targets)
        {
            text.Line($"| {target.Name} | {target.Normal.Count:N0} | {At(target.Normal, 0.5)} | {At(target.Normal, 0.99)} | {target.Locked.Count:N0} | {At(target.Locked, 0.5)} | {At(target.Locked, 0.99)} | {target.Ratio:0.00}{(target.Ratio <= MostRatio ? "" : " – TOO MUCH")} |");
        }

        return text
            .Line()
            .Head("", "")
            .Line($"| hits committed while the database was held | {CommittedMeanwhile:N0}{(CommittedMeanwhile == 0 ? "" : " – WRONG: it was not held")} |")
            .Line($"| from letting go until everything was committed | {Markdown.Seconds(CaughtUp)} |")
            .Line($"| hits answered | {Answered:N0} |")
            .Line($"| hits in the database | {Check?.Rows:N0}, {Check?.Outcome} |")
            .ToString();
    }

    private static string At(LatencyHistogram latencies, double share) => Markdown.Milliseconds(latencies.Percentile(share));
}
