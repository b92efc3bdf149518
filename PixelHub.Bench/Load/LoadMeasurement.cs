using System.Net;

namespace PixelHub.Bench.Load;

/// <summary>One measurement of the built server, from the empty folder to the last row.</summary>
internal sealed class LoadMeasurement(string dll, int connections, TimeSpan duration, int runs, int hits)
{
    private static readonly TimeSpan LongestCatchUp = TimeSpan.FromMinutes(2);

    private long _sent;
    private long _answered;

    public async Task<LoadReport> RunAsync(CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("pixelhub-load-").FullName;
        try
        {
            var firstStarts = new List<TimeSpan>();
            for (var i = 0; i < runs; i++)
            {
                firstStarts.Add(await MeasureStartAsync(Path.Combine(folder, $"first-{i}"), cancellationToken));
            }

            return await MeasureAsync(Path.Combine(folder, "first-0"), Median(firstStarts), cancellationToken);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task<LoadReport> MeasureAsync(string data, TimeSpan firstStart, CancellationToken cancellationToken)
    {
        var key = await ServerProcess.RunCommandAsync(dll, data, ["key", "create", "--name", "bench", "--scopes", "admin"], cancellationToken);
        LoadReport report;
        var (server, _) = await ServerProcess.StartAsync(dll, data, cancellationToken);
        await using (server)
        {
            using var experiment = await BenchExperiment.CreateAsync(server.Url, key, cancellationToken);
            var idle = server.ResidentBytes;
            Drive(server, PixelRequests.Pixels("w"), HttpStatusCode.OK, TimeSpan.FromMinutes(5), hits, cancellationToken);
            var afterHits = server.ResidentBytes;
            report = new LoadReport
            {
                Connections = connections,
                Runs = runs,
                Seconds = duration.TotalSeconds,
                FirstStart = firstStart,
                IdleBytes = idle,
                Hits = hits,
                AfterHitsBytes = afterHits,
                Pixel = Repeat(server, n => PixelRequests.Pixels($"p{n}"), HttpStatusCode.OK, cancellationToken),
                Click = Repeat(server, n => PixelRequests.Clicks($"c{n}"), HttpStatusCode.Redirect, cancellationToken),
                PeakBytes = server.PeakResidentBytes,
                Sent = _sent,
                Answered = _answered,
                Rows = await CountRowsAsync(experiment, cancellationToken),
            };
        }

        var restarts = new List<TimeSpan>();
        for (var i = 0; i < runs; i++)
        {
            restarts.Add(await MeasureStartAsync(data, cancellationToken));
        }

        return report with { Restart = Median(restarts), DataBytes = new DirectoryInfo(data).EnumerateFiles("*.db*").Sum(f => f.Length) };
    }

    private async Task<TimeSpan> MeasureStartAsync(string data, CancellationToken cancellationToken)
    {
        var (server, toFirstPixel) = await ServerProcess.StartAsync(dll, data, cancellationToken);
        await server.DisposeAsync();
        return toFirstPixel;
    }

    private RunResult Repeat(ServerProcess server, Func<int, RequestWriter> requests, HttpStatusCode expected, CancellationToken cancellationToken)
    {
        var results = Enumerable.Range(0, runs)
            .Select(n => Drive(server, requests(n), expected, duration, long.MaxValue, cancellationToken))
            .OrderBy(r => r.Load.Rate)
            .ToList();
        return results[results.Count / 2] with { BestRate = results[^1].Load.Rate };
    }

    private RunResult Drive(
        ServerProcess server, RequestWriter requests, HttpStatusCode expected, TimeSpan time, long maxRequests, CancellationToken cancellationToken)
    {
        var before = server.ProcessorTime;
        var machine = new MachineClock(server);
        var result = new RawHttpLoad(server.Address, connections, requests, (int)expected).Run(time, maxRequests, cancellationToken);
        _sent += result.Sent;
        _answered += result.Answered;
        cancellationToken.ThrowIfCancellationRequested();
        return result.Refused == 0
            ? new RunResult(result, (server.ProcessorTime - before) / Math.Max(result.Answered, 1), machine.OthersShare())
            : throw new InvalidOperationException($"{result.Refused} of {result.Sent} answers were not {(int)expected}.");
    }

    /// <summary>Rows in the database, once the committer has caught up.</summary>
    private async Task<long> CountRowsAsync(BenchExperiment experiment, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(LongestCatchUp);
        var rows = await experiment.CountRowsAsync(cancellationToken);
        while (rows < _answered && !limit.IsCancellationRequested)
        {
            await Task.Delay(TimeSpan.FromSeconds(1), cancellationToken);
            rows = await experiment.CountRowsAsync(cancellationToken);
        }

        return rows;
    }

    private static TimeSpan Median(List<TimeSpan> times)
    {
        times.Sort();
        return times[times.Count / 2];
    }
}

/// <summary>A run, and what it cost the server.</summary>
/// <param name="Load">What the generator saw.</param>
/// <param name="ProcessorTime">The server's processor time for each answer, with everything it did besides: committing, collecting garbage.</param>
/// <param name="OthersShare">Share of the processors that other programs used meanwhile; null when unknown.</param>
internal sealed record RunResult(LoadResult Load, TimeSpan ProcessorTime, double? OthersShare)
{
    /// <summary>Answers a second in the best of the runs of which this is the median.</summary>
    public double BestRate { get; init; }
}
