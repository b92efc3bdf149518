using System.Text;

namespace PixelHub.Web.Snippets.Doctor;

/// <summary>The pasted text, and where in it a character stands. Lines are counted here: the parser's own counter ends at 65,535.</summary>
internal sealed class MailText
{
    private const int ExcerptLength = 160;

    private readonly List<int> _lineStarts = [0];

    public MailText(string text)
    {
        Text = text;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\n' || (text[i] == '\r' && (i + 1 == text.Length || text[i + 1] != '\n')))
            {
                _lineStarts.Add(i + 1);
            }
        }
    }

    public string Text { get; }

    /// <summary>The line of a character, from 1.</summary>
    public int LineOf(int index)
    {
        var place = _lineStarts.BinarySearch(index);
        return place >= 0 ? place + 1 : ~place;
    }

    /// <summary>The first character that so many bytes of UTF-8 stand before; the length of the text when there are fewer.</summary>
    public int IndexAfter(int bytes)
    {
        var index = 0;
        while (index < Text.Length && bytes > 0)
        {
            Rune.DecodeFromUtf16(Text.AsSpan(index), out var rune, out var length);
            bytes -= rune.Utf8SequenceLength;
            index += length;
        }

        return index;
    }

    /// <summary>What stands between two characters, in one line and not too long.</summary>
    public string Excerpt(int start, int end)
    {
        var text = Text.AsSpan(start, Math.Min(end - start, 4 * ExcerptLength)).ToString();
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= ExcerptLength && end - start <= 4 * ExcerptLength ? line : string.Concat(line.AsSpan(0, Math.Min(line.Length, ExcerptLength)), "…");
    }
}
