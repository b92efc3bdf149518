using System.Diagnostics;
using System.Net;

namespace PixelHub.Bench.Servers;

/// <summary>The built server as a process of its own, on a free port of the loopback, with a data folder.</summary>
internal sealed class ServerProcess : IServer, IAsyncDisposable
{
    private const int LinesKept = 30;

    private readonly Process _process;
    private readonly Queue<string> _lastLines = new();

    private ServerProcess(Process process, IPEndPoint address)
    {
        _process = process;
        Address = address;
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <inheritdoc/>
    public IPEndPoint Address { get; }

    public Uri Url => new($"http://{Address}/");

    /// <inheritdoc/>
    public TimeSpan ProcessorTime => ProcessFile.ProcessorTimeOfTree(_process.Id);

    /// <summary>Memory in physical pages now.</summary>
    public long ResidentBytes => ProcessFile.Bytes(_process.Id, "VmRSS");

    /// <summary>The most it ever was.</summary>
    public long PeakResidentBytes => ProcessFile.Bytes(_process.Id, "VmHWM");

    /// <summary>Starts the server and waits for its first pixel.</summary>
    /// <returns>The server, and the time from the start of the process to the whole answer.</returns>
    public static async Task<(ServerProcess Server, TimeSpan ToFirstPixel)> StartAsync(string dll, string dataFolder, CancellationToken cancellationToken)
    {
        var address = Loopback.FreeAddress();
        var clock = Stopwatch.StartNew();
        var server = new ServerProcess(Launch(dll, dataFolder, ["--urls", $"http://{address}"]), address);
        if (await Loopback.IsAnsweringAsync(server._process, address, "/s/x/pixel.gif", cancellationToken))
        {
            return (server, clock.Elapsed);
        }

        await server.DisposeAsync();
        throw new InvalidOperationException($"The server gave no pixel:\n{server.LastLines()}");
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

    public async ValueTask DisposeAsync()
    {
        if (!await Loopback.StopAsync(_process))
        {
            await Console.Error.WriteLineAsync($"The server did not end in time and was killed:\n{LastLines()}");
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

    private void Keep(string? line)
    {
        lock (_lastLines)
        {
            if (line is not null)
            {
                _lastLines.Enqueue(line);
            }

            if (_lastLines.Count > LinesKept)
            {
                _lastLines.Dequeue();
            }
        }
    }

    private string LastLines()
    {
        lock (_lastLines)
        {
            return string.Join('\n', _lastLines);
        }
    }
}
