using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;

namespace PixelHub.Web.Endpoints;

/// <summary>The page behind an opt-out link: no script, nothing loaded from anywhere, in no frame.</summary>
internal static class OptOutPage
{
    /// <summary>Name of the form's only field.</summary>
    public const string Field = "proof";

    private const string Style =
        ":root{color-scheme:light dark}body{margin:0;font:1.0625rem/1.6 system-ui,sans-serif}main{max-width:34rem;margin:12vh auto;padding:0 1.25rem}"
        + "h1{font-size:1.5rem;line-height:1.3}button{font:inherit;font-weight:600;padding:.6rem 1.1rem;border:1px solid;border-radius:.5rem;cursor:pointer}"
        + "button:focus-visible{outline:3px solid;outline-offset:3px}";

    private static readonly string Policy =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)))}'; "
        + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /// <summary>Sends the page.</summary>
    /// <param name="http">The request.</param>
    /// <param name="status">The HTTP status.</param>
    /// <param name="words">The language.</param>
    /// <param name="say">What stands on it.</param>
    /// <param name="proof">The form's field; null for a page without a button.</param>
    public static async Task WriteAsync(HttpContext http, int status, OptOutWords words, (string Heading, string Text) say, string? proof = null)
    {
        var body = Encoding.UTF8.GetBytes(Html(words, say, proof));
        var response = http.Response;
        response.StatusCode = status;
        var headers = response.Headers;
        headers.ContentType = "text/html; charset=utf-8";
        headers.ContentLength = body.Length;
        headers.CacheControl = PublicHeaders.NoStore;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = PublicHeaders.NoSniff;
        headers.XFrameOptions = "DENY"; // for browsers that do not know frame-ancestors
        headers[PublicHeaders.ReferrerPolicy] = PublicHeaders.NoReferrer;
        headers[PublicHeaders.RobotsTag] = PublicHeaders.NoIndex;
        headers[PublicHeaders.CrossOriginResourcePolicy] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        if (!HttpMethods.IsHead(http.Request.Method))
        {
            await response.Body.WriteAsync(body, CancellationToken.None);
        }
    }

    private static string Html(OptOutWords words, (string Heading, string Text) say, string? proof)
    {
        var encode = HtmlEncoder.Default;
        var form = proof is null
            ? ""
            : $"<form method=\"post\"><input type=\"hidden\" name=\"{Field}\" value=\"{encode.Encode(proof)}\"><button>{encode.Encode(words.Button)}</button></form>";
        return $"<!DOCTYPE html><html lang=\"{encode.Encode(words.Language)}\"><head><meta charset=\"utf-8\">"
            + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
            + $"<title>{encode.Encode(words.Title)}</title><style>{Style}</style></head>"
            + $"<body><main><h1>{encode.Encode(say.Heading)}</h1><p>{encode.Encode(say.Text)}</p>{form}</main></body></html>\n";
    }
}
