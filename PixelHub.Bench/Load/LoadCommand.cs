using System.CommandLine;
using PixelHub.Bench.Cli;
using PixelHub.Bench.Http;
using PixelHub.Bench.Servers;

namespace PixelHub.Bench.Load;

/// <summary><c>load</c>: the whole product as it is built, driven over the loopback, beside nginx.</summary>
internal static class LoadCommand
{
    private const string Own = "own", Wrk = "wrk";

    public static Command Create()
    {
        var web = BenchOptions.Web();
        var connections = BenchOptions.Connections();
        var seconds = BenchOptions.Number("--seconds", "Length of a timed run.", 2, most: 3_600);
        var runs = BenchOptions.Number("--runs", "Timed runs of each, of which the median is shown.", 5, most: 1_000);
        var hits = BenchOptions.Number("--hits", "Hits before memory is measured.", 100_000);
        var generator = new Option<string>("--generator") { Description = "What drives the servers: this program, or wrk where it is installed.", DefaultValueFactory = _ => Own };
        generator.AcceptOnlyFromAmong(Own, Wrk);
        var load = new Command(
            "load",
            "Drives the built server's pixel and click and, in turn with them, nginx with empty_gif and an access log. Prints rates, latencies, processor time, memory, bytes per hit and ratios, and fails unless every answered hit is in the database once.")
        {
            web, connections, seconds, runs, hits, generator,
        };
        load.SetAction(async (parsed, cancellationToken) =>
        {
            var dll = parsed.GetRequiredValue(web);
            var usesWrk = parsed.GetRequiredValue(generator) == Wrk;
            if (!BenchOptions.CanDrive(dll))
            {
                return 1;
            }

            if (usesWrk && WrkLoad.Installed is null)
            {
                await Console.Error.WriteLineAsync("wrk is not installed (Debian: apt install wrk); leave out --generator.");
                return 1;
            }

            if (NginxProcess.Installed is null)
            {
                await Console.Error.WriteLineAsync("nginx is not installed (Debian: apt install nginx-light), so there is nothing to compare with; the rest is measured.");
            }

            var plan = new LoadPlan(
                dll.FullName,
                parsed.GetRequiredValue(connections),
                TimeSpan.FromSeconds(parsed.GetRequiredValue(seconds)),
                parsed.GetRequiredValue(runs),
                parsed.GetRequiredValue(hits),
                usesWrk);
            var report = await new LoadMeasurement(plan).RunAsync(cancellationToken);
            Console.WriteLine(report.ToMarkdown());
            return report.Check is { IsPassed: true } ? 0 : 1;
        });
        return load;
    }
}
