namespace PixelHub.Web.Endpoints;

/// <summary>Puts a short body behind the head of an answer. Both leave in one packet when the request ends, and there is nothing to wait for.</summary>
internal static class PublicBody
{
    /// <summary>Writes the whole body, unless the request was HEAD.</summary>
    public static void Write(HttpContext http, byte[] body)
    {
        if (!HttpMethods.IsHead(http.Request.Method))
        {
            var writer = http.Response.BodyWriter;
            body.CopyTo(writer.GetSpan(body.Length));
            writer.Advance(body.Length);
        }
    }
}
