using Microsoft.Extensions.Logging;

namespace PixelHub.Core.Ingestion;

/// <summary>What the ingestion says in the log: ids 3000 to 3099.</summary>
internal static partial class IngestMessages
{
    [LoggerMessage(3000, LogLevel.Error, "A hit was answered but not recorded, and {Unreported} more since the last report of this kind")]
    public static partial void HitNotRecorded(ILogger logger, Exception exception, long unreported);
}
