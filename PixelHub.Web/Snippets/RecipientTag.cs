using System.Globalization;
using System.Text;
using PixelHub.Core.Classification;

namespace PixelHub.Web.Snippets;

/// <summary>
/// A merge tag: what a mailing tool replaces with the recipient's id. It is written into addresses to the letter, because a tool looks for it to
/// the letter: percent-encoded or as an HTML entity it would not be found. So everything that to the letter could end the attribute it stands in,
/// or is taken for HTML by editors, is refused.
/// </summary>
/// <remarks>
/// Decided so: quotation marks of one kind may stay, and the attribute is closed with the other kind; both kinds together are refused. Tags with
/// angle brackets (<c>&lt;%…%&gt;</c>, <c>&lt;&lt;…&gt;&gt;</c>) are refused rather than encoded, because an encoded one looks right and is never
/// filled in. An ampersand would begin an entity or the next parameter.
/// </remarks>
public sealed record RecipientTag
{
    /// <summary>Most characters of a tag: as many as are kept of a recipient, so that an unfilled one is recognised whole.</summary>
    public const int MaxLength = 256;

    private RecipientTag(string value) => Value = value;

    /// <summary>The tag as the tool knows it.</summary>
    public string Value { get; }

    /// <summary>What the owner should know about the tag; null when there is nothing.</summary>
    public string? Warning => MergeTag.IsUnfilled(Value)
        ? null
        : "This does not look like a tag. If your mailing tool does not fill it in, all recipients count as one.";

    /// <summary>The quotation mark for an HTML attribute that holds the tag.</summary>
    internal char Quote => Value.Contains('"', StringComparison.Ordinal) ? '\'' : '"';

    /// <summary>Reads a tag.</summary>
    /// <param name="text">What the owner typed; white space around it is ignored.</param>
    /// <param name="tag">The tag; null when there is a fault.</param>
    /// <param name="fault">What is wrong and what to do, as a sentence; null when nothing is.</param>
    public static bool TryParse(string? text, out RecipientTag? tag, out string? fault)
    {
        text = text?.Trim();
        fault = Fault(text);
        tag = fault is null ? new RecipientTag(text!) : null;
        return fault is null;
    }

    /// <inheritdoc/>
    public override string ToString() => Value;

    private static string? Fault(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return "Give the tag that your mailing tool replaces with the recipient's id.";
        }

        if (text.Length > MaxLength)
        {
            return $"The tag has {text.Length:N0} characters; at most {MaxLength} fit into the address.";
        }

        if (!text.EnumerateRunes().All(IsPlain))
        {
            return "Remove line breaks, special spaces and invisible characters from the tag.";
        }

        if (text.AsSpan().ContainsAny('<', '>'))
        {
            return "Editors take < and > for HTML and damage the tag. Use a field whose tag your mailing tool writes without them.";
        }

        if (text.AsSpan().ContainsAny('&', '\\', '`'))
        {
            return "Remove &, \\ and ` from the tag: they do not survive in an address.";
        }

        return text.Contains('"', StringComparison.Ordinal) && text.Contains('\'', StringComparison.Ordinal)
            ? "Use only one kind of quotation marks in the tag: the other kind encloses the address."
            : null;
    }

    /// <summary>A no-break space looks like a space and is none to the tool; half a surrogate pair is read as U+FFFD.</summary>
    private static bool IsPlain(Rune rune) => rune.Value == ' ' || (rune != Rune.ReplacementChar && Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator
        or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned));
}
