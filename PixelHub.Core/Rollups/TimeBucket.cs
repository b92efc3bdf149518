namespace PixelHub.Core.Rollups;

/// <summary>Spans of time, half-open [start, start + width), UTC.</summary>
public static class TimeBucket
{
    /// <summary>The widths that events are counted in.</summary>
    public static ReadOnlySpan<BucketSize> Sizes => [BucketSize.Whole, BucketSize.Minute, BucketSize.Hour, BucketSize.Day];

    /// <summary>Start of the bucket that holds the instant, in unix milliseconds; 0 for <see cref="BucketSize.Whole"/>.</summary>
    public static long StartOf(DateTimeOffset instant, BucketSize size) => StartOf(instant.ToUnixTimeMilliseconds(), size);

    /// <summary>The same for an instant in unix milliseconds.</summary>
    public static long StartOf(long milliseconds, BucketSize size)
    {
        if (size == BucketSize.Whole)
        {
            return 0;
        }

        var width = (long)Width(size).TotalMilliseconds;
        var into = milliseconds % width;
        return milliseconds - (into < 0 ? into + width : into);
    }

    /// <summary>Width of a bucket.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><see cref="BucketSize.Whole"/> has no width.</exception>
    public static TimeSpan Width(BucketSize size) => size switch
    {
        BucketSize.Minute => TimeSpan.FromMinutes(1),
        BucketSize.Hour => TimeSpan.FromHours(1),
        BucketSize.Day => TimeSpan.FromDays(1),
        _ => throw new ArgumentOutOfRangeException(nameof(size), size, "All time has no width."),
    };
}
