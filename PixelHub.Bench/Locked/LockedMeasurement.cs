using System.Net;
using PixelHub.Bench.Database;
using PixelHub.Bench.Http;
using PixelHub.Bench.Load;
using PixelHub.Bench.Servers;

namespace PixelHub.Bench.Locked;

/// <summary>The built server under load, once as ever and once while this program holds the database.</summary>
internal sealed class LockedMeasurement(string dll, int connections, TimeSpan length)
{
    /// <summary>Pixel and click take turns in slices of this many in each half.</summary>
    private const int Turns = 3;

    public async Task<LockedReport> RunAsync(CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("pixelhub-locked-").FullName;
        try
        {
            var key = await ServerProcess.RunCommandAsync(dll, folder, ["key", "create", "--name", "bench", "--scopes", "admin"], cancellationToken);
            using var database = new BenchDatabase(folder);
            var report = await DriveAsync(folder, key, database, cancellationToken);
            return report with { Check = await HitCheck.ReadAsync(database, report.Sent, report.Answered, cancellationToken) };
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task<LockedReport> DriveAsync(string folder, string key, BenchDatabase database, CancellationToken cancellationToken)
    {
        var (server, _) = await ServerProcess.StartAsync(dll, folder, cancellationToken);
        await using var _1 = server;
        await BenchExperiment.CreateAsync(server.Url, key, cancellationToken);
        LoadTarget[] targets =
        [
            new("pixel", server, BenchExperiment.PixelPath, (int)HttpStatusCode.OK, IsRecorded: true),
            new("click", server, BenchExperiment.ClickPath, (int)HttpStatusCode.Redirect, IsRecorded: true),
        ];
        var driver = new LoadDriver(connections, usesWrk: false, database);
        Drive(driver, targets, "warm", TimeSpan.FromSeconds(4), cancellationToken);
        var normal = Drive(driver, targets, "normal", length, cancellationToken);
        await database.WaitForAsync(driver.Answered, cancellationToken);

        LatencyHistogram[] locked;
        long committedMeanwhile;
        await using (await database.LockAsync(cancellationToken))
        {
            var before = await database.CountedAsync(cancellationToken);
            locked = Drive(driver, targets, "locked", length, cancellationToken);
            committedMeanwhile = await database.CountedAsync(cancellationToken) - before;
        }

        return new LockedReport
        {
            Connections = connections,
            Length = length,
            Targets = [.. targets.Select((target, i) => new LockedTarget(target.Name, normal[i], locked[i]))],
            CommittedMeanwhile = committedMeanwhile,
            CaughtUp = await database.WaitForAsync(driver.Answered, cancellationToken),
            Sent = driver.Sent,
            Answered = driver.Answered,
        };
    }

    /// <summary>All targets in turn, for the whole length together.</summary>
    private static LatencyHistogram[] Drive(LoadDriver driver, LoadTarget[] targets, string half, TimeSpan whole, CancellationToken cancellationToken)
    {
        var latencies = targets.Select(_ => new LatencyHistogram()).ToArray();
        for (var turn = 0; turn < Turns; turn++)
        {
            for (var i = 0; i < targets.Length; i++)
            {
                latencies[i].Add(driver.Drive(targets[i], $"{half}-{targets[i].Name}{turn}", whole / (Turns * targets.Length), cancellationToken).Latencies);
            }
        }

        return latencies;
    }
}
