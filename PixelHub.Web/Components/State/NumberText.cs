using System.Globalization;

namespace PixelHub.Web.Components.State;

/// <summary>
/// Figures as people read them. Counts are floored, never rounded: a figure on the page was really reached. No data is a dash, never a zero.
/// </summary>
public static class NumberText
{
    /// <summary>Stands where nothing is known.</summary>
    public const string None = "–";

    private static readonly (long Size, string Letter)[] Units = [(1_000_000_000, "B"), (1_000_000, "M"), (1_000, "k")];

    /// <summary>At most four characters and a letter: 999, 1.2k, 12.3k, 999k, 1M.</summary>
    public static string Brief(long? count)
    {
        if (count is not { } n)
        {
            return None;
        }

        foreach (var (size, letter) in Units)
        {
            if (n >= size)
            {
                var tenths = n / (size / 10);
                return tenths < 1_000 && tenths % 10 != 0
                    ? string.Create(CultureInfo.InvariantCulture, $"{tenths / 10}.{tenths % 10}{letter}")
                    : string.Create(CultureInfo.InvariantCulture, $"{n / size:N0}{letter}");
            }
        }

        return n.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>Every digit, in groups of three.</summary>
    public static string Exact(long? count) => count?.ToString("N0", CultureInfo.InvariantCulture) ?? None;

    /// <summary>
    /// One decimal. A share that is not nothing never reads 0.0 %, one that is not everything never 100.0 %.
    /// </summary>
    /// <param name="share">0 to 1; above 1 when the whole was given wrong; null when there is no whole.</param>
    public static string Percent(double? share) => share switch
    {
        null => None,
        > 0 and < 0.0005 => "<0.1%",
        > 0.9994 and < 1 => "99.9%",
        { } s => s.ToString("0.0%", CultureInfo.InvariantCulture),
    };

    /// <summary>The count and its noun: "1 click", "1.2k clicks".</summary>
    public static string Of(long count, string one, string many) => $"{Brief(count)} {(count == 1 ? one : many)}";
}
