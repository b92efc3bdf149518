using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using PixelHub.Web.Composition;

namespace PixelHub.Web.Security;

/// <summary>Learns the client's address, country, scheme and host from the headers of configured proxies, and of nobody else.</summary>
public static class TrustedProxies
{
    /// <summary>Comes first in the pipeline. Does nothing where no proxy is configured: the headers are then a stranger's claim.</summary>
    public static void UseTrustedProxies(this IApplicationBuilder app)
    {
        var settings = app.ApplicationServices.GetRequiredService<PixelHubOptions>();
        var proxies = settings.TrustedProxies;
        if (proxies.Count == 0)
        {
            return;
        }

        var options = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost,
            ForwardLimit = null, // as many hops as are trusted; the first stranger in the chain is the client
        };
        options.KnownIPNetworks.Clear();
        options.KnownProxies.Clear();
        foreach (var proxy in proxies)
        {
            if (proxy.Contains('/', StringComparison.Ordinal))
            {
                options.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(proxy));
            }
            else
            {
                options.KnownProxies.Add(IPAddress.Parse(proxy));
            }
        }

        // Before the address is replaced by the client's: who connects decides whether its word on the country is taken.
        app.Use(next => http =>
        {
            if (IsTrusted(http.Connection.RemoteIpAddress, options) && TrustedCountry.Read(http.Request.Headers, settings.CountryHeaders) is { } country)
            {
                http.Features.Set(country);
            }

            return next(http);
        });
        app.UseForwardedHeaders(options);
    }

    private static bool IsTrusted(IPAddress? peer, ForwardedHeadersOptions options)
    {
        if (peer is { IsIPv4MappedToIPv6: true })
        {
            peer = peer.MapToIPv4();
        }

        return peer is not null && (options.KnownProxies.Contains(peer) || options.KnownIPNetworks.Any(n => n.Contains(peer)));
    }
}
