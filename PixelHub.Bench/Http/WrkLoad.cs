using System.Diagnostics;
using System.Globalization;
using System.Net;

namespace PixelHub.Bench.Http;

/// <summary>The same load by wrk, for whoever trusts a generator known to everybody more than this project's own.</summary>
internal sealed class WrkLoad(IPEndPoint server, int connections, string path, string run)
{
    private static readonly string[] Places = ["/usr/bin/wrk", "/usr/local/bin/wrk"];

    /// <summary>Where wrk is installed; null when it is not.</summary>
    public static string? Installed { get; } = Places.FirstOrDefault(File.Exists);

    /// <summary>Runs for whole seconds, at least one.</summary>
    public async Task<LoadResult> RunAsync(TimeSpan duration, CancellationToken cancellationToken)
    {
        var script = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(script, Script(), cancellationToken);
            var seconds = Math.Max(1, (int)duration.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            var count = connections.ToString(CultureInfo.InvariantCulture);
            using var wrk = Process.Start(new ProcessStartInfo(Installed!, ["-t1", "-c", count, "-d", seconds + "s", "--timeout", "10s", "-s", script, $"http://{server}"])
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
            })!;
            var output = await wrk.StandardOutput.ReadToEndAsync(cancellationToken);
            await wrk.WaitForExitAsync(cancellationToken);
            return wrk.ExitCode == 0 ? Parse(output) : throw new InvalidOperationException($"wrk failed:\n{output}");
        }
        finally
        {
            File.Delete(script);
        }
    }

    private string Script() =>
        $$"""
          local agents = { {{string.Join(", ", UserAgents.All.Select(agent => $"\"{agent}\""))}} }
          local count = 0
          function request()
            count = count + 1
            return "GET {{path}}?r={{run}}-" .. count .. " HTTP/1.1\r\nHost: mail.example.com\r\nUser-Agent: " .. agents[count % #agents + 1]
              .. "\r\nAccept: image/avif,image/webp,*/*\r\nAccept-Encoding: gzip, deflate, br\r\n\r\n"
          end
          function done(summary, latency, requests)
            print("total " .. summary.requests .. " " .. summary.errors.status .. " " .. summary.duration)
            for i = 1, #latency do
              local value, times = latency(i)
              print("latency " .. value .. " " .. tonumber(times))
            end
          end

          """;

    /// <summary>What wrk cuts off at the end is sent, and may be recorded, but is not among its answers.</summary>
    private LoadResult Parse(string output)
    {
        var lines = output.Split('\n').Select(line => line.Split(' ')).ToList();
        var latencies = new LatencyHistogram();
        foreach (var line in lines.Where(line => line[0] == "latency"))
        {
            latencies.Add(TimeSpan.FromMicroseconds(Number(line[1])), (long)Number(line[2]));
        }

        var total = lines.Single(line => line[0] == "total");
        var (answers, refused) = ((long)Number(total[1]), (long)Number(total[2]));
        return new LoadResult(answers + connections, answers - refused, refused, TimeSpan.FromMicroseconds(Number(total[3])), latencies);
    }

    private static double Number(string text) => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
}
