using System.Text;

namespace PixelHub.Web.Snippets;

/// <summary>Writes texts of people into HTML and Markdown.</summary>
internal static class Markup
{
    // What has a meaning inside the brackets of a link. Braces have none and stay, because they make most merge tags.
    private const string MarkdownSpecial = "\\`*_[]<>&~|";

    /// <summary>For an attribute's value in quotation marks of either kind, and for text between tags. Letters beyond ASCII stay readable.</summary>
    public static string Encode(string text) => text
        .Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal)
        .Replace("\"", "&quot;", StringComparison.Ordinal)
        .Replace("'", "&#39;", StringComparison.Ordinal);

    /// <summary>For the text of a Markdown link: every sign that could begin or end something else is escaped.</summary>
    public static string EscapeMarkdown(string text)
    {
        var escaped = new StringBuilder(text.Length + 8);
        foreach (var c in text)
        {
            if (MarkdownSpecial.Contains(c, StringComparison.Ordinal))
            {
                escaped.Append('\\');
            }

            escaped.Append(c);
        }

        return escaped.ToString();
    }

    /// <summary>
    /// One line of visible text: line breaks and control characters become single spaces, and marks that reverse the direction of writing are
    /// left out, because they would reach over the address beside them.
    /// </summary>
    public static string OneLine(string? text)
    {
        var line = new StringBuilder();
        foreach (var rune in (text ?? "").EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune) || Rune.IsControl(rune))
            {
                if (line.Length > 0 && line[^1] != ' ')
                {
                    line.Append(' ');
                }
            }
            else if (rune.Value is not ((>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) or 0x200E or 0x200F or 0x061C))
            {
                line.Append(rune.ToString());
            }
        }

        return line.ToString().TrimEnd(' ');
    }
}
