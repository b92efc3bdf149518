using System.CommandLine;

namespace PixelHub.Bench.Load;

/// <summary><c>load</c>: the whole product as it is built, driven over the loopback.</summary>
internal static class LoadCommand
{
    public static Command Create()
    {
        var web = new Option<FileInfo>("--web")
        {
            Description = "The server's dll, built with -c Release.",
            DefaultValueFactory = _ => new FileInfo(DefaultDll()),
        };
        var connections = new Option<int>("--connections") { Description = "Keep-alive connections.", DefaultValueFactory = _ => 64 };
        var seconds = new Option<int>("--seconds") { Description = "Length of a timed run.", DefaultValueFactory = _ => 5 };
        var runs = new Option<int>("--runs") { Description = "Runs, of which the median is shown.", DefaultValueFactory = _ => 5 };
        var hits = new Option<int>("--hits") { Description = "Hits before memory is measured.", DefaultValueFactory = _ => 100_000 };
        var load = new Command("load", "Cold start, rate, latency, memory, and whether every answered hit is in the database.") { web, connections, seconds, runs, hits };
        foreach (var number in new[] { connections, seconds, runs, hits })
        {
            number.Validators.Add(result =>
            {
                if (result.GetValueOrDefault<int>() is < 1 or > 10_000_000)
                {
                    result.AddError($"{number.Name} needs a number from 1 to 10000000.");
                }
            });
        }

        load.SetAction(async (parsed, cancellationToken) =>
        {
            var dll = parsed.GetRequiredValue(web);
            if (!dll.Exists)
            {
                await Console.Error.WriteLineAsync($"There is no {dll.FullName}: run dotnet build -c Release first.");
                return 1;
            }

            var measurement = new LoadMeasurement(
                dll.FullName,
                parsed.GetRequiredValue(connections),
                TimeSpan.FromSeconds(parsed.GetRequiredValue(seconds)),
                parsed.GetRequiredValue(runs),
                parsed.GetRequiredValue(hits));
            var report = await measurement.RunAsync(cancellationToken);
            Console.WriteLine(report.ToMarkdown());
            return report.IsComplete ? 0 : 1;
        });
        return load;
    }

    /// <summary>Beside this project in the source tree.</summary>
    private static string DefaultDll()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "PixelHub.sln")))
        {
            folder = folder.Parent;
        }

        return Path.Combine(folder?.FullName ?? ".", "PixelHub.Web", "bin", "Release", "net10.0", "PixelHub.Web.dll");
    }
}
