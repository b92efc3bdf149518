namespace PixelHub.Web.Composition;

/// <summary>The address under which mails reach this server: as configured, else as the request at hand reached it.</summary>
public sealed class PublicAddress(PixelHubOptions options)
{
    /// <summary>The configured address without a slash at its end; null when there is none.</summary>
    public string? Configured => options.PublicUrl;

    /// <summary>The address without a slash at its end.</summary>
    public string Of(HttpRequest request) => Configured ?? $"{request.Scheme}://{request.Host.Value}";
}
