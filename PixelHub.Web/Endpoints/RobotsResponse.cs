namespace PixelHub.Web.Endpoints;

/// <summary>Asks search engines to leave the public endpoints alone: what they fetch would only be counted as machines.</summary>
public static class RobotsResponse
{
    /// <summary>Where robots look.</summary>
    public const string Path = "/robots.txt";

    private static readonly byte[] Text = "User-agent: *\nDisallow: /s/\nDisallow: /v1/\n"u8.ToArray();

    /// <summary>Answers GET and HEAD with the rules.</summary>
    public static Task WriteAsync(HttpContext http)
    {
        var isHead = HttpMethods.IsHead(http.Request.Method);
        if (!isHead && !HttpMethods.IsGet(http.Request.Method))
        {
            http.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            http.Response.Headers.Allow = "GET, HEAD";
            http.Response.ContentLength = 0;
            return Task.CompletedTask;
        }

        http.Response.ContentType = "text/plain; charset=utf-8";
        http.Response.ContentLength = Text.Length;
        http.Response.Headers.CacheControl = "public, max-age=86400";
        http.Response.Headers.XContentTypeOptions = PublicHeaders.NoSniff;
        return isHead ? Task.CompletedTask : http.Response.Body.WriteAsync(Text, CancellationToken.None).AsTask();
    }
}
