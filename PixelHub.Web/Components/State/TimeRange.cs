using System.Collections.Immutable;
using PixelHub.Core.Rollups;

namespace PixelHub.Web.Components.State;

/// <summary>A stretch of time that ends now.</summary>
/// <param name="Key">Its word in the address bar.</param>
/// <param name="Label">Its name for people.</param>
/// <param name="Length">How long it is; null for everything since the experiment was made.</param>
/// <param name="Intervals">The widths of buckets it can be read in, the usual one first.</param>
public sealed record TimeRange(string Key, string Label, TimeSpan? Length, ImmutableArray<BucketSize> Intervals)
{
    /// <summary>The last half hour.</summary>
    public static TimeRange HalfHour { get; } = new("30m", "30 min", TimeSpan.FromMinutes(30), [BucketSize.Minute]);

    /// <summary>The last day.</summary>
    public static TimeRange Day { get; } = new("24h", "24 hours", TimeSpan.FromHours(24), [BucketSize.Hour, BucketSize.Minute]);

    /// <summary>The last week.</summary>
    public static TimeRange Week { get; } = new("7d", "7 days", TimeSpan.FromDays(7), [BucketSize.Day, BucketSize.Hour]);

    /// <summary>The last four weeks.</summary>
    public static TimeRange FourWeeks { get; } = new("28d", "28 days", TimeSpan.FromDays(28), [BucketSize.Day, BucketSize.Hour]);

    /// <summary>Everything.</summary>
    public static TimeRange All { get; } = new("all", "All", null, [BucketSize.Day]);

    /// <summary>Every range, shortest first.</summary>
    public static ImmutableArray<TimeRange> Every { get; } = [HalfHour, Day, Week, FourWeeks, All];

    /// <summary>The range of that key; null when there is none.</summary>
    public static TimeRange? Find(string? key) => Every.FirstOrDefault(r => r.Key == key);

    /// <summary>The shortest range that shows everything of something that old.</summary>
    public static TimeRange Covering(TimeSpan age) => Every.FirstOrDefault(r => r.Length >= age) ?? FourWeeks;
}
