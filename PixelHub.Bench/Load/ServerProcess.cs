using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace PixelHub.Bench.Load;

/// <summary>The built server as a process of its own, on a free port of the loopback, with a data folder.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly Queue<string> _lastLines;

    private ServerProcess(Process process, IPEndPoint address, Queue<string> lastLines)
    {
        _process = process;
        Address = address;
        _lastLines = lastLines;
    }

    public IPEndPoint Address { get; }

    public Uri Url => new($"http://{Address}/");

    /// <summary>Processor time used so far.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Memory in physical pages now, from /proc.</summary>
    public long ResidentBytes => ReadStatus("VmRSS:");

    /// <summary>The most it ever was.</summary>
    public long PeakResidentBytes => ReadStatus("VmHWM:");

    /// <summary>Starts the server and waits for its first pixel.</summary>
    /// <returns>The server, and the time from the start of the process to the whole answer.</returns>
    public static async Task<(ServerProcess Server, TimeSpan ToFirstPixel)> StartAsync(string dll, string dataFolder, CancellationToken cancellationToken)
    {
        var address = new IPEndPoint(IPAddress.Loopback, FreePort());
        var clock = Stopwatch.StartNew();
        var process = Launch(dll, dataFolder, ["--urls", $"http://{address}"]);
        var lines = new Queue<string>();
        var server = new ServerProcess(process, address, lines);
        process.OutputDataReceived += (_, line) => Keep(lines, line.Data);
        process.ErrorDataReceived += (_, line) => Keep(lines, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        while (!IsAnsweringPixels(address))
        {
            if (process.HasExited || clock.Elapsed > LongestStart)
            {
                await server.DisposeAsync();
                throw new InvalidOperationException($"The server did not answer within {LongestStart.TotalSeconds} s:\n{string.Join('\n', lines)}");
            }

            await Task.Delay(2, cancellationToken);
        }

        return (server, clock.Elapsed);
    }

    /// <summary>Runs a subcommand to its end.</summary>
    /// <returns>The last line it wrote.</returns>
    public static async Task<string> RunCommandAsync(string dll, string dataFolder, string[] arguments, CancellationToken cancellationToken)
    {
        using var process = Launch(dll, dataFolder, arguments);
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode == 0
            ? output.TrimEnd().Split('\n')[^1].Trim()
            : throw new InvalidOperationException($"{string.Join(' ', arguments)} failed:\n{output}{await errors}");
    }

    /// <summary>Asks the server to end, as an operator does.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            using (var kill = Process.Start(new ProcessStartInfo("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]) { UseShellExecute = false })!)
            {
                await kill.WaitForExitAsync();
            }

            using var limit = new CancellationTokenSource(LongestStop);
            try
            {
                await _process.WaitForExitAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                Console.Error.WriteLine($"The server did not end within {LongestStop.TotalSeconds} s and is killed:\n{string.Join('\n', _lastLines)}");
                _process.Kill();
            }
        }

        _process.Dispose();
    }

    private static Process Launch(string dll, string dataFolder, string[] arguments) => Process.Start(new ProcessStartInfo("dotnet", [dll, .. arguments])
    {
        UseShellExecute = false,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        Environment = { ["PixelHub__DataDirectory"] = dataFolder },
    })!;

    private static bool IsAnsweringPixels(IPEndPoint address)
    {
        try
        {
            return new RawHttpLoad(address, 1, (_, destination) =>
            {
                var request = "GET /s/x/pixel.gif HTTP/1.1\r\nHost: localhost\r\n\r\n"u8;
                request.CopyTo(destination);
                return request.Length;
            }).Run(LongestStart, 1, CancellationToken.None).Answered == 1;
        }
        catch (SocketException)
        {
            return false; // not listening yet
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static void Keep(Queue<string> lines, string? line)
    {
        lock (lines)
        {
            if (line is not null)
            {
                lines.Enqueue(line);
            }

            if (lines.Count > 30)
            {
                lines.Dequeue();
            }
        }
    }

    private long ReadStatus(string field)
    {
        foreach (var line in File.ReadLines($"/proc/{_process.Id}/status"))
        {
            if (line.StartsWith(field, StringComparison.Ordinal))
            {
                return long.Parse(line[field.Length..].Trim().Split(' ')[0], CultureInfo.InvariantCulture) * 1024;
            }
        }

        return 0;
    }
}
