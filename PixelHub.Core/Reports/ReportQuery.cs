using PixelHub.Core.Rollups;

namespace PixelHub.Core.Reports;

/// <summary>A question about one experiment.</summary>
/// <param name="Experiment">Number of the experiment.</param>
/// <param name="From">Start of the series, inclusive, UTC; rounded down to the bucket.</param>
/// <param name="To">End of the series, exclusive, UTC.</param>
/// <param name="Interval">Width of the buckets of the series; not <see cref="BucketSize.Whole"/>.</param>
/// <param name="Classes">Whose hits the series counts; people unless something else is asked for. Totals are always of all classes.</param>
public readonly record struct ReportQuery(int Experiment, DateTimeOffset From, DateTimeOffset To, BucketSize Interval, ClassSet Classes = default);
