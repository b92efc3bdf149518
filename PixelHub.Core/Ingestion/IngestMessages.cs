using Microsoft.Extensions.Logging;

namespace PixelHub.Core.Ingestion;

/// <summary>Log messages of the ingestion: 1300 to 1399.</summary>
internal static partial class IngestMessages
{
    [LoggerMessage(1300, LogLevel.Error, "A hit was answered but not recorded, and {Unreported} more since the last report of this kind")]
    public static partial void HitNotRecorded(ILogger logger, Exception exception, long unreported);
}
