using System.Net;
using PixelHub.Bench.Database;
using PixelHub.Bench.Reporting;
using PixelHub.Bench.Servers;

namespace PixelHub.Bench.Load;

/// <summary>What is asked for.</summary>
internal sealed record LoadPlan(string Dll, int Connections, TimeSpan Duration, int Runs, int Hits, bool UsesWrk);

/// <summary>One measurement of the built server, from the empty folder to the last row, with nginx taking turns.</summary>
internal sealed class LoadMeasurement(LoadPlan plan)
{
    /// <summary>The names in the report.</summary>
    public const string Nginx = "nginx", Pixel = "pixel", Click = "click";

    public async Task<LoadReport> RunAsync(CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("pixelhub-load-").FullName;
        try
        {
            var data = Path.Combine(folder, "data");
            var firstStarts = new List<TimeSpan> { await MeasureStartAsync(data, cancellationToken) };
            while (firstStarts.Count < plan.Runs)
            {
                firstStarts.Add(await MeasureStartAsync(Path.Combine(folder, $"first-{firstStarts.Count}"), cancellationToken));
            }

            var key = await ServerProcess.RunCommandAsync(plan.Dll, data, ["key", "create", "--name", "bench", "--scopes", "admin"], cancellationToken);
            using var database = new BenchDatabase(data);
            var driver = new LoadDriver(plan.Connections, plan.UsesWrk, database);
            var report = await DriveAsync(data, key, Path.Combine(folder, "nginx"), driver, cancellationToken);
            database.Dispose(); // the server's own start must not meet our connections

            var restarts = new List<TimeSpan>();
            while (restarts.Count < plan.Runs)
            {
                restarts.Add(await MeasureStartAsync(data, cancellationToken));
            }

            return report with
            {
                FirstStart = firstStarts.Median(),
                Restart = restarts.Median(),
                DataBytes = database.Bytes.File + database.Bytes.Wal,
                Check = await HitCheck.ReadAsync(database, driver.Sent, driver.Answered, cancellationToken),
            };
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task<LoadReport> DriveAsync(string data, string key, string nginxFolder, LoadDriver driver, CancellationToken cancellationToken)
    {
        var (server, _) = await ServerProcess.StartAsync(plan.Dll, data, cancellationToken);
        await using var _1 = server;
        await using var nginx = NginxProcess.Installed is { } program ? await NginxProcess.StartAsync(program, nginxFolder, cancellationToken) : null;
        await BenchExperiment.CreateAsync(server.Url, key, cancellationToken);
        var targets = Targets(server, nginx);
        var idle = server.ResidentBytes;
        driver.Send(targets.Find(t => t.Name == Pixel)!, "memory", plan.Hits, cancellationToken);
        var afterHits = server.ResidentBytes;

        var results = targets.ToDictionary(t => t.Name, _ => new List<RunResult>());
        for (var round = 0; round <= plan.Runs; round++)
        {
            foreach (var target in targets)
            {
                var result = await driver.RunAsync(target, $"{target.Name}{round}", plan.Duration, cancellationToken);
                if (round > 0) // the first time, code is still being compiled
                {
                    results[target.Name].Add(result);
                }
            }
        }

        return new LoadReport
        {
            Plan = plan,
            Targets = [.. targets.Select(t => new TargetResult(t.Name, results[t.Name]))],
            IdleBytes = idle,
            AfterHitsBytes = afterHits,
            PeakBytes = server.PeakResidentBytes,
        };
    }

    /// <summary>In the order in which they take turns: what disturbs the machine for a while disturbs all of them.</summary>
    private static List<LoadTarget> Targets(ServerProcess server, NginxProcess? nginx) =>
    [
        .. nginx is null ? Array.Empty<LoadTarget>() : [new LoadTarget(Nginx, nginx, NginxProcess.PixelPath, (int)HttpStatusCode.OK, IsRecorded: false)],
        new LoadTarget(Pixel, server, BenchExperiment.PixelPath, (int)HttpStatusCode.OK, IsRecorded: true),
        new LoadTarget(Click, server, BenchExperiment.ClickPath, (int)HttpStatusCode.Redirect, IsRecorded: true),
    ];

    private async Task<TimeSpan> MeasureStartAsync(string data, CancellationToken cancellationToken)
    {
        var (server, toFirstPixel) = await ServerProcess.StartAsync(plan.Dll, data, cancellationToken);
        await server.DisposeAsync();
        return toFirstPixel;
    }
}
