using System.Net;
using System.Net.Sockets;

namespace PixelHub.Core.Ingestion;

/// <summary>The network that an address is in: a /24 of IPv4, a /48 of IPv6. Pure.</summary>
public static class AddressPrefix
{
    private const int V4Bits = 24;
    private const int V6Bits = 48;

    /// <summary>6to4 (RFC 3056): 2002, then the whole IPv4 address. A /48 would keep all of it, so as much is cut off as of the address itself.</summary>
    private const int SixToFourBits = 16 + V4Bits;

    /// <summary>The network as it is written: <c>203.0.113.0/24</c>, <c>2001:db8:7::/48</c>. An IPv4 address in an IPv6 one (::ffff:0:0/96) is IPv4.</summary>
    public static string Of(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        Span<byte> bytes = stackalloc byte[16];
        plain.TryWriteBytes(bytes, out var length);
        var bits = plain.AddressFamily == AddressFamily.InterNetwork ? V4Bits : bytes is [0x20, 0x02, ..] ? SixToFourBits : V6Bits;
        bytes[(bits / 8)..].Clear();
        return $"{new IPAddress(bytes[..length])}/{bits}";
    }
}
