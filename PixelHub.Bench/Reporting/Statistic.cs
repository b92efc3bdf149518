namespace PixelHub.Bench.Reporting;

/// <summary>Figures of several runs in one.</summary>
internal static class Statistic
{
    /// <summary>The item in the middle of the order of a key; the upper one of two.</summary>
    public static T MedianBy<T, TKey>(this IEnumerable<T> items, Func<T, TKey> key)
    {
        var ordered = items.OrderBy(key).ToList();
        return ordered[ordered.Count / 2];
    }

    /// <summary>The value in the middle; the upper one of two.</summary>
    public static T Median<T>(this IEnumerable<T> values) => values.MedianBy(v => v);
}
