namespace PixelHub.Core.Reports;

/// <summary>Width of a time bucket. The number is stored and never changes its meaning.</summary>
public enum BucketSize : byte
{
    /// <summary>All time in one bucket.</summary>
    Whole = 0,

    /// <summary>One minute.</summary>
    Minute = 1,

    /// <summary>One hour.</summary>
    Hour = 2,

    /// <summary>One day, UTC.</summary>
    Day = 3,
}

/// <summary>A question about one experiment.</summary>
/// <param name="Experiment">Number of the experiment.</param>
/// <param name="From">Start of the series, inclusive, UTC; rounded down to the bucket.</param>
/// <param name="To">End of the series, exclusive, UTC.</param>
/// <param name="Interval">Width of the buckets of the series; not <see cref="BucketSize.Whole"/>.</param>
public readonly record struct ReportQuery(int Experiment, DateTimeOffset From, DateTimeOffset To, BucketSize Interval);
