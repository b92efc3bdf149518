using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace PixelHub.Tests.Support;

/// <summary>
/// The built product as a process of its own on a free port of this machine, as an owner would run it. Ends with the test, whatever happens.
/// </summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(40);
    private static readonly ConcurrentDictionary<Process, byte> Living = new();

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = new();
    private readonly TaskCompletionSource<Uri> _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);

    static ServerProcess() => AppDomain.CurrentDomain.ProcessExit += (_, _) =>
    {
        foreach (var process in Living.Keys)
        {
            End(process);
        }
    };

    private ServerProcess(ProcessStartInfo start)
    {
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, e) => Hear(e.Data);
        _process.ErrorDataReceived += (_, e) => Hear(e.Data);
        _process.Start();
        Living[_process] = 0;
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Where it listens.</summary>
    public Uri Address => _listening.Task.IsCompletedSuccessfully ? _listening.Task.Result : throw new InvalidOperationException("The server is not listening.");

    /// <summary>Where it keeps its data.</summary>
    public string DataFolder => _process.StartInfo.Environment["PixelHub__DataDirectory"]!;

    /// <summary>Its process id.</summary>
    public int Id => _process.Id;

    /// <summary>Everything it wrote so far.</summary>
    public string Output => string.Join('\n', _output);

    /// <summary>Its exit code; null while it runs.</summary>
    public int? ExitCode => _process.HasExited ? _process.ExitCode : null;

    /// <summary>Starts the server on a data folder and waits until it listens.</summary>
    /// <param name="dataFolder">Where it keeps its data.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="wrapper">A command that starts the server in some restricted way and becomes it; none by default.</param>
    /// <param name="environment">Further settings.</param>
    public static async Task<ServerProcess> StartAsync(
        string dataFolder, CancellationToken cancellationToken, IReadOnlyList<string>? wrapper = null, IReadOnlyDictionary<string, string>? environment = null)
    {
        var server = Launch(dataFolder, wrapper, environment);
        try
        {
            var exit = server._process.WaitForExitAsync(cancellationToken);
            var first = await Task.WhenAny(server._listening.Task, exit).WaitAsync(StartLimit, cancellationToken);
            if (first == exit)
            {
                throw new InvalidOperationException($"The server ended with code {server.ExitCode} before it listened:\n{server.Output}");
            }

            return server;
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException)
        {
            var said = server.Output;
            await server.DisposeAsync();
            throw new TimeoutException($"The server did not listen within {StartLimit}:\n{said}", e);
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts the server where it is expected to refuse.</summary>
    /// <returns>Its exit code and all it wrote.</returns>
    public static async Task<(int ExitCode, string Output)> StartInVainAsync(string dataFolder, CancellationToken cancellationToken, IReadOnlyList<string>? wrapper = null)
    {
        await using var server = Launch(dataFolder, wrapper, environment: null);
        await server.WaitForExitAsync(StartLimit, cancellationToken);
        return (server._process.ExitCode, server.Output);
    }

    /// <summary>Starts the server and ends it with kill -9 a while later, however far it has come.</summary>
    public static async Task KillWhileStartingAsync(string dataFolder, TimeSpan after, CancellationToken cancellationToken)
    {
        await using var server = Launch(dataFolder, wrapper: null, environment: null);
        await Task.Delay(after, cancellationToken);
        await server.KillAsync(cancellationToken);
    }

    /// <summary>Runs a subcommand on a data folder.</summary>
    /// <returns>The last line it printed.</returns>
    public static async Task<string> RunCommandAsync(
        string dataFolder, IReadOnlyList<string> arguments, CancellationToken cancellationToken, IReadOnlyList<string>? wrapper = null)
    {
        using var process = Process.Start(Describe(dataFolder, arguments, wrapper, environment: null))!;
        try
        {
            var errors = process.StandardError.ReadToEndAsync(cancellationToken);
            var output = await process.StandardOutput.ReadToEndAsync(cancellationToken).WaitAsync(StartLimit, cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            Assert.True(process.ExitCode == 0, $"“{string.Join(' ', arguments)}” ended with code {process.ExitCode}:\n{output}\n{await errors}");
            return output.TrimEnd().Split('\n')[^1].TrimEnd('\r');
        }
        finally
        {
            End(process);
        }
    }

    /// <summary>Makes an API key that may do everything with experiments, while the server runs or not.</summary>
    public static Task<string> CreateKeyAsync(string dataFolder, CancellationToken cancellationToken, IReadOnlyList<string>? wrapper = null) =>
        RunCommandAsync(dataFolder, ["key", "create", "--name", "script", "--scopes", "experiments:read,experiments:write"], cancellationToken, wrapper);

    /// <summary>kill -9: the process ends between two instructions.</summary>
    public async Task KillAsync(CancellationToken cancellationToken)
    {
        _process.Kill();
        await WaitForExitAsync(TimeSpan.FromSeconds(10), cancellationToken);
    }

    /// <summary>SIGTERM, what a service manager sends; waits for the end.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> StopAsync(CancellationToken cancellationToken)
    {
        using (var kill = Process.Start("kill", ["-TERM", Id.ToString(CultureInfo.InvariantCulture)]))
        {
            await kill.WaitForExitAsync(cancellationToken);
        }

        await WaitForExitAsync(StopLimit, cancellationToken);
        return _process.ExitCode;
    }

    /// <summary>Waits until it has written a line that holds the text.</summary>
    public async Task SaidAsync(string text, TimeSpan limit, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        while (!Output.Contains(text, StringComparison.OrdinalIgnoreCase))
        {
            Assert.True(clock.Elapsed < limit, $"The log does not say “{text}”:\n{Output}");
            await Task.Delay(50, cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        End(_process);
        await _process.WaitForExitAsync(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(10));
        Living.TryRemove(_process, out _);
        _process.Dispose();
    }

    private static ServerProcess Launch(string dataFolder, IReadOnlyList<string>? wrapper, IReadOnlyDictionary<string, string>? environment) =>
        new(Describe(dataFolder, ["--urls", "http://127.0.0.1:0"], wrapper, environment));

    private static ProcessStartInfo Describe(string dataFolder, IEnumerable<string> arguments, IReadOnlyList<string>? wrapper, IReadOnlyDictionary<string, string>? environment)
    {
        Assert.True(File.Exists(Repository.WebAssembly), $"{Repository.WebAssembly} was not built; “dotnet build” builds it.");
        string[] command = [.. wrapper ?? [], "dotnet", "exec", Repository.WebAssembly, .. arguments];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            // Not the source tree: what the product needs it must find beside itself.
            WorkingDirectory = Path.GetDirectoryName(dataFolder)!,
        };

        // The test host's own settings are not the owner's.
        foreach (var name in start.Environment.Keys.Where(k => k.StartsWith("ASPNETCORE_", StringComparison.Ordinal) || k.StartsWith("PixelHub__", StringComparison.Ordinal) || k == "DOTNET_ENVIRONMENT").ToArray())
        {
            start.Environment.Remove(name);
        }

        start.Environment["PixelHub__DataDirectory"] = dataFolder;
        foreach (var (name, value) in environment ?? new Dictionary<string, string>(StringComparer.Ordinal))
        {
            start.Environment[name] = value;
        }

        return start;
    }

    private static void End(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It has ended by itself.
        }
    }

    private async Task WaitForExitAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        try
        {
            await _process.WaitForExitAsync(cancellationToken).WaitAsync(limit, cancellationToken);
        }
        catch (TimeoutException)
        {
            Assert.Fail($"The server still ran after {limit}:\n{Output}");
        }
    }

    private void Hear(string? line)
    {
        if (line is null)
        {
            return;
        }

        _output.Enqueue(line);
        const string Mark = "Now listening on: ";
        if (line.IndexOf(Mark, StringComparison.Ordinal) is var at and >= 0)
        {
            _listening.TrySetResult(new Uri(line[(at + Mark.Length)..].Trim()));
        }
    }
}
