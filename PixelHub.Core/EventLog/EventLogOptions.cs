namespace PixelHub.Core.EventLog;

/// <summary>Where the event log keeps its files, and how much it may hold.</summary>
public sealed record EventLogOptions
{
    /// <summary>Folder of the segment files; made when it is missing.</summary>
    public required string Directory { get; init; }

    /// <summary>Bytes of one segment file, written as zeros ahead of use: a flush then changes only data, not the file's metadata.</summary>
    public int SegmentBytes { get; init; } = 16 * 1_048_576;

    /// <summary>Most events that may wait for the next flush; more are answered <see cref="AppendOutcome.Full"/>.</summary>
    public int MaxWaitingEvents { get; init; } = 65_536;

    /// <summary>Most bytes that may wait for the next flush; memory for twice as many is kept.</summary>
    public int MaxWaitingBytes { get; init; } = 4 * 1_048_576;

    /// <summary>Most bytes of segments not yet released, that is, of events the database has not taken over.</summary>
    public long DiskBudgetBytes { get; init; } = 8L * 1_073_741_824;

    /// <summary>What is wrong with the values, one sentence each; empty when nothing is.</summary>
    public IReadOnlyList<string> Validate()
    {
        List<string> faults = [];
        if (string.IsNullOrWhiteSpace(Directory))
        {
            faults.Add("PixelHub:EventLog:Directory is empty; give a folder.");
        }

        if (SegmentBytes is < MinSegmentBytes or > MaxSegmentBytes)
        {
            faults.Add($"PixelHub:EventLog:SegmentBytes is {SegmentBytes}; give a number of bytes from {MinSegmentBytes} to {MaxSegmentBytes}.");
        }

        if (MaxWaitingEvents is < 1 or > MaxEvents)
        {
            faults.Add($"PixelHub:EventLog:MaxWaitingEvents is {MaxWaitingEvents}; give a number of events from 1 to {MaxEvents}.");
        }

        // A group is written with one call, so it must fit into one segment.
        if (MaxWaitingBytes < Frame.MaxBytes || MaxWaitingBytes > SegmentBytes / 2)
        {
            faults.Add($"PixelHub:EventLog:MaxWaitingBytes is {MaxWaitingBytes}; give a number of bytes from {Frame.MaxBytes} to half of SegmentBytes.");
        }

        if (DiskBudgetBytes < 4L * SegmentBytes)
        {
            faults.Add($"PixelHub:EventLog:DiskBudgetBytes is {DiskBudgetBytes}; give at least four times SegmentBytes.");
        }

        return faults;
    }

    private const int MinSegmentBytes = 65_536;
    private const int MaxSegmentBytes = 1_073_741_824;
    private const int MaxEvents = 4_194_304;
}
