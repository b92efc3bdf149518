using System.Globalization;

namespace PixelHub.Web.Components.State;

/// <summary>Tells times as the person at the browser reads them.</summary>
/// <param name="Zone">The browser's time zone; UTC until the browser has said.</param>
public sealed record ViewerClock(TimeZoneInfo Zone)
{
    /// <summary>Where no browser has said anything yet.</summary>
    public static ViewerClock Utc { get; } = new(TimeZoneInfo.Utc);

    /// <summary>The clock of an IANA zone; UTC for a name that is unknown here, for it comes from the browser.</summary>
    public static ViewerClock Of(string? zone) =>
        zone is { Length: > 0 and <= 64 } && TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found) ? new(found) : Utc;

    /// <summary>The zone's name for people.</summary>
    public string Label => Zone.Id.Replace('_', ' ');

    /// <summary>The wall clock at an instant.</summary>
    public DateTime Local(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, Zone).DateTime;

    /// <summary>Midnight at the start of the day of an instant.</summary>
    public DateTimeOffset StartOfDay(DateTimeOffset at, int daysLater = 0)
    {
        var midnight = DateTime.SpecifyKind(Local(at).Date.AddDays(daysLater), DateTimeKind.Unspecified);
        while (Zone.IsInvalidTime(midnight))
        {
            midnight = midnight.AddMinutes(15); // some zones put the clock forward at midnight
        }

        return new DateTimeOffset(midnight, Zone.GetUtcOffset(midnight));
    }

    /// <summary>Time of day to the second, with the date when it is another day than today.</summary>
    public string Moment(DateTimeOffset at, DateTimeOffset now) =>
        Local(at).ToString(Local(at).Date == Local(now).Date ? "HH:mm:ss" : "d MMM HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>Date and time to the minute.</summary>
    public string Full(DateTimeOffset at) => Local(at).ToString("d MMM yyyy HH:mm", CultureInfo.InvariantCulture);
}
