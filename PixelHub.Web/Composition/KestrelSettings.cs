using System.Text;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Net.Http.Headers;
using PixelHub.Web.Endpoints;

namespace PixelHub.Web.Composition;

/// <summary>How the server listens, and how much of a stranger's request it takes.</summary>
public static class KestrelSettings
{
    private const int DefaultPort = 5080;

    /// <summary>Longest request line. Merge tags may fill a query with anything; the server's default of 8 KB would answer 414 in place of the pixel.</summary>
    private const int MaxRequestLine = 128 * 1024;

    /// <summary>All other headers together: what the default is.</summary>
    private const int MaxHeaders = 32 * 1024;

    // Header values are decoded leniently: by default a Referer in Latin-1, as old clients send it, is answered with 400. But not a length: the server
    // decodes it into 20 characters, and of a longer one writes a warning with a stack trace, which strangers could fill the log with.
    private static readonly Encoding LenientUtf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: false);

    /// <summary>Sets limits and defaults; an owner can still change the address by the usual settings.</summary>
    public static void AddKestrelSettings(this WebApplicationBuilder builder)
    {
        builder.WebHost.UseSockets(static sockets =>
        {
            // A hit is read, handled and sent without a change of threads; PublicConnection sees to it that nothing else is.
            sockets.UnsafePreferInlineScheduling = true;
            // Waiting without a buffer costs a system call more for each request and saves 4 KB for each idle connection: 40 MB for ten thousand.
            sockets.WaitForDataBeforeAllocatingBuffer = false;
        });
        builder.Services.AddOptions<KestrelServerOptions>().Configure<IConfiguration>(static (kestrel, configuration) =>
        {
            kestrel.AddServerHeader = false;
            kestrel.RequestHeaderEncodingSelector = static name => name.Equals(HeaderNames.ContentLength, StringComparison.OrdinalIgnoreCase) ? null : LenientUtf8;
            kestrel.ConfigureEndpointDefaults(PublicConnection.Use);
            var limits = kestrel.Limits;
            limits.MaxRequestLineSize = MaxRequestLine;
            limits.MaxRequestHeadersTotalSize = MaxRequestLine + MaxHeaders; // HTTP/2 has the path among its headers
            limits.Http2.MaxRequestHeaderFieldSize = MaxRequestLine;
            limits.MaxRequestBodySize = 1024 * 1024; // the largest body there is, a batch of events, has half of that
            limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15); // who needs longer for one head holds the connection on purpose
            limits.KeepAliveTimeout = TimeSpan.FromSeconds(130); // longer than the 60 s of common proxies, so that they close first
            if (!IsAddressConfigured(configuration))
            {
                kestrel.ListenLocalhost(DefaultPort);
            }
        });
    }

    /// <summary>Whether --urls, ASPNETCORE_URLS, HTTP_PORTS or a Kestrel section says where to listen. Asked late, when all of them are known.</summary>
    public static bool IsAddressConfigured(IConfiguration configuration) =>
        !string.IsNullOrWhiteSpace(configuration["urls"])
        || !string.IsNullOrWhiteSpace(configuration["http_ports"])
        || !string.IsNullOrWhiteSpace(configuration["https_ports"])
        || configuration.GetSection("Kestrel:Endpoints").GetChildren().Any();
}
