using Microsoft.Extensions.Logging;

namespace PixelHub.Core.EventLog;

/// <summary>What the event log has to say: 1000 to 1099. Each trouble is told once when it begins and once when it is over.</summary>
internal static partial class EventLogMessages
{
    [LoggerMessage(1000, LogLevel.Error, "The event log in {Folder} cannot be written: hits are answered but lost until the disk takes writes again")]
    public static partial void Failing(ILogger logger, Exception exception, string folder);

    [LoggerMessage(1001, LogLevel.Warning, "The event log is written again; {Lost} hits were lost in the meantime")]
    public static partial void Recovered(ILogger logger, long lost);

    [LoggerMessage(1002, LogLevel.Error,
        "The event log holds {Bytes} bytes that the database has not taken over, as much as PixelHub:EventLog:DiskBudgetBytes allows: hits are answered but lost")]
    public static partial void BudgetUsedUp(ILogger logger, long bytes);

    [LoggerMessage(1003, LogLevel.Information, "The event log has room again")]
    public static partial void BudgetFreed(ILogger logger);

    [LoggerMessage(1004, LogLevel.Warning, "{Bytes} damaged bytes of the event log at position {Position} were set aside as {File} and skipped")]
    public static partial void SetAside(ILogger logger, long bytes, long position, string file);

    [LoggerMessage(1005, LogLevel.Warning, "The event log ends at position {Position} with an entry that was never completed; it was cut")]
    public static partial void TailCut(ILogger logger, long position);

    [LoggerMessage(1006, LogLevel.Warning, "The event log no longer holds the positions from {From} to {To}: was an older database put in place?")]
    public static partial void PositionsMissing(ILogger logger, long from, long to);

    [LoggerMessage(1007, LogLevel.Warning,
        "The database has taken over events up to position {Position}, but the event log ends at {End}; it goes on behind that position, so that no event is skipped")]
    public static partial void LogIsBehind(ILogger logger, long position, long end);

    [LoggerMessage(1008, LogLevel.Warning, "Released segments of the event log cannot be deleted; their space stays in use")]
    public static partial void ReleaseFailed(ILogger logger, Exception exception);

    [LoggerMessage(1009, LogLevel.Error, "The event log could not be closed in time: hits that were still waiting were not answered as recorded")]
    public static partial void CloseTimedOut(ILogger logger);

    [LoggerMessage(1010, LogLevel.Warning, "Segment {File} of the event log cannot be read; new events go to another one")]
    public static partial void SegmentUnreadable(ILogger logger, Exception exception, string file);

    [LoggerMessage(1011, LogLevel.Error,
        "The disk does not end a write to the event log in {Folder}: hits are answered, and most of them lost, until it moves again")]
    public static partial void Hanging(ILogger logger, string folder);
}
