using System.Net.Sockets;
using System.Text;

namespace PixelHub.Tests.Support;

/// <summary>An HTTP client that sends exactly the given bytes and shows exactly what came back.</summary>
public static class RawHttp
{
    /// <summary>Sends one request and reads until the server closes the connection.</summary>
    /// <param name="server">Where to.</param>
    /// <param name="head">Request line and headers, one char for each byte, without the empty line; Host and Connection are added.</param>
    /// <param name="host">The Host header; null for the address of the server.</param>
    /// <param name="body">What follows the head, one char for each byte; the head says how long it is.</param>
    public static async Task<RawAnswer> SendAsync(Uri server, string head, string? host = null, string body = "")
    {
        var cancel = TestContext.Current.CancellationToken;
        using var socket = new TcpClient();
        await socket.ConnectAsync(server.Host, server.Port, cancel);
        await using var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes($"{head}\r\nHost: {host ?? server.Authority}\r\nConnection: close\r\n\r\n{body}"), cancel);
        using var received = new MemoryStream();
        await stream.CopyToAsync(received, cancel).WaitAsync(TimeSpan.FromSeconds(30), cancel);
        return RawAnswer.Parse(received.ToArray());
    }
}

/// <summary>An answer as it came over the wire.</summary>
/// <param name="StatusLine">The first line.</param>
/// <param name="Headers">Every header line in order, as name and value.</param>
/// <param name="Body">Everything after the empty line.</param>
public sealed record RawAnswer(string StatusLine, IReadOnlyList<(string Name, string Value)> Headers, byte[] Body)
{
    public int Status => int.Parse(StatusLine.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);

    public string? this[string name] => Headers.FirstOrDefault(h => h.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;

    public static RawAnswer Parse(byte[] bytes)
    {
        var end = bytes.AsSpan().IndexOf("\r\n\r\n"u8);
        Assert.True(end >= 0, $"No answer: {Encoding.Latin1.GetString(bytes)}");
        var lines = Encoding.Latin1.GetString(bytes, 0, end).Split("\r\n");
        return new RawAnswer(
            lines[0],
            [.. lines.Skip(1).Select(l => l.Split(": ", 2)).Select(p => (p[0], p.Length > 1 ? p[1] : ""))],
            bytes[(end + 4)..]);
    }
}
