using Microsoft.Extensions.Primitives;

namespace PixelHub.Web.Endpoints;

/// <summary>The transparent 1×1 GIF and the headers that make every fetch of it reach the server.</summary>
public static class PixelResponse
{
    // 43 bytes: colour table, transparency flag, complete LZW stream with its end code, trailer. The 42-byte form seen everywhere
    // lacks the end code; shorter ones render opaque or not at all.
    private static readonly byte[] Gif = Convert.FromBase64String("R0lGODlhAQABAIAAAP///wAAACH5BAEAAAAALAAAAAABAAEAAAICRAEAOw==");

    private static readonly StringValues ContentType = "image/gif";
    private static readonly StringValues CacheControl = "no-store, no-cache, must-revalidate, private, max-age=0";
    private static readonly StringValues Pragma = "no-cache";
    private static readonly StringValues Expires = "0";
    private static readonly StringValues CrossOrigin = "cross-origin";
    private static readonly StringValues AnyOrigin = "*";

    /// <summary>Answers 200 with the image, or with its headers alone when the method is HEAD.</summary>
    public static void Write(HttpContext http)
    {
        var response = http.Response;
        response.StatusCode = StatusCodes.Status200OK;
        var headers = response.Headers;
        headers.ContentType = ContentType;
        headers.ContentLength = Gif.Length;
        headers.CacheControl = CacheControl;
        headers.Pragma = Pragma;
        headers.Expires = Expires;
        headers.XContentTypeOptions = PublicHeaders.NoSniff;
        headers[PublicHeaders.CrossOriginResourcePolicy] = CrossOrigin;
        headers.AccessControlAllowOrigin = AnyOrigin;
        headers[PublicHeaders.RobotsTag] = PublicHeaders.NoIndex;
        PublicBody.Write(http, Gif);
    }
}
