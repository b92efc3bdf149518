namespace PixelHub.Core.Ingestion;

/// <summary>Keeps of a Referer only the host: the rest may name a person or hold a session.</summary>
public static class ReferrerHost
{
    private const int MaxLength = 253;

    /// <summary>The host in lower case; null when there is none or the header is malformed.</summary>
    public static string? Of(string? referer)
    {
        // Nothing else gets as far as the library, which reads "\\host" as a file.
        if (referer is null || !(referer.StartsWith("http:", StringComparison.OrdinalIgnoreCase) || referer.StartsWith("https:", StringComparison.OrdinalIgnoreCase)))
        {
            return null;
        }

        try
        {
            return Uri.TryCreate(referer, UriKind.Absolute, out var uri) && uri.IdnHost is { Length: > 0 and <= MaxLength } host ? host.ToLowerInvariant() : null;
        }
        catch (Exception exception) when (exception is UriFormatException or IndexOutOfRangeException)
        {
            // Of a host such as a lone U+FEFF the library finds only late that it is none, and over U+202E its parser stumbles.
            return null;
        }
    }
}
