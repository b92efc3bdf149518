using System.Globalization;
using System.Text;

namespace PixelHub.Bench.Load;

/// <summary>The figures, and how they are shown.</summary>
internal sealed record LoadReport
{
    public required int Connections { get; init; }

    public required int Runs { get; init; }

    public required double Seconds { get; init; }

    /// <summary>From the start of the process to the first pixel, in an empty folder.</summary>
    public required TimeSpan FirstStart { get; init; }

    /// <summary>The same, in the folder with all hits of the measurement.</summary>
    public TimeSpan Restart { get; init; }

    public required long IdleBytes { get; init; }

    public required int Hits { get; init; }

    public required long AfterHitsBytes { get; init; }

    public required long PeakBytes { get; init; }

    public required RunResult Pixel { get; init; }

    public required RunResult Click { get; init; }

    public required long Sent { get; init; }

    public required long Answered { get; init; }

    public required long Rows { get; init; }

    /// <summary>Bytes of the database's files.</summary>
    public long DataBytes { get; init; }

    /// <summary>Whether every answered hit is in the database, and none twice.</summary>
    public bool IsComplete => Rows >= Answered && Rows <= Sent;

    public string ToMarkdown()
    {
        var text = new StringBuilder();
        Line($"{Connections} keep-alive connections, median of {Runs} runs of {Seconds} s; {Environment.ProcessorCount} processors, shared with the generator.");
        Line($"");
        Line($"| | answers/s | best run | p50 | p99 | p99.9 | server's CPU per answer | CPU used by others |");
        Line($"|---|---:|---:|---:|---:|---:|---:|---:|");
        Row("pixel", Pixel);
        Row("click", Click);
        Line($"");
        Line($"| | |");
        Line($"|---|---:|");
        Line($"| process start to first pixel, empty folder | {FirstStart.TotalSeconds:0.00} s |");
        Line($"| process start to first pixel, {Rows:N0} hits in the database | {Restart.TotalSeconds:0.00} s |");
        Line($"| memory (RSS) before the first hit | {Megabytes(IdleBytes)} |");
        Line($"| memory (RSS) after {Hits:N0} hits | {Megabytes(AfterHitsBytes)} |");
        Line($"| memory (RSS) at its peak | {Megabytes(PeakBytes)} |");
        Line($"| database, bytes per hit | {(double)DataBytes / Math.Max(Rows, 1):0} |");
        Line($"| hits answered | {Answered:N0} |");
        Line($"| hits in the database | {Rows:N0}{(IsComplete ? "" : " – WRONG: " + (Rows < Answered ? "hits are missing" : "hits are doubled"))} |");
        return text.ToString();

        void Line(FormattableString line) => text.AppendLine(line.ToString(CultureInfo.InvariantCulture));

        void Row(string name, RunResult run) => Line(
            $"| {name} | {run.Load.Rate:N0} | {run.BestRate:N0} | {Milliseconds(run, 0.5)} | {Milliseconds(run, 0.99)} | {Milliseconds(run, 0.999)} | {run.ProcessorTime.TotalMicroseconds:0.0} µs | {run.OthersShare?.ToString("P0", CultureInfo.InvariantCulture) ?? "?"} |");
    }

    private static string Milliseconds(RunResult run, double share) =>
        run.Load.Latencies.Percentile(share).TotalMilliseconds.ToString("0.00 ms", CultureInfo.InvariantCulture);

    private static string Megabytes(long bytes) => (bytes / 1_048_576.0).ToString("0 MB", CultureInfo.InvariantCulture);
}
