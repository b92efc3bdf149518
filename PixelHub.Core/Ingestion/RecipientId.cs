namespace PixelHub.Core.Ingestion;

/// <summary>How a recipient is written before it is hashed or kept: one recipient, one text, however it arrived. Pure.</summary>
public static class RecipientId
{
    /// <summary>
    /// A plus sign in a query arrives as a space, and no address has a space: it is a plus again. Addresses are compared without regard to case, in
    /// the part before the at sign too, because no mail server in use tells Jo from jo. Whatever is no address stays as it is, letter by letter.
    /// </summary>
    /// <param name="recipient">As it stands in the URL, decoded.</param>
    public static string Normalise(string recipient) =>
        recipient.Contains('@', StringComparison.Ordinal) ? recipient.Trim().Replace(' ', '+').ToLowerInvariant() : recipient;
}
