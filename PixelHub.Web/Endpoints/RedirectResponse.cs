using Microsoft.Extensions.Primitives;

namespace PixelHub.Web.Endpoints;

/// <summary>A 302 to a stored destination. Never 301 or 308: they would be cached, and the destination could not be changed any more.</summary>
public static class RedirectResponse
{
    private static readonly StringValues Html = "text/html; charset=utf-8";
    private static readonly StringValues Plain = "text/plain; charset=utf-8";
    private static readonly byte[] NothingHere = "There is nothing behind this link.\n"u8.ToArray();

    /// <summary>Leads to the destination, to the letter as it was stored; 404 when there is none.</summary>
    /// <param name="http">The request.</param>
    /// <param name="location">The stored destination; null when there is none.</param>
    public static void Write(HttpContext http, string? location)
    {
        if (location is null || RedirectBody.For(location) is not { } body)
        {
            Send(http, StatusCodes.Status404NotFound, Plain, NothingHere);
            return;
        }

        http.Response.Headers.Location = location;
        Send(http, StatusCodes.Status302Found, Html, body);
    }

    private static void Send(HttpContext http, int status, StringValues contentType, byte[] body)
    {
        var response = http.Response;
        response.StatusCode = status;
        var headers = response.Headers;
        headers.ContentType = contentType;
        headers.ContentLength = body.Length;
        headers.CacheControl = PublicHeaders.NoStore;
        headers[PublicHeaders.ReferrerPolicy] = PublicHeaders.NoReferrer;
        headers.XContentTypeOptions = PublicHeaders.NoSniff;
        headers[PublicHeaders.RobotsTag] = PublicHeaders.NoIndex;
        PublicBody.Write(http, body);
    }
}
