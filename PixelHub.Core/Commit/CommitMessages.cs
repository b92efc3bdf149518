using Microsoft.Extensions.Logging;

namespace PixelHub.Core.Commit;

/// <summary>Log messages of the background loops: 1100 to 1199.</summary>
internal static partial class CommitMessages
{
    [LoggerMessage(1100, LogLevel.Warning, "Commit failed at log position {Position}; the events are safe in the log, retry in {DelayMs} ms")]
    public static partial void CommitFailed(ILogger logger, Exception exception, long position, double delayMs);

    [LoggerMessage(1101, LogLevel.Information, "Commits work again at log position {Position} after {Failures} failures")]
    public static partial void CommitRecovered(ILogger logger, long position, int failures);

    [LoggerMessage(1102, LogLevel.Information, "{Hits} hits of experiment {Experiment} were older than {Days} days and were deleted; their counts stay")]
    public static partial void HitsDeleted(ILogger logger, long hits, int experiment, int days);

    [LoggerMessage(1104, LogLevel.Information, "{Texts} names and addresses that no hit needs any more were deleted")]
    public static partial void TextsDeleted(ILogger logger, long texts);

    [LoggerMessage(1103, LogLevel.Warning, "Old hits could not be deleted; the next try is in an hour")]
    public static partial void RetentionFailed(ILogger logger, Exception exception);

    [LoggerMessage(1104, LogLevel.Warning, "The behaviour behind clicks could not be judged; they count as what they seemed to be until it can, the next try is in a minute")]
    public static partial void ReviewFailed(ILogger logger, Exception exception);

    [LoggerMessage(1105, LogLevel.Information, "Erasure {Id} is complete")]
    public static partial void Erased(ILogger logger, string id);

    [LoggerMessage(1106, LogLevel.Warning, "An erasure could not be completed; it is tried again every few seconds until it is")]
    public static partial void ErasureFailed(ILogger logger, Exception exception);
}
