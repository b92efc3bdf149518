using PixelHub.Bench.Reporting;

namespace PixelHub.Bench.Grow;

/// <summary>A database of one size.</summary>
internal sealed record GrowStage
{
    /// <summary>The size.</summary>
    public long Events { get; init; }

    /// <summary>Events in it when the commits had been measured, and the questions were asked.</summary>
    public long Stored { get; init; }

    /// <summary>All commits since the size before.</summary>
    public CommitCost SinceLast { get; init; }

    /// <summary>The commits behind them, and as many in a small database.</summary>
    public required Comparison Window { get; init; }

    /// <summary>Those behind them, in which everybody who comes back does so at any time.</summary>
    public required Comparison HardWindow { get; init; }

    /// <summary>Bytes of the write-ahead log while it is being written.</summary>
    public long WalBytes { get; init; }

    /// <summary>Bytes of the database's file when nobody has it open.</summary>
    public long FileBytes { get; init; }

    public required IReadOnlyList<QueryTime> Queries { get; init; }

    /// <summary>Process start to first pixel; null when there was no server to start.</summary>
    public TimeSpan? Start { get; init; }

    /// <summary>Memory of the server two seconds later.</summary>
    public long? IdleBytes { get; init; }
}

/// <summary>The figures, and how they are shown.</summary>
internal sealed record GrowReport(IReadOnlyList<GrowStage> Stages)
{
    public string ToMarkdown()
    {
        var text = new Markdown()
            .Line($"Batches of {Grower.BatchSize:N0} events into one database. What a commit costs at a size is measured over the {GrowMeasurement.Window:N0} events behind it, in turns of {Grower.Turn:N0} with a second database that goes on from {Stages[0].Events:N0}: a ratio is the median of those of the turns. In the hard case, {GrowMeasurement.HardWindow:N0} more events, every recipient who comes back does so at any time of the year instead of nine in ten within days. The operating system's cache is warm.")
            .Line()
            .Head("", [.. Stages.Select(s => FormattableString.Invariant($"{s.Events:N0} events"))]);
        Row(text, "commit, processor time per event", s => Markdown.Microseconds(s.Window.Large.ProcessorPerEvent));
        Row(text, "commit, elapsed time per event", s => Markdown.Microseconds(s.Window.Large.WallPerEvent));
        Row(text, "processor time, ratio to the small database", s => Times(s.Window.ProcessorRatio));
        Row(text, "elapsed time, ratio to the small database", s => Times(s.Window.WallRatio));
        Row(text, "hard case, processor time per event", s => Markdown.Microseconds(s.HardWindow.Large.ProcessorPerEvent));
        Row(text, "hard case, processor time, ratio to the small database", s => Times(s.HardWindow.ProcessorRatio));
        Row(text, "processor time per event, all since the column before", s => Markdown.Microseconds(s.SinceLast.ProcessorPerEvent));
        Row(text, "elapsed time per event, all since the column before", s => Markdown.Microseconds(s.SinceLast.WallPerEvent));
        Row(text, "database, bytes per event", s => FormattableString.Invariant($"{(double)s.FileBytes / s.Stored:0.0}"));
        Row(text, "write-ahead log beside it", s => Markdown.Megabytes(s.WalBytes));
        Row(text, "process start to first pixel", s => s.Start is { } start ? Markdown.Seconds(start) : "–");
        Row(text, "memory (RSS) of the idle server", s => s.IdleBytes is { } bytes ? Markdown.Megabytes(bytes) : "–");

        text.Line().Head("question, median / worst of 20", [.. Stages.Select(s => FormattableString.Invariant($"{s.Events:N0} events"))]);
        for (var i = 0; i < Stages[0].Queries.Count; i++)
        {
            Row(text, Stages[0].Queries[i].Name, s => $"{Markdown.Milliseconds(s.Queries[i].Median)} / {Markdown.Milliseconds(s.Queries[i].Worst)}");
        }

        return text.ToString();
    }

    private void Row(Markdown text, string name, Func<GrowStage, string> figure) => text.Line($"| {name} | {string.Join(" | ", Stages.Select(figure))} |");

    private static string Times(double ratio) => FormattableString.Invariant($"{ratio:0.00}");
}
