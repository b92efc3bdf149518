using Microsoft.Extensions.Logging;

namespace PixelHub.Core.EventLog;

/// <summary>Where a log ends that was left by an earlier process. Only the newest segments are looked at, however many there are.</summary>
/// <param name="Newest">The newest segment; null when there is none.</param>
/// <param name="Position">Where its last whole frame ends.</param>
/// <param name="CanResume">
/// Whether new frames may go there: only when everything behind <paramref name="Position"/> was never written. What is torn may have been an event
/// that the database took over before the disk damaged it, and its position must not be used twice.
/// </param>
/// <param name="HasFrames">Whether the newest segment holds entries.</param>
/// <param name="Durable">Where the last entry of the whole log ends; 0 when there is none.</param>
internal sealed record LogTail(Segment? Newest, long Position, bool CanResume, bool HasFrames, long Durable)
{
    /// <summary>Finds the end.</summary>
    public static LogTail Find(SegmentFolder folder, ILogger logger)
    {
        var segments = folder.Segments;
        var window = new byte[SegmentView.WindowBytes];
        var tail = new LogTail(null, 0, CanResume: false, HasFrames: false, 0);
        for (var i = segments.Length - 1; i >= 0 && tail.Durable == 0; i--)
        {
            var found = Look(segments[i], window, logger);
            tail = tail.Newest is null ? found : tail with { Durable = found.Durable };
            if (found.Durable == 0 && segments[i].PreviousEnd is not null)
            {
                break; // an intact header that says there is nothing before it
            }
        }

        return tail;
    }

    private static LogTail Look(Segment segment, byte[] window, ILogger logger)
    {
        try
        {
            using var view = new SegmentView(segment, window);
            var end = FrameScan.FindEnd(view);
            var hasFrames = end > segment.DataStart;
            var isClean = FrameScan.IsZero(view, end, segment.End);
            if (!isClean && (hasFrames || segment.PreviousEnd is not null))
            {
                EventLogMessages.TailCut(logger, end);
            }

            return new LogTail(
                segment, end, isClean && (hasFrames || segment.PreviousEnd is not null), hasFrames, hasFrames ? end : segment.PreviousEnd ?? 0);
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException)
        {
            EventLogMessages.SegmentUnreadable(logger, ex, segment.Path);
            return new LogTail(segment, segment.DataStart, CanResume: false, HasFrames: false, segment.PreviousEnd ?? 0);
        }
    }
}
