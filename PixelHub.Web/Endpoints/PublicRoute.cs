using PixelHub.Core.Ingestion;

namespace PixelHub.Web.Endpoints;

/// <summary>What a path under <c>/s/</c> asks for.</summary>
public enum PublicEndpoint
{
    /// <summary>Nothing that exists.</summary>
    None = 0,

    /// <summary>The pixel.</summary>
    Pixel,

    /// <summary>The link.</summary>
    Click,

    /// <summary>The page behind an opt-out link.</summary>
    OptOut,

    /// <summary>Reports of events by a program.</summary>
    Events,
}

/// <summary>A path under <c>/s/</c>, taken apart. Words of the route are read in any case, because QR codes may be all capitals.</summary>
public readonly struct PublicRoute
{
    private const string Prefix = "/s/";
    private const string PixelFile = "pixel.gif";
    private const string ClickWord = "click";
    private const string OptOutWord = "optout";
    private const string EventsWord = "events";

    private readonly string _path;
    private readonly int _slugLength;

    private PublicRoute(PublicEndpoint endpoint, string path, int slugLength, string? recipient, string? link)
    {
        (Endpoint, _path, _slugLength, Recipient, Link) = (endpoint, path, slugLength, recipient, link);
    }

    /// <summary>What is asked for.</summary>
    public PublicEndpoint Endpoint { get; }

    /// <summary>The slug as it stands in the path; any text at all.</summary>
    public ReadOnlySpan<char> Slug => _path is null ? default : _path.AsSpan(Prefix.Length, _slugLength);

    /// <summary>The token of an opt-out link as it stands in the path; any text at all.</summary>
    public ReadOnlySpan<char> Token => Endpoint == PublicEndpoint.OptOut ? _path.AsSpan(Prefix.Length + _slugLength + 1).TrimEnd('/') : default;

    /// <summary>The recipient in the path; empty when its place is empty, null when the path has no place for one.</summary>
    public string? Recipient { get; }

    /// <summary>The link's id in the path; null when there is none.</summary>
    public string? Link { get; }

    /// <summary>Whether the path belongs to the public plane, even if nothing is there.</summary>
    public static bool Covers(string path) =>
        path.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) || path.Equals("/s", StringComparison.OrdinalIgnoreCase);

    /// <summary>Takes a decoded path apart. One trailing slash is ignored.</summary>
    public static PublicRoute Parse(string path)
    {
        if (!path.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
        {
            return default;
        }

        var rest = path.AsSpan(Prefix.Length);
        rest = rest.EndsWith("/", StringComparison.Ordinal) ? rest[..^1] : rest;
        var slugLength = rest.IndexOf('/');
        if (slugLength < 0)
        {
            return rest.Equals(EventsWord, StringComparison.OrdinalIgnoreCase) ? new PublicRoute(PublicEndpoint.Events, path, rest.Length, null, null) : default;
        }

        var tail = rest[(slugLength + 1)..];
        var lastSlash = tail.LastIndexOf('/');
        var last = tail[(lastSlash + 1)..];
        var middle = lastSlash < 0 ? null : Text(tail[..lastSlash]);

        // Whatever stands between, an address that ends in the pixel's name sits in somebody's mail as an image, and gets one:
        // recipient ids may hold slashes.
        if (last.Equals(PixelFile, StringComparison.OrdinalIgnoreCase))
        {
            return new PublicRoute(PublicEndpoint.Pixel, path, slugLength, middle, null);
        }

        if (lastSlash >= 0 && tail[..lastSlash].Equals(ClickWord, StringComparison.OrdinalIgnoreCase))
        {
            return new PublicRoute(PublicEndpoint.Click, path, slugLength, null, Text(last));
        }

        return last.Equals(ClickWord, StringComparison.OrdinalIgnoreCase) ? new PublicRoute(PublicEndpoint.Click, path, slugLength, middle, null)
            : lastSlash < 0 && rest[..slugLength].Equals(OptOutWord, StringComparison.OrdinalIgnoreCase) ? new PublicRoute(PublicEndpoint.OptOut, path, slugLength, null, null)
            : default;
    }

    /// <summary>The server decodes all of a path but its encoded slashes.</summary>
    private static string Text(ReadOnlySpan<char> segment)
    {
        var text = segment[..Math.Min(segment.Length, RequestFacts.MaxFieldLength * 3)].ToString();
        return FieldText.Cut(text.Contains("%2F", StringComparison.OrdinalIgnoreCase) ? text.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase) : text);
    }
}
