using Microsoft.Extensions.Primitives;

namespace PixelHub.Web.Endpoints;

/// <summary>Header names and values that several answers of the public plane share.</summary>
internal static class PublicHeaders
{
    public const string CrossOriginResourcePolicy = "Cross-Origin-Resource-Policy";
    public const string RobotsTag = "X-Robots-Tag";
    public const string ReferrerPolicy = "Referrer-Policy";

    /// <summary>What a page of another site asks before it sends something: it may.</summary>
    public static void AllowFromAnywhere(HttpResponse response, string methods)
    {
        response.Headers.AccessControlAllowOrigin = "*";
        response.Headers.AccessControlAllowMethods = methods;
        response.Headers.AccessControlAllowHeaders = "*";
        response.Headers.AccessControlMaxAge = "86400";
        response.Headers.Allow = methods;
    }

    public static readonly StringValues NoSniff = "nosniff";
    public static readonly StringValues NoIndex = "noindex, nofollow";
    public static readonly StringValues NoStore = "no-store, private";
    public static readonly StringValues NoReferrer = "no-referrer";
}
