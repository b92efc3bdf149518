using System.Globalization;
using System.Text;

namespace PixelHub.Bench.Load;

/// <summary>Requests as mail clients send them: a recipient of its own in each, so that none is a repeat, and changing user agents.</summary>
internal static class PixelRequests
{
    /// <summary>Fetches of the pixel.</summary>
    public static RequestWriter Pixels(string run) => Writer($"GET /s/{BenchExperiment.Slug}/pixel.gif?r={run}-");

    /// <summary>Clicks on the link.</summary>
    public static RequestWriter Clicks(string run) => Writer($"GET /s/{BenchExperiment.Slug}/click?r={run}-");

    private static RequestWriter Writer(string start)
    {
        var head = Encoding.ASCII.GetBytes(start);
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
