using PixelHub.Core.EventLog;

namespace PixelHub.Core.Ingestion;

/// <summary>Why a hit was answered but not recorded. Every reason has a counter in <see cref="IngestCounters"/>.</summary>
public enum DropReason : byte
{
    /// <summary>It was recorded.</summary>
    None = 0,

    /// <summary>The address holds no text that could be a slug.</summary>
    InvalidSlug = 1,

    /// <summary>A click on an experiment that has nowhere to lead to.</summary>
    NoDestination = 2,

    /// <summary>The experiment is archived.</summary>
    Archived = 3,

    /// <summary>The event log holds as much as it may.</summary>
    LogFull = 4,

    /// <summary>The disk refused the write, and the event is lost; or it did not end it in time, and the event is lost unless it ends it later.</summary>
    DiskFailed = 5,

    /// <summary>It arrived while the server was shutting down.</summary>
    Closing = 6,

    /// <summary>A fault in the server itself; the error log has the details.</summary>
    Fault = 7,
}

/// <summary>What an answer of the event log means for a hit.</summary>
internal static class DropReasons
{
    public static DropReason Of(AppendOutcome outcome) => outcome switch
    {
        AppendOutcome.Durable => DropReason.None,
        AppendOutcome.Full => DropReason.LogFull,
        AppendOutcome.Closed => DropReason.Closing,
        _ => DropReason.DiskFailed,
    };
}
