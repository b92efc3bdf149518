using PixelHub.Core.Reports;
using PixelHub.Core.Rollups;

namespace PixelHub.Web.Components.State;

/// <summary>
/// The stretch of a chart, cut at borders that everybody who looks at the same time shares, so that one query serves them all.
/// </summary>
/// <param name="From">Start of the first bucket.</param>
/// <param name="To">End of the bucket that is now: the future is not drawn.</param>
/// <param name="Interval">Width of a bucket as drawn.</param>
/// <param name="IsUtcDays">Whether days are UTC days although the viewer lives elsewhere: long ranges are kept by day only.</param>
public sealed record SeriesWindow(DateTimeOffset From, DateTimeOffset To, BucketSize Interval, bool IsUtcDays)
{
    private static readonly TimeSpan FiveMinutes = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private static readonly TimeSpan Week = TimeSpan.FromDays(7);
    private static readonly TimeSpan LongestInHours = TimeSpan.FromDays(92);

    /// <summary>The window of a range that ends now. It starts at a round time: days at midnight of the viewer, shorter ranges at a full hour or five minutes.</summary>
    /// <param name="since">Start of everything, for the range without a length.</param>
    public static SeriesWindow Of(TimeRange range, BucketSize interval, DateTimeOffset since, DateTimeOffset now, ViewerClock clock)
    {
        if (range.Length < Day + Day)
        {
            var end = Ceiling(now, Width(interval));
            return new(Floor(end - range.Length.Value, range.Length < Day ? FiveMinutes : Hour), end, interval, false);
        }

        // All of a young experiment would be a single day, which is a point and no curve: a week is drawn at least.
        var first = clock.StartOfDay(now, 1 - (int)(range.Length ?? Week).TotalDays);
        if (range.Length is null && since < first)
        {
            first = clock.StartOfDay(since);
        }

        return now - first > LongestInHours
            ? new(Floor(since, Day), Ceiling(now, Day), BucketSize.Day, true)
            : new(first.ToUniversalTime(), Ceiling(now, Hour), interval, false);
    }

    /// <summary>The question to the read side. Days of the viewer are put together from hours.</summary>
    /// <param name="experiment">Number of the experiment.</param>
    /// <param name="classes">Whose hits; people unless something else is asked for.</param>
    public ReportQuery Query(int experiment, ClassSet classes = default) =>
        new(experiment, From, To, Interval == BucketSize.Day && !IsUtcDays ? BucketSize.Hour : Interval, classes);

    /// <summary>Starts of all buckets, in order.</summary>
    public IEnumerable<DateTimeOffset> Buckets(ViewerClock clock)
    {
        if (Interval != BucketSize.Day || IsUtcDays)
        {
            for (var at = From; at < To; at += Width(Interval))
            {
                yield return at;
            }

            yield break;
        }

        for (var day = 0; clock.StartOfDay(From, day) is var start && start < To; day++)
        {
            yield return start.ToUniversalTime();
        }
    }

    /// <summary>Start of the bucket that holds an instant.</summary>
    public DateTimeOffset BucketOf(DateTimeOffset at, ViewerClock clock) =>
        Interval == BucketSize.Day && !IsUtcDays ? clock.StartOfDay(at).ToUniversalTime() : Floor(at, Width(Interval));

    private static TimeSpan Width(BucketSize interval) => interval switch
    {
        BucketSize.Minute => TimeSpan.FromMinutes(1),
        BucketSize.Hour => Hour,
        _ => Day,
    };

    private static DateTimeOffset Floor(DateTimeOffset at, TimeSpan width) => new(at.UtcTicks - (at.UtcTicks % width.Ticks), TimeSpan.Zero);

    private static DateTimeOffset Ceiling(DateTimeOffset at, TimeSpan width) => Floor(at, width) + width;
}
