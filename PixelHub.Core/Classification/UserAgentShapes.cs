using System.Buffers;

namespace PixelHub.Core.Classification;

/// <summary>User agents that are recognised by their whole form. Searched by hand: an expression with these loops would have to be shown not to backtrack.</summary>
internal static class UserAgentShapes
{
    private const string ProductAndPlatform = "Mozilla/5.0 (";

    private static readonly string[] ApplePlatforms = ["Macintosh", "iPhone", "iPad"];

    private static readonly SearchValues<string> Engines =
        SearchValues.Create([") AppleWebKit", ") Gecko", ") like Gecko"], StringComparison.OrdinalIgnoreCase);

    private static readonly SearchValues<string> Programs =
        SearchValues.Create(["Chrome/", "Safari/", "Mobile/", "Firefox/"], StringComparison.Ordinal);

    private static readonly SearchValues<string> CompatibleBrowsers = SearchValues.Create(
        ["MSIE ", "Trident/", "Konqueror", "ABrowse", "IBrowse", "Origyn", "Webpositive", "Teleca", "OSS/"], StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// <c>Mozilla/5.0 (iPhone; …) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148</c> and no word more, the last one optional: Apple's web
    /// view without the names that Safari and other apps add.
    /// </summary>
    public static bool IsAppleMail(ReadOnlySpan<char> text) =>
        Take(ref text, ProductAndPlatform) && StartsWithApplePlatform(text)
        && TakeUntil(ref text, ')') && Take(ref text, ") AppleWebKit/") && TakeWhile(ref text, static c => char.IsAsciiDigit(c) || c == '.')
        && Take(ref text, " (KHTML, like Gecko)")
        && (text.IsEmpty || (Take(ref text, " Mobile/") && TakeWhile(ref text, char.IsAsciiLetterOrDigit) && text.IsEmpty));

    /// <summary><c>Mozilla/5.0 (…) AppleWebKit</c>, <c>… Gecko</c> or <c>… like Gecko</c>, followed by anything.</summary>
    public static bool IsBrowser(ReadOnlySpan<char> text) =>
        (Take(ref text, ProductAndPlatform) || Take(ref text, "Mozilla/4.0 (")) && !text.IsEmpty && text[1..].ContainsAny(Engines);

    /// <summary>The question, but never of a whole browser: one that names its engine and then its program, <c>Chrome/</c>, <c>Safari/</c> or <c>Mobile/</c>.</summary>
    public static TextTest BesidesWholeBrowser(TextTest test) => text =>
        test(text) && !(IsBrowser(text) && text[text.IndexOf(')')..].ContainsAny(Programs));

    /// <summary>
    /// <c>(compatible; …</c>, which of all browsers only Internet Explorer, Konqueror and some long gone ones write after "Mozilla/5.0", and
    /// <c>(KHTML, like Gecko; …</c>, where browsers close the bracket.
    /// </summary>
    public static bool IsFalseBrowser(ReadOnlySpan<char> text) =>
        text.Contains("KHTML, like Gecko; ", StringComparison.OrdinalIgnoreCase)
        || (text.StartsWith(ProductAndPlatform, StringComparison.OrdinalIgnoreCase)
            && text.Contains("(compatible", StringComparison.OrdinalIgnoreCase) && !text.ContainsAny(CompatibleBrowsers));

    /// <summary>The question without the name of the Android device, for which there are no rules: "M bot 54" and "Expanse" are phones.</summary>
    public static TextTest BesidesDevice(TextTest test) => text =>
    {
        var rest = text;
        return Take(ref rest, "Mozilla/5.0 (Linux; ") && rest.IndexOf(')') is > 0 and var end && rest[..end].Contains("Android", StringComparison.Ordinal)
            ? test(rest[end..])
            : test(text);
    };

    private static bool StartsWithApplePlatform(ReadOnlySpan<char> text)
    {
        foreach (var platform in ApplePlatforms)
        {
            if (text.StartsWith(platform, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Take(ref ReadOnlySpan<char> text, string token)
    {
        var found = text.StartsWith(token, StringComparison.Ordinal);
        text = found ? text[token.Length..] : text;
        return found;
    }

    private static bool TakeUntil(ref ReadOnlySpan<char> text, char end)
    {
        var at = text.IndexOf(end);
        text = at < 0 ? text : text[at..];
        return at >= 0;
    }

    private static bool TakeWhile(ref ReadOnlySpan<char> text, Predicate<char> fits)
    {
        var length = 0;
        while (length < text.Length && fits(text[length]))
        {
            length++;
        }

        text = text[length..];
        return length > 0;
    }
}
