using PixelHub.Core.Classification;

namespace PixelHub.Core.RuleEditing;

/// <summary>How far rules have been re-applied to history. Kept in the database with each step, so that a restart goes on from there.</summary>
/// <param name="Id">From 1.</param>
/// <param name="Rules">The rules as they were when it began: a later change waits for a run of its own.</param>
/// <param name="Who">Name of the user who began it.</param>
/// <param name="StartedAt">When.</param>
public sealed record ReapplyRun(long Id, RuleSet Rules, string Who, DateTimeOffset StartedAt)
{
    /// <summary>Where it stands.</summary>
    public ReapplyState State { get; init; } = ReapplyState.Running;

    /// <summary>When it ended; null while it goes on.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Number of the experiment it is in, or was last in; 0 before the first.</summary>
    public int Experiment { get; init; }

    /// <summary>What it does there.</summary>
    public ReapplyStep Step { get; init; }

    /// <summary>Behind which row it goes on: time in unix milliseconds.</summary>
    public long At { get; init; } = long.MinValue;

    /// <summary>Behind which row it goes on: position.</summary>
    public long Position { get; init; } = long.MinValue;

    /// <summary>How often this experiment was counted again.</summary>
    public int Passes { get; init; }

    /// <summary>Rows there were when it began: repeats, tests and what was not counted, too.</summary>
    public long Total { get; init; }

    /// <summary>Rows looked at.</summary>
    public long Looked { get; init; }

    /// <summary>Rows that got another verdict.</summary>
    public long Changed { get; init; }

    /// <summary>Those of them in this experiment.</summary>
    public long ChangedHere { get; init; }

    /// <summary>Whether it goes on.</summary>
    public bool IsOpen => State is ReapplyState.Running or ReapplyState.Cancelling;
}

/// <summary>Where a run stands. The number is stored and never changes its meaning.</summary>
public enum ReapplyState : byte
{
    /// <summary>It goes on.</summary>
    Running = 1,

    /// <summary>It was called off, and counts again what it has changed.</summary>
    Cancelling = 2,

    /// <summary>Everything was read.</summary>
    Done = 3,

    /// <summary>It was called off: what was read until then has the new verdicts and is counted by them.</summary>
    Cancelled = 4,
}

/// <summary>What a run does in an experiment. The number is stored and never changes its meaning.</summary>
public enum ReapplyStep : byte
{
    /// <summary>It goes to the next.</summary>
    Choosing = 0,

    /// <summary>Rows get their verdicts.</summary>
    Rewriting = 1,

    /// <summary>Counts are brought in line with the rows.</summary>
    Counting = 2,
}

/// <summary>An experiment before and after.</summary>
/// <param name="Experiment">Its number.</param>
/// <param name="Changed">Rows that got another verdict.</param>
/// <param name="Before">Its figures before the first of them.</param>
/// <param name="After">Its figures after the last; null while it is not counted yet. Hits that came meanwhile are in it.</param>
public sealed record ReapplyResult(int Experiment, long Changed, ReapplyFigures Before, ReapplyFigures? After);

/// <summary>What an experiment's results say at one moment.</summary>
/// <param name="Opened">Different people who opened, those known by their click included.</param>
/// <param name="Opens">Opens of people.</param>
/// <param name="Clicked">Different people who clicked.</param>
/// <param name="Clicks">Clicks of people.</param>
/// <param name="MachineOnly">People in whose name only machines came.</param>
public readonly record struct ReapplyFigures(long Opened, long Opens, long Clicked, long Clicks, long MachineOnly);
