namespace PixelHub.Core.Catalog;

/// <summary>
/// Where a click may lead. Kept to the letter as it was typed, because a signed URL breaks when it is re-encoded;
/// what cannot be sent in a Location header as it stands (letters beyond ASCII, spaces) is refused with advice.
/// </summary>
public sealed record DestinationUrl
{
    /// <summary>Longest destination, in characters.</summary>
    public const int MaxLength = 2_048;

    private DestinationUrl(string value) => Value = value;

    /// <summary>The absolute http or https address.</summary>
    public string Value { get; }

    /// <summary>Reads a destination.</summary>
    /// <param name="text">What the owner typed; white space around it is ignored.</param>
    /// <param name="ownHosts">Host names of this server, which would make a loop.</param>
    /// <param name="url">The destination; null when there is a fault.</param>
    /// <param name="fault">What is wrong and what to do, as a sentence; null when nothing is.</param>
    public static bool TryParse(string? text, IReadOnlyCollection<string> ownHosts, out DestinationUrl? url, out string? fault)
    {
        text = text?.Trim();
        fault = Fault(text, ownHosts);
        url = fault is null ? new DestinationUrl(text!) : null;
        return fault is null;
    }

    /// <summary>Takes a destination that was validated when it was saved.</summary>
    internal static DestinationUrl? FromStored(string? value) => value is null ? null : new DestinationUrl(value);

    /// <inheritdoc/>
    public override string ToString() => Value;

    private static string? Fault(string? text, IReadOnlyCollection<string> ownHosts)
    {
        if (string.IsNullOrEmpty(text))
        {
            return "Give the address that the link should lead to.";
        }

        if (text.Length > MaxLength)
        {
            return $"The address has {text.Length:N0} characters; at most {MaxLength:N0} are kept.";
        }

        if (text.AsSpan().ContainsAnyInRange('\0', ' ') || text.Contains('\\', StringComparison.Ordinal) || text.Any(char.IsControl))
        {
            return "Remove spaces, line breaks and backslashes from the address.";
        }

        if (!text.StartsWith("https://", StringComparison.OrdinalIgnoreCase) && !text.StartsWith("http://", StringComparison.OrdinalIgnoreCase))
        {
            return "Start the address with https:// or http://.";
        }

        if (!System.Text.Ascii.IsValid(text))
        {
            return "Write letters beyond a–z percent-encoded, as the browser's address bar copies them.";
        }

        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Host.Length == 0)
        {
            return "This is not a complete web address.";
        }

        if (uri.UserInfo.Length > 0 || text.AsSpan(0, text.Length - uri.Fragment.Length)["http://".Length..].IndexOf('@') is var at and >= 0 && at < AuthorityEnd(text))
        {
            return "Remove the user name and password from the address: everyone who clicks would see them.";
        }

        return ownHosts.Contains(uri.Authority, StringComparer.OrdinalIgnoreCase) || ownHosts.Contains(uri.Host, StringComparer.OrdinalIgnoreCase)
            ? "The address is on this server itself, so the link would lead in a circle."
            : null;
    }

    private static int AuthorityEnd(string text)
    {
        var rest = text.AsSpan()["http://".Length..].TrimStart('/');
        var end = rest.IndexOfAny('/', '?', '#');
        return end < 0 ? text.Length : end;
    }
}
