using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using PixelHub.Bench.Http;

namespace PixelHub.Bench.Servers;

/// <summary>What starting and ending a server on this machine takes.</summary>
internal static class Loopback
{
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(60);

    /// <summary>An address nobody listens at.</summary>
    public static IPEndPoint FreeAddress()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return (IPEndPoint)listener.LocalEndpoint;
    }

    /// <summary>Waits for the first whole answer with status 200.</summary>
    /// <returns>False when the process has ended or takes more than a minute.</returns>
    public static async Task<bool> IsAnsweringAsync(Process process, IPEndPoint address, string path, CancellationToken cancellationToken)
    {
        var request = Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n");
        var clock = Stopwatch.StartNew();
        while (!process.HasExited && clock.Elapsed < LongestStart)
        {
            try
            {
                if (new HttpLoad(address, 1, Write, expectedStatus: 200).Run(LongestStart, 1, cancellationToken).Answered == 1)
                {
                    return true;
                }
            }
            catch (SocketException)
            {
                // not listening yet
            }

            await Task.Delay(2, cancellationToken);
        }

        return false;

        int Write(long sequence, Span<byte> destination)
        {
            request.CopyTo(destination);
            return request.Length;
        }
    }

    /// <summary>Asks a process to end, as an operator does.</summary>
    /// <returns>False when it had to be killed.</returns>
    public static async Task<bool> StopAsync(Process process)
    {
        if (process.HasExited)
        {
            return true;
        }

        using (var kill = Process.Start(new ProcessStartInfo("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]) { UseShellExecute = false })!)
        {
            await kill.WaitForExitAsync();
        }

        using var limit = new CancellationTokenSource(LongestStop);
        try
        {
            await process.WaitForExitAsync(limit.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            return false;
        }
    }
}
