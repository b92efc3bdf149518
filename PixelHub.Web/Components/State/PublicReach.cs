using System.Net;

namespace PixelHub.Web.Components.State;

/// <summary>From where an address can be reached, as far as the address itself says.</summary>
public enum PublicReach
{
    /// <summary>From everywhere, as far as one can see.</summary>
    World,

    /// <summary>From everywhere, but not encrypted: many mail programs do not fetch that.</summary>
    PlainHttp,

    /// <summary>From the network it stands in.</summary>
    LocalNetwork,

    /// <summary>From this machine alone.</summary>
    ThisMachine,
}

/// <summary>Reads the reach of an address. Nothing is asked of the network.</summary>
public static class PublicReaches
{
    private static readonly string[] LocalEndings = [".local", ".lan", ".internal", ".home.arpa", ".intranet", ".corp"];

    private static readonly IPNetwork[] LocalNetworks =
    [
        IPNetwork.Parse("10.0.0.0/8"), IPNetwork.Parse("172.16.0.0/12"), IPNetwork.Parse("192.168.0.0/16"), IPNetwork.Parse("169.254.0.0/16"),
        IPNetwork.Parse("100.64.0.0/10"), IPNetwork.Parse("fc00::/7"), IPNetwork.Parse("fe80::/10"),
    ];

    /// <summary>The reach of an http or https address.</summary>
    public static PublicReach Of(string baseUrl)
    {
        if (!Uri.TryCreate(baseUrl, UriKind.Absolute, out var uri))
        {
            return PublicReach.ThisMachine;
        }

        var host = uri.IdnHost.TrimEnd('.');
        if (uri.IsLoopback || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase) || host is "0.0.0.0" or "::")
        {
            return PublicReach.ThisMachine;
        }

        var isLocal = IPAddress.TryParse(host, out var address)
            ? IsLocal(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address)
            : !host.Contains('.', StringComparison.Ordinal) || LocalEndings.Any(e => host.EndsWith(e, StringComparison.OrdinalIgnoreCase));
        return isLocal ? PublicReach.LocalNetwork : uri.Scheme == Uri.UriSchemeHttps ? PublicReach.World : PublicReach.PlainHttp;
    }

    private static bool IsLocal(IPAddress address) =>
        IPAddress.IsLoopback(address) || LocalNetworks.Any(n => n.BaseAddress.AddressFamily == address.AddressFamily && n.Contains(address));
}
