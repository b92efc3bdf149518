using System.Net;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;
using PixelHub.Core.Ingestion;
using PixelHub.Web.Security;

namespace PixelHub.Web.Endpoints;

/// <summary>Reads a request to the public plane, once, into the facts that the core works with. Never throws on what a stranger sent.</summary>
public static class RequestFactsReader
{
    /// <summary>The facts. What the path says about recipient and link wins over the query.</summary>
    public static RequestFacts Read(HttpContext http, in PublicRoute route)
    {
        var request = http.Request;
        var fields = QueryFields.Read(QueryOf(http));
        return new RequestFacts
        {
            IsHead = HttpMethods.IsHead(request.Method),
            ClientAddress = Plain(http.Connection.RemoteIpAddress),
            IsRelayed = route.Endpoint == PublicEndpoint.Click && request.Headers.ContainsKey(ForwardedFor), // what a trusted proxy says was taken out of it
            Country = http.Features.Get<TrustedCountry>()?.Code,
            UserAgent = First(request.Headers.UserAgent),
            Referer = First(request.Headers.Referer),
            Purpose = PurposeOf(request.Headers),
            AsksForPrivacy = SaysOne(request.Headers, "Sec-GPC") || SaysOne(request.Headers, HeaderNames.DNT),
            Recipient = route.Recipient ?? fields.Recipient,
            PinnedVariant = fields.PinnedVariant,
            Campaign = fields.Campaign,
            Link = string.IsNullOrEmpty(route.Link) ? fields.Link : route.Link,
            Channel = fields.Channel,
        };
    }

    private static string? QueryOf(HttpContext http)
    {
        var query = http.Request.QueryString.Value;
        return query is not null && query.Contains((char)RequestLineRepair.Replacement, StringComparison.Ordinal)
            && http.Features.Get<OriginalTarget>()?.QueryBehind(query) is { } original
                ? original
                : query;
    }

    private static string? PurposeOf(IHeaderDictionary headers)
    {
        foreach (var name in PurposeHeaders)
        {
            if (headers.TryGetValue(name, out var values) && First(values) is { } purpose)
            {
                return purpose;
            }
        }

        return null;
    }

    private const string ForwardedFor = "X-Forwarded-For";

    private static readonly string[] PurposeHeaders = ["Sec-Purpose", "Purpose", "X-Moz", "X-Purpose"];

    /// <summary>Whether the header is 1; sent twice, once is enough.</summary>
    private static bool SaysOne(IHeaderDictionary headers, string name)
    {
        if (headers.TryGetValue(name, out var values))
        {
            foreach (var value in values)
            {
                if (value.AsSpan().Trim() is "1")
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static string? First(StringValues values) =>
        values.Count > 0 && values[0] is { } text ? FieldText.Cut(text, RequestFacts.MaxHeaderLength) : null;

    /// <summary>A socket that listens on both protocols shows 192.0.2.1 as ::ffff:192.0.2.1; a proxy's header does not. It is one client.</summary>
    private static IPAddress? Plain(IPAddress? address) => address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address;
}
