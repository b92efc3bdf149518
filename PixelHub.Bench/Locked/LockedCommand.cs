using System.CommandLine;
using PixelHub.Bench.Cli;

namespace PixelHub.Bench.Locked;

/// <summary><c>locked</c>: no request waits for the database.</summary>
internal static class LockedCommand
{
    public static Command Create()
    {
        var web = BenchOptions.Web();
        var connections = BenchOptions.Connections();
        var seconds = BenchOptions.Number("--seconds", "How long the database is held, and how long the server is driven before that.", 30, most: 600);
        var locked = new Command(
            "locked",
            "Drives the built server's pixel and click as ever, then while the database is held exclusively. Fails when a p99 more than doubles, or unless every answered hit is in the database once afterwards.")
        {
            web, connections, seconds,
        };
        locked.SetAction(async (parsed, cancellationToken) =>
        {
            var dll = parsed.GetRequiredValue(web);
            if (!BenchOptions.CanDrive(dll))
            {
                return 1;
            }

            var measurement = new LockedMeasurement(dll.FullName, parsed.GetRequiredValue(connections), TimeSpan.FromSeconds(parsed.GetRequiredValue(seconds)));
            var report = await measurement.RunAsync(cancellationToken);
            Console.WriteLine(report.ToMarkdown());
            return report.IsPassed ? 0 : 1;
        });
        return locked;
    }
}
