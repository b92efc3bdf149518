namespace PixelHub.Core.Classification;

/// <summary>Recognises merge tags: what stands in a mail where the mailing tool should have put the recipient's id.</summary>
public static class MergeTag
{
    /// <summary>Put in place of the recipient by some mailing tools in test mails.</summary>
    private const string TestMail = "__test_email__";

    private static readonly Form[] Forms =
    [
        new("*|", "|*", Anything),
        new("{{", "}}", Anything),
        new("{", "}", NameWithoutBraces),
        new("%%", "%%", Anything),
        new("%", "%", static inner => IsName(inner, "._")),
        new("<%", "%>", Anything),
        new("<<", ">>", Anything),
        new("[", "]", Anything),
        new("$[", "]$", Anything),
        new("${", "}", Anything),
        new("$", "$", static inner => IsName(inner, ".")),
        new("~", "~", static inner => IsName(inner, ".")),
        new("#", "#", NameAndColon),
    ];

    /// <summary>Whether a recipient is a merge tag that nobody filled in, also when it is percent-encoded once more than it should be.</summary>
    public static bool IsUnfilled(ReadOnlySpan<char> recipient)
    {
        recipient = recipient.Trim();
        if (IsTag(recipient))
        {
            return true;
        }

        if (!recipient.Contains('%'))
        {
            return false;
        }

        // Decoding never makes a text longer.
        Span<char> buffer = recipient.Length <= StackLimit ? stackalloc char[StackLimit] : new char[recipient.Length];
        return Uri.TryUnescapeDataString(recipient, buffer, out var length) && IsTag(buffer[..length].Trim());
    }

    private const int StackLimit = 512;

    private delegate bool InnerTest(ReadOnlySpan<char> inner);

    private static bool IsTag(ReadOnlySpan<char> text)
    {
        foreach (var form in Forms)
        {
            if (form.Fits(text))
            {
                return true;
            }
        }

        return text.Equals(TestMail, StringComparison.OrdinalIgnoreCase);
    }

    private static bool Anything(ReadOnlySpan<char> inner) => true;

    private static bool NameWithoutBraces(ReadOnlySpan<char> inner) =>
        !inner.IsEmpty && (inner[0] == '$' || char.IsAsciiLetter(inner[0])) && !inner.ContainsAny('{', '}');

    private static bool NameAndColon(ReadOnlySpan<char> inner) => inner.IndexOf(':') is > 0 and var colon && IsName(inner[..colon], "");

    private static bool IsName(ReadOnlySpan<char> inner, string also)
    {
        foreach (var c in inner)
        {
            if (!char.IsAsciiLetter(c) && !also.Contains(c, StringComparison.Ordinal))
            {
                return false;
            }
        }

        return !inner.IsEmpty;
    }

    private readonly record struct Form(string Opening, string Closing, InnerTest Inner)
    {
        public bool Fits(ReadOnlySpan<char> text) =>
            text.Length >= Opening.Length + Closing.Length
            && text.StartsWith(Opening, StringComparison.Ordinal)
            && text.EndsWith(Closing, StringComparison.Ordinal)
            && Inner(text[Opening.Length..^Closing.Length]);
    }
}
