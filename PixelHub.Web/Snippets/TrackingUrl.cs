namespace PixelHub.Web.Snippets;

/// <summary>An address of the public surface with, perhaps, a merge tag in it. Only the tag may hold characters that an address must not have.</summary>
internal readonly record struct TrackingUrl
{
    private readonly string _before;
    private readonly RecipientTag? _tag;
    private readonly string _after;

    private TrackingUrl(SnippetRequest request, string resource)
    {
        _tag = request.Tag;
        var pin = request.Pinned is null ? "" : $"v={Uri.EscapeDataString(request.Pinned.Id)}";
        _before = $"{Root(request.BaseUrl)}/s/{request.Experiment.Slug}/{resource}{(_tag is not null ? "?r=" : pin.Length > 0 ? "?" : "")}";
        _after = _tag is not null && pin.Length > 0 ? $"&{pin}" : pin;
    }

    /// <summary>The address of the pixel.</summary>
    public static TrackingUrl Pixel(SnippetRequest request) => new(request, "pixel.gif");

    /// <summary>The address of the link.</summary>
    public static TrackingUrl Click(SnippetRequest request) => new(request, "click");

    /// <summary>The address of a link that only machines follow: the id of the link tells them.</summary>
    public static TrackingUrl Honeypot(SnippetRequest request) => new(request, "click/honeypot");

    /// <summary>The address as it is sent.</summary>
    public string Plain => $"{_before}{_tag?.Value}{_after}";

    /// <summary>
    /// The address as an attribute's value, with its quotation marks. Everything around the tag is encoded, the tag is not: it holds neither an
    /// ampersand nor an angle bracket, and the quotation marks are of the kind it does not hold.
    /// </summary>
    public string Attribute
    {
        get
        {
            var quote = _tag?.Quote ?? '"';
            return $"{quote}{Markup.Encode(_before)}{_tag?.Value}{Markup.Encode(_after)}{quote}";
        }
    }

    /// <summary>The address as the target of a Markdown link.</summary>
    public string Markdown => Plain.AsSpan().ContainsAny(" ()") ? $"<{Plain}>" : Plain;

    /// <summary>
    /// The address that mails shall use, as every mail program reads it: host in ASCII, no slash at the end. It may come from the Host header of
    /// the owner's own request, so it is taken apart and put together again.
    /// </summary>
    private static string Root(string baseUrl)
    {
        if (!Uri.TryCreate(baseUrl, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https")
            || uri.UserInfo.Length > 0 || uri.Query.Length > 0 || uri.Fragment.Length > 0)
        {
            throw new ArgumentException("The base must be an absolute http or https address without user name, query and fragment.", nameof(baseUrl));
        }

        var host = uri.HostNameType == UriHostNameType.Dns ? uri.IdnHost : uri.Host;
        return $"{uri.Scheme}://{host}{(uri.IsDefaultPort ? "" : $":{uri.Port}")}{uri.AbsolutePath.TrimEnd('/')}";
    }
}
