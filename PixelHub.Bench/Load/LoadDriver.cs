using PixelHub.Bench.Database;
using PixelHub.Bench.Http;
using PixelHub.Bench.Servers;

namespace PixelHub.Bench.Load;

/// <summary>Drives targets, and keeps count of what the database has to hold.</summary>
internal sealed class LoadDriver(int connections, bool usesWrk, BenchDatabase database)
{
    public long Sent { get; private set; }

    public long Answered { get; private set; }

    /// <summary>One run. What it left to commit is waited for, so that the next one does not pay for it.</summary>
    /// <param name="target">What to drive.</param>
    /// <param name="run">Told apart from every other run by this.</param>
    /// <param name="duration">When to send no more.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<RunResult> RunAsync(LoadTarget target, string run, TimeSpan duration, CancellationToken cancellationToken)
    {
        var server = target.Server.ProcessorTime;
        var generator = Environment.CpuUsage.TotalTime;
        var machine = new MachineClock(target.Server);
        var result = usesWrk
            ? Count(target, await new WrkLoad(target.Server.Address, connections, target.Path, run).RunAsync(duration, cancellationToken), cancellationToken)
            : Drive(target, run, duration, cancellationToken);
        generator = Environment.CpuUsage.TotalTime - generator;
        var others = machine.OthersShare();
        TimeSpan? caughtUp = target.IsRecorded ? await database.WaitForAsync(Answered, cancellationToken) : null;
        var answers = Math.Max(result.Answered, 1);
        return new RunResult(
            result, (target.Server.ProcessorTime - server) / answers, usesWrk ? null : generator / answers, caughtUp, usesWrk ? null : others);
    }

    /// <summary>A run whose latencies are all that matters: nothing is waited for.</summary>
    public LoadResult Drive(LoadTarget target, string run, TimeSpan duration, CancellationToken cancellationToken) =>
        Drive(target, run, duration, long.MaxValue, cancellationToken);

    /// <summary>A number of hits, as fast as they go.</summary>
    public void Send(LoadTarget target, string run, long hits, CancellationToken cancellationToken) =>
        Drive(target, run, TimeSpan.FromMinutes(5), hits, cancellationToken);

    private LoadResult Drive(LoadTarget target, string run, TimeSpan duration, long hits, CancellationToken cancellationToken)
    {
        var load = new HttpLoad(target.Server.Address, connections, target.Requests(run), target.ExpectedStatus);
        return Count(target, load.Run(duration, hits, cancellationToken), cancellationToken);
    }

    private LoadResult Count(LoadTarget target, LoadResult result, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (result.Refused > 0)
        {
            throw new InvalidOperationException($"{target.Name}: {result.Refused} of {result.Sent} answers were not {target.ExpectedStatus}.");
        }

        if (target.IsRecorded)
        {
            Sent += result.Sent;
            Answered += result.Answered;
        }

        return result;
    }
}
