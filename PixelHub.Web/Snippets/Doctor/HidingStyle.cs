namespace PixelHub.Web.Snippets.Doctor;

/// <summary>Declarations in a style attribute for which mail programs do not fetch a picture.</summary>
internal static class HidingStyle
{
    /// <summary>Whether a style holds one.</summary>
    public static bool IsIn(string? style) => !string.IsNullOrEmpty(style) && Ranges(style).Any();

    /// <summary>Where they stand in a style, each with its semicolon, in order.</summary>
    public static IEnumerable<(int Start, int End)> Ranges(string style)
    {
        for (var start = 0; start < style.Length;)
        {
            var semicolon = style.IndexOf(';', start);
            var end = semicolon < 0 ? style.Length : semicolon + 1;
            if (Hides(style.AsSpan(start, end - start)))
            {
                yield return (start, end);
            }

            start = end;
        }
    }

    private static bool Hides(ReadOnlySpan<char> declaration)
    {
        declaration = declaration.TrimEnd(';');
        var colon = declaration.IndexOf(':');
        if (colon < 0)
        {
            return false;
        }

        var value = declaration[(colon + 1)..].Trim();
        value = (value.IndexOf('!') is >= 0 and var important ? value[..important] : value).Trim();
        return declaration[..colon].Trim() switch
        {
            var name when name.Equals("display", StringComparison.OrdinalIgnoreCase) => value.Equals("none", StringComparison.OrdinalIgnoreCase),
            var name when name.Equals("visibility", StringComparison.OrdinalIgnoreCase) =>
                value.Equals("hidden", StringComparison.OrdinalIgnoreCase) || value.Equals("collapse", StringComparison.OrdinalIgnoreCase),
            var name when name.Equals("mso-hide", StringComparison.OrdinalIgnoreCase) => value.Equals("all", StringComparison.OrdinalIgnoreCase),
            _ => false,
        };
    }
}
