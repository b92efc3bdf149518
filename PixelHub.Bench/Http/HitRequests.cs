using System.Globalization;
using System.Text;

namespace PixelHub.Bench.Http;

/// <summary>Requests as mail clients send them: a recipient of its own in each, so that none is a repeat, and changing user agents.</summary>
internal static class HitRequests
{
    /// <summary>Fetches of a path.</summary>
    /// <param name="path">The path, without a query.</param>
    /// <param name="run">Goes in front of each recipient's number; no two runs may have the same.</param>
    public static RequestWriter Gets(string path, string run)
    {
        var head = Encoding.ASCII.GetBytes($"GET {path}?r={run}-");
        var tails = UserAgents.All.Select(agent => Encoding.ASCII.GetBytes(
            $" HTTP/1.1\r\nHost: mail.example.com\r\nUser-Agent: {agent}\r\nAccept: image/avif,image/webp,*/*\r\nAccept-Encoding: gzip, deflate, br\r\n\r\n")).ToArray();
        return (sequence, destination) =>
        {
            head.CopyTo(destination);
            sequence.TryFormat(destination[head.Length..], out var digits, default, CultureInfo.InvariantCulture);
            var tail = tails[sequence % tails.Length];
            tail.CopyTo(destination[(head.Length + digits)..]);
            return head.Length + digits + tail.Length;
        };
    }
}
