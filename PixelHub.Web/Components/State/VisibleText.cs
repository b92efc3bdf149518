using System.Globalization;
using System.Text;

namespace PixelHub.Web.Components.State;

/// <summary>
/// Texts that strangers chose, made so that nothing in them is unseen: two values that differ look different, and none turns the line around.
/// </summary>
public static class VisibleText
{
    /// <summary>The text with its unseen characters written as ‹U+200B›. What joins letters and emoji stays as it is, between them.</summary>
    public static string Of(string text)
    {
        if (!text.EnumerateRunes().Any(r => IsUnseen(r) || IsSpace(r) || IsJoiner(r)))
        {
            return text;
        }

        var isBlank = text.EnumerateRunes().All(r => IsUnseen(r) || IsSpace(r) || IsJoiner(r));
        var visible = new StringBuilder(text.Length + 8);
        foreach (var rune in text.EnumerateRunes())
        {
            if (IsUnseen(rune) || isBlank)
            {
                visible.Append(CultureInfo.InvariantCulture, $"‹U+{rune.Value:X4}›");
            }
            else
            {
                visible.Append(rune.ToString());
            }
        }

        return visible.ToString();
    }

    private static bool IsUnseen(Rune rune) => !IsJoiner(rune) && Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned;

    private static bool IsSpace(Rune rune) => Rune.IsWhiteSpace(rune);

    /// <summary>Zero width, but with a meaning between letters: Persian needs the one, families of emoji the other.</summary>
    private static bool IsJoiner(Rune rune) => rune.Value is 0x200C or 0x200D;
}
