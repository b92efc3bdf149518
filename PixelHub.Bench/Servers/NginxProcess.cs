using System.Diagnostics;
using System.Net;

namespace PixelHub.Bench.Servers;

/// <summary>nginx with <c>empty_gif</c> and an access log: what people use who only want their hits written down. The yardstick.</summary>
internal sealed class NginxProcess : IServer, IAsyncDisposable
{
    /// <summary>The path that answers the pixel.</summary>
    public const string PixelPath = "/pixel.gif";

    private static readonly string[] Places = ["/usr/sbin/nginx", "/usr/local/sbin/nginx", "/usr/bin/nginx"];

    private readonly Process _process;

    private NginxProcess(Process process, IPEndPoint address)
    {
        _process = process;
        Address = address;
    }

    /// <summary>Where nginx is installed; null when it is not.</summary>
    public static string? Installed { get; } = Places.FirstOrDefault(File.Exists);

    /// <inheritdoc/>
    public IPEndPoint Address { get; }

    /// <inheritdoc/>
    public TimeSpan ProcessorTime => ProcessFile.ProcessorTimeOfTree(_process.Id);

    /// <summary>Starts it with a configuration of its own; nothing outside the folder is read or written.</summary>
    /// <param name="program">The binary.</param>
    /// <param name="folder">An empty folder for the configuration, the logs and whatever else it writes.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public static async Task<NginxProcess> StartAsync(string program, string folder, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        var address = Loopback.FreeAddress();
        var config = Path.Combine(folder, "nginx.conf");
        var errors = Path.Combine(folder, "error.log");
        await File.WriteAllTextAsync(config, Config(address, folder), cancellationToken);
        var process = Process.Start(new ProcessStartInfo(program, ["-p", folder, "-c", config, "-e", errors]) { UseShellExecute = false })!;
        var nginx = new NginxProcess(process, address);
        if (await Loopback.IsAnsweringAsync(process, address, PixelPath, cancellationToken))
        {
            return nginx;
        }

        await nginx.DisposeAsync();
        throw new InvalidOperationException($"nginx gave no pixel:\n{(File.Exists(errors) ? await File.ReadAllTextAsync(errors, cancellationToken) : "")}");
    }

    public async ValueTask DisposeAsync()
    {
        await Loopback.StopAsync(_process);
        _process.Dispose();
    }

    /// <summary>As installed where nothing else is said: a worker for each processor, and one line of the log written with each answer.</summary>
    private static string Config(IPEndPoint address, string folder) =>
        $$"""
          daemon off;
          worker_processes auto;
          pid "{{folder}}/nginx.pid";
          events { worker_connections 1024; }
          http {
            access_log "{{folder}}/access.log" combined;
            keepalive_requests 1000000000;
            client_body_temp_path "{{folder}}/body";
            proxy_temp_path "{{folder}}/proxy";
            fastcgi_temp_path "{{folder}}/fastcgi";
            uwsgi_temp_path "{{folder}}/uwsgi";
            scgi_temp_path "{{folder}}/scgi";
            server {
              listen {{address}};
              location = {{PixelPath}} { empty_gif; }
            }
          }

          """;
}
