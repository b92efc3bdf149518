using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.Extensions.Primitives;

namespace PixelHub.Web.Endpoints;

/// <summary>A 302 to a stored destination. Never 301 or 308: they would be cached, and the destination could not be changed any more.</summary>
public static class RedirectResponse
{
    private static readonly StringValues Html = "text/html; charset=utf-8";
    private static readonly StringValues Plain = "text/plain; charset=utf-8";
    private static readonly byte[] NothingHere = "There is nothing behind this link.\n"u8.ToArray();
    private static readonly SearchValues<char> HeaderSafe = SearchValues.Create([.. Enumerable.Range('!', '~' - '!' + 1).Select(c => (char)c)]);

    /// <summary>Leads to the destination, to the letter as it was stored; 404 when there is none.</summary>
    /// <param name="http">The request.</param>
    /// <param name="location">The stored destination; null when there is none.</param>
    public static Task WriteAsync(HttpContext http, string? location)
    {
        // Destinations are checked when they are saved. A database edited by hand could still hold one that no header may carry.
        if (location is null || location.AsSpan().ContainsAnyExcept(HeaderSafe))
        {
            return SendAsync(http, StatusCodes.Status404NotFound, Plain, NothingHere);
        }

        http.Response.Headers.Location = location;
        var link = HtmlEncoder.Default.Encode(location);
        return SendAsync(http, StatusCodes.Status302Found, Html, Encoding.UTF8.GetBytes(
            $"<!DOCTYPE html><html lang=\"en\"><title>Redirect</title><p><a rel=\"noreferrer\" href=\"{link}\">{link}</a></p></html>\n"));
    }

    private static Task SendAsync(HttpContext http, int status, StringValues contentType, byte[] body)
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
        return HttpMethods.IsHead(http.Request.Method) ? Task.CompletedTask : response.Body.WriteAsync(body, CancellationToken.None).AsTask();
    }
}
