using System.Globalization;
using PixelHub.Bench.Database;
using PixelHub.Bench.Reporting;

namespace PixelHub.Bench.Load;

/// <summary>The figures, and how they are shown.</summary>
internal sealed record LoadReport
{
    public required LoadPlan Plan { get; init; }

    public required IReadOnlyList<TargetResult> Targets { get; init; }

    /// <summary>From the start of the process to the first pixel, in an empty folder.</summary>
    public TimeSpan FirstStart { get; init; }

    /// <summary>The same, in the folder with all hits of the measurement.</summary>
    public TimeSpan Restart { get; init; }

    public required long IdleBytes { get; init; }

    public required long AfterHitsBytes { get; init; }

    public required long PeakBytes { get; init; }

    /// <summary>Bytes of the database's files.</summary>
    public long DataBytes { get; init; }

    public HitCheck? Check { get; init; }

    public string ToMarkdown()
    {
        var text = new Markdown()
            .Line($"{Plan.Connections} keep-alive connections driven by {(Plan.UsesWrk ? "wrk" : "this program")}, {Plan.Runs} rounds of {Plan.Duration.TotalSeconds:0.#} s for each in turn, after one that is not counted; the run with the median rate. {Environment.ProcessorCount} processors, shared with the generator. nginx: `empty_gif`, `access_log … combined` as by default, unbuffered and not flushed to the disk.")
            .Line()
            .Head("", "answers/s", "best run", "p50", "p99", "p99.9", "server's CPU per answer", "generator's", "committed after", "CPU used by others");
        foreach (var target in Targets)
        {
            var run = target.Median;
            text.Line($"| {target.Name} | {run.Load.Rate:N0} | {target.BestRate:N0} | {Latency(run, 0.5)} | {Latency(run, 0.99)} | {Latency(run, 0.999)} | {Markdown.Microseconds(run.ServerTime)} | {Or(run.GeneratorTime, Markdown.Microseconds)} | {Or(run.CaughtUp, Markdown.Seconds)} | {Or(run.OthersShare, share => share.ToString("P0", CultureInfo.InvariantCulture))} |");
        }

        AddRatios(text.Line());
        AddRest(text.Line());
        return text.ToString();
    }

    private void AddRatios(Markdown text)
    {
        text.Head("ratio of the rates within a round", "median", "lowest", "highest");
        Ratio(LoadMeasurement.Pixel, LoadMeasurement.Nginx);
        Ratio(LoadMeasurement.Click, LoadMeasurement.Pixel);

        void Ratio(string name, string other)
        {
            if (Targets.FirstOrDefault(t => t.Name == name) is { } mine && Targets.FirstOrDefault(t => t.Name == other) is { } theirs)
            {
                var ratios = mine.RatiosTo(theirs);
                text.Line($"| {name} : {other} | {ratios.Median():0.00} | {ratios.Min():0.00} | {ratios.Max():0.00} |");
            }
            else
            {
                text.Line($"| {name} : {other} | not measured: {other} is not installed | | |");
            }
        }
    }

    private void AddRest(Markdown text)
    {
        text.Head("", "")
            .Line($"| process start to first pixel, empty folder | {Markdown.Seconds(FirstStart)} |")
            .Line($"| process start to first pixel, {Check?.Rows:N0} hits in the database | {Markdown.Seconds(Restart)} |")
            .Line($"| memory (RSS) before the first hit | {Markdown.Megabytes(IdleBytes)} |")
            .Line($"| memory (RSS) after {Plan.Hits:N0} hits | {Markdown.Megabytes(AfterHitsBytes)} |")
            .Line($"| memory (RSS) at its peak | {Markdown.Megabytes(PeakBytes)} |")
            .Line($"| database, bytes per hit | {(double)DataBytes / Math.Max(Check?.Rows ?? 0, 1):0} |")
            .Line($"| hits answered | {Check?.Answered:N0} |")
            .Line($"| hits in the database | {Check?.Rows:N0}, {Check?.Outcome} |");
    }

    private static string Latency(RunResult run, double share) => Markdown.Milliseconds(run.Load.Latencies.Percentile(share));

    private static string Or<T>(T? value, Func<T, string> text)
        where T : struct => value is null ? "–" : text(value.Value);
}
