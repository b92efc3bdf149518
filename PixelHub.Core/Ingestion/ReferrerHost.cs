namespace PixelHub.Core.Ingestion;

/// <summary>Keeps of a Referer only the host: the rest may name a person or hold a session.</summary>
public static class ReferrerHost
{
    private const int MaxLength = 253;

    /// <summary>The host in lower case; null when there is none or the header is malformed.</summary>
    public static string? Of(string? referer) =>
        !string.IsNullOrEmpty(referer) && Uri.TryCreate(referer, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
        && HostOf(uri) is { Length: > 0 and <= MaxLength } host
            ? host.ToLowerInvariant()
            : null;

    /// <summary>An address can be well-formed and its host one that no name may be, such as a lone U+FEFF: that is found only here.</summary>
    private static string? HostOf(Uri uri)
    {
        try
        {
            return uri.IdnHost;
        }
        catch (UriFormatException)
        {
            return null;
        }
    }
}
