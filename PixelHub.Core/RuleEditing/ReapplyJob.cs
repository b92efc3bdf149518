using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PixelHub.Core.Classification;
using PixelHub.Core.Commit;
using PixelHub.Core.EventLog;
using PixelHub.Core.Live;

namespace PixelHub.Core.RuleEditing;

/// <summary>
/// Re-applies the rules to history, one run at a time, in steps so short that neither the committer nor a page waits for them. Survives every failure
/// and every restart: the next step goes on where the last one ended.
/// </summary>
public sealed class ReapplyJob(
    IReapplyStore store, RuleSetHolder rules, IEventLog log, CommitProgress progress, LiveFeed live, TimeProvider time, ILogger<ReapplyJob> logger)
    : BackgroundService
{
    /// <summary>Leaves the database's one writer to the committer most of the time.</summary>
    private static readonly TimeSpan BetweenSlices = TimeSpan.FromMilliseconds(10);

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(50);

    private readonly QuietThread _thread = new("Reapply");
    private readonly SemaphoreSlim _begun = new(0);
    private readonly SemaphoreSlim _beginning = new(1);
    private volatile ReapplyRun? _run;
    private volatile bool _isCalledOff;
    private (long Timestamp, long Looked) _since;

    /// <summary>The newest run as it stands now; null when there was none.</summary>
    public ReapplyRun? Current => _run is { State: ReapplyState.Running } run && _isCalledOff ? run with { State = ReapplyState.Cancelling } : _run;

    /// <summary>How long it will still take, from how fast it was since the start of the process; null while nobody can say.</summary>
    public TimeSpan? TimeLeft()
    {
        if (_run is not { IsOpen: true } run || run.Looked <= _since.Looked || run.Total <= run.Looked)
        {
            return null;
        }

        return time.GetElapsedTime(_since.Timestamp) * ((double)(run.Total - run.Looked) / (run.Looked - _since.Looked));
    }

    /// <summary>Begins a run with the rules as they are now.</summary>
    /// <param name="who">Name of the user.</param>
    /// <param name="cancellationToken">Gives up before it begins.</param>
    /// <returns>False when one goes on already.</returns>
    public async Task<bool> BeginAsync(string who, CancellationToken cancellationToken)
    {
        await _beginning.WaitAsync(cancellationToken);
        try
        {
            if (await ReadAsync() is { IsOpen: true })
            {
                return false;
            }

            var next = rules.Current;
            _isCalledOff = false;
            _run = await _thread.RunAsync(() => store.Begin(next, who, time.GetUtcNow()));
            _begun.Release();
            return true;
        }
        finally
        {
            _beginning.Release();
        }
    }

    /// <summary>Calls the run off. What it has changed is counted to the end, so that figures and hits agree.</summary>
    public void CallOff() => _isCalledOff = true;

    /// <inheritdoc/>
    public override void Dispose()
    {
        base.Dispose();
        _thread.Dispose();
        _begun.Dispose();
        _beginning.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var backoff = new Backoff(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (await FindAsync(stoppingToken) is { IsOpen: true } run)
                {
                    await GoOnAsync(run, stoppingToken);
                }
                else
                {
                    await _begun.WaitAsync(stoppingToken);
                }

                backoff = backoff.Reset();
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                if (backoff.Failures == 0)
                {
                    RuleEditingMessages.StepFailed(logger, exception);
                }

                backoff = backoff.Next(out var delay);
                await Task.Delay(delay, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task<ReapplyRun?> FindAsync(CancellationToken stoppingToken)
    {
        await _beginning.WaitAsync(stoppingToken);
        try
        {
            return await ReadAsync();
        }
        finally
        {
            _beginning.Release();
        }
    }

    /// <summary>The newest run. Asked by one at a time, so that a run which begins is not taken for an older one.</summary>
    private async Task<ReapplyRun?> ReadAsync() => _run ??= await _thread.RunAsync(store.ReadLast);

    private async Task GoOnAsync(ReapplyRun run, CancellationToken stoppingToken)
    {
        await UntilCommittedAsync(stoppingToken);
        _since = (time.GetTimestamp(), run.Looked);
        RuleEditingMessages.Begun(logger, run.Id, run.Rules.Version, run.Looked);
        while (run.IsOpen)
        {
            var from = run.State == ReapplyState.Running && _isCalledOff ? run with { State = ReapplyState.Cancelling } : run;
            run = await _thread.RunAsync(() => store.Step(from, time.GetUtcNow(), stoppingToken));
            _run = run;
            if (from.Step == ReapplyStep.Counting)
            {
                live.Publish(new HashSet<int> { from.Experiment }, time.GetUtcNow());
            }
            else
            {
                await Task.Delay(BetweenSlices, time, stoppingToken);
            }
        }

        RuleEditingMessages.Ended(logger, run.Id, run.Changed, run.Looked, run.State);
    }

    /// <summary>Hits that were judged by older rules may still be in the log; once they are rows, they are read again like the others.</summary>
    private async Task UntilCommittedAsync(CancellationToken stoppingToken)
    {
        for (var durable = log.DurablePosition; progress.Committed < durable;)
        {
            await Task.Delay(BetweenLooks, time, stoppingToken);
        }
    }
}
