using System.Globalization;
using System.Text.RegularExpressions;

namespace PixelHub.Web.Components.State;

/// <summary>Reads numbers as people type them. What can be read in two ways is not read at all.</summary>
public static partial class NumberInput
{
    /// <summary>Reads a count: digits, with or without a separator between groups of three.</summary>
    /// <param name="text">What was typed; nothing at all is no fault and gives null.</param>
    /// <param name="count">The count; null for nothing.</param>
    public static bool TryReadCount(string text, out long? count)
    {
        text = text.Trim();
        count = null;
        if (text.Length == 0)
        {
            return true;
        }

        if (!Count.IsMatch(text) || !long.TryParse(string.Concat(text.Where(char.IsAsciiDigit)), NumberStyles.None, CultureInfo.InvariantCulture, out var value))
        {
            return false;
        }

        count = value;
        return true;
    }

    /// <summary>Reads a share in percent, with a point or a comma and at most two decimals.</summary>
    /// <param name="text">What was typed.</param>
    /// <param name="basisPoints">The share, 0 to 10,000.</param>
    public static bool TryReadShare(string text, out int basisPoints)
    {
        text = text.Trim().TrimEnd('%').TrimEnd().Replace(',', '.');
        basisPoints = 0;
        if (!Share.IsMatch(text) || !decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent) || percent > 100)
        {
            return false;
        }

        basisPoints = (int)(percent * 100);
        return true;
    }

    /// <summary>A share as it would be typed.</summary>
    public static string ShareText(int basisPoints) => (basisPoints / 100m).ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>A count as it would be typed; empty for null.</summary>
    public static string CountText(long? count) => count?.ToString(CultureInfo.InvariantCulture) ?? "";

    [GeneratedRegex(@"^([0-9]{1,15}|[0-9]{1,3}([ ,.'’\u00A0\u202F][0-9]{3}){1,4})$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 100)]
    private static partial Regex Count { get; }

    [GeneratedRegex(@"^[0-9]{1,3}(\.[0-9]{1,2})?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 100)]
    private static partial Regex Share { get; }
}
