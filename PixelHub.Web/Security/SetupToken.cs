using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace PixelHub.Web.Security;

/// <summary>
/// Proves that whoever makes the first administrator can read the server's log. Somebody who sits at the machine itself needs no proof.
/// </summary>
public sealed class SetupToken
{
    private static readonly string[] SignsOfAProxy =
    [
        "Forwarded", "Via", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Forwarded-Port", "X-Forwarded-Server", "X-Real-IP",
        "X-Original-For", "X-Original-Host", "X-Original-Proto", "CF-Connecting-IP", "True-Client-IP", "X-Client-IP",
    ];

    private readonly byte[] _bytes = Encoding.ASCII.GetBytes(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)));

    /// <summary>The token of this process: 128 random bits in hexadecimal.</summary>
    public string Value => Encoding.ASCII.GetString(_bytes);

    /// <summary>Whether this is the token, in a time that says nothing about how much of it is right.</summary>
    public bool Matches(string? presented) =>
        presented is { Length: <= 128 } && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(presented.Trim()), _bytes);

    /// <summary>Whether a request has to show the token.</summary>
    /// <remarks>
    /// A loopback address alone proves little: a proxy on the same machine has it too, and so has a page of a stranger whose name was made to
    /// point here (DNS rebinding). So the request must also come without a trace of a proxy, and ask for this machine by a name of its own.
    /// </remarks>
    public static bool IsNeededBy(HttpContext http) =>
        http.Connection.RemoteIpAddress is not { } address
        || !IPAddress.IsLoopback(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address)
        || Array.Exists(SignsOfAProxy, http.Request.Headers.ContainsKey)
        || !IsOwnName(http.Request.Host.Host);

    private static bool IsOwnName(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
