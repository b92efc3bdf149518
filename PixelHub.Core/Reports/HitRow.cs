using PixelHub.Core.Events;

namespace PixelHub.Core.Reports;

/// <summary>One event as the feed and the export show it.</summary>
/// <param name="Position">Its position in the event log: the id of the event, growing with time.</param>
/// <param name="Event">The event.</param>
/// <param name="IsRepeat">Whether the same person did the same within 30 s before: left out of totals.</param>
public sealed record HitRow(long Position, TrackedEvent Event, bool IsRepeat)
{
    /// <summary>The event's id for programs.</summary>
    public string Id => "evt_" + Position.ToString("x12", System.Globalization.CultureInfo.InvariantCulture);
}
