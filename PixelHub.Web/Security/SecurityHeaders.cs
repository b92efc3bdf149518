using System.Security.Cryptography;

namespace PixelHub.Web.Security;

/// <summary>Headers that keep the dashboard's pages to themselves: nothing from other hosts, no inline script without the nonce, in no frame.</summary>
public sealed class SecurityHeaders(RequestDelegate next)
{
    /// <summary>Key in <see cref="HttpContext.Items"/> of the nonce that an inline script of this answer must carry.</summary>
    public const string NonceKey = "csp-nonce";

    /// <summary>Sets the headers of whatever answers later, an error page included.</summary>
    public Task InvokeAsync(HttpContext http)
    {
        var nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));
        http.Items[NonceKey] = nonce;
        http.Response.OnStarting(
            static state =>
            {
                var (http, nonce) = ((HttpContext, string))state;
                Apply(http.Response.Headers, nonce);
                return Task.CompletedTask;
            },
            (http, nonce));
        return next(http);
    }

    private static void Apply(IHeaderDictionary headers, string nonce)
    {
        // style-src-attr: Radzen's components write style attributes. Attributes cannot load anything, because img-src and font-src hold for them too.
        headers.ContentSecurityPolicy =
            $"default-src 'self'; script-src 'self' 'nonce-{nonce}'; style-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self' data:; " +
            "font-src 'self'; connect-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY"; // for browsers that do not know frame-ancestors
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
    }
}
