using PixelHub.Tests.Classification;

namespace PixelHub.Tests.Fuzz;

/// <summary>Texts that strangers might send: noise, torn and doubled real ones, and pieces of what the product looks for.</summary>
internal static class FuzzText
{
    private static readonly string[] Pieces =
    [
        "Mozilla/5.0", " (", ")", "Macintosh; ", "iPhone", ") AppleWebKit/", "605.1", " (KHTML, like Gecko)", " Mobile/", "bot", "WhatsApp", "Viber", "Chrome/", "Safari/",
        "{{", "}}", "%7B%7B", "%", "%%", "*|", "|*", "[", "]", "$[", "]$", "<%", "%>", "~", "#", ":", "@", "__test_email__", "https://", "http://", "urldefense.com", ".mimecast.com",
        "safelinks.protection.outlook.com", "xn--", "[::1]", "/", "\\", "?", "&", "=", "+", "&amp;", "r=", "v=", "c=", "l=", "ch=", "email", "pixel.gif", "click", "/s/", "optout",
        "%2F", "%00", "%ZZ", "%C3%28", "%F0%9F%98%80", "\0", "\r\n", "\t", "\ud800", "\udc00", "\ud83d\ude00", "\u202e", "\ufeff", "é", "prefetch", "XX", "T1", "de", ";", "..", "'", "\"",
    ];

    /// <summary>A text, null now and then.</summary>
    public static string? Next(Random chance) => chance.Next(8) switch
    {
        0 => chance.Next(4) == 0 ? null : "",
        1 => Noise(chance, 0x100),
        2 => Noise(chance, 0x10000),
        3 => Noise(chance, 0x80),
        4 or 5 => Mutated(chance, UserAgentCorpus.Lines[chance.Next(UserAgentCorpus.Lines.Count)].UserAgent),
        _ => string.Concat(Enumerable.Range(0, chance.Next(12)).Select(_ => Pieces[chance.Next(Pieces.Length)])),
    };

    /// <summary>A text with some letters changed, lost, doubled or moved.</summary>
    public static string Mutated(Random chance, string text)
    {
        for (var changes = chance.Next(1, 6); changes > 0 && text.Length > 0; changes--)
        {
            var (at, length) = (chance.Next(text.Length), chance.Next(1, 20));
            var part = text.Substring(at, Math.Min(length, text.Length - at));
            text = chance.Next(5) switch
            {
                0 => text.Remove(at, part.Length),
                1 => text.Insert(at, part),
                2 => text.Insert(chance.Next(text.Length), Pieces[chance.Next(Pieces.Length)]),
                3 => text[..at] + (char)chance.Next(chance.Next(2) == 0 ? 0x80 : 0x10000) + text[(at + 1)..],
                _ => text[..at],
            };
        }

        return text;
    }

    /// <summary>Noise of letters below a limit; mostly short, sometimes longer than anything that is kept.</summary>
    public static string Noise(Random chance, int limit) =>
        string.Concat(Enumerable.Range(0, chance.Next(20) == 0 ? chance.Next(3_000) : chance.Next(60)).Select(_ => (char)chance.Next(limit)));
}
