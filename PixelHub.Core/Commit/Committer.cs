using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PixelHub.Core.EventLog;
using PixelHub.Core.Live;

namespace PixelHub.Core.Commit;

/// <summary>Carries events from the log to the database, and tells the open pages. Survives every failure: what is in the log can wait.</summary>
public sealed class Committer(IEventLog log, ICommitStore store, LiveFeed live, CommitProgress progress, TimeProvider time, ILogger<Committer> logger)
    : BackgroundService
{
    /// <summary>Most events in one transaction: at some 4 µs each it keeps the database's one writer for a twentieth of a second.</summary>
    private const int MaxBatch = 10_000;

    /// <summary>Pause between commits, in which a next batch gathers: a page learns of a hit within it, and the disk is flushed at most ten times a second.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(100);

    /// <summary>Most different troubles that are told between two successes.</summary>
    private const int MostTroubles = 8;

    private readonly QuietThread _thread = new("Commit");
    private readonly ReviewPace _pace = new(time);

    /// <summary>
    /// Before anything listens, the log learns where the checkpoint is: an event that it would put before that position counts as committed and
    /// would never be read. That happens when an older log was put in place, or when the clock from which a new one takes its start went back.
    /// </summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            var checkpoint = await store.ReadCheckpointAsync(cancellationToken);
            if (checkpoint > log.DurablePosition)
            {
                log.Read(checkpoint, maxEntries: 1);
            }
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // The loop meets the same fault, reports it and tries again.
        }

        await base.StartAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        base.Dispose();
        _thread.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var backoff = new Backoff(TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(5));
        long? position = null;
        var told = new HashSet<string>(StringComparer.Ordinal); // a trouble that turns out to be another one is told too
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (position is null)
                {
                    position = await store.ReadCheckpointAsync(stoppingToken);
                    progress.Report(position.Value);
                }

                await ReviewUntilBeyondAsync(position.Value, stoppingToken);
                var isBehind = await CommitNextAsync(position.Value, stoppingToken);
                position = progress.Committed;
                if (backoff.Failures > 0)
                {
                    CommitMessages.CommitRecovered(logger, position.Value, backoff.Failures);
                    backoff = backoff.Reset();
                    told.Clear();
                }

                if (!isBehind)
                {
                    await Task.Delay(Rest, time, stoppingToken);
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                backoff = backoff.Next(out var delay);
                if (backoff.Failures is 1 or 10 || backoff.Failures % 100 == 0 || (told.Count < MostTroubles && told.Add(exception.Message)))
                {
                    told.Add(exception.Message);
                    CommitMessages.CommitFailed(logger, exception, position ?? 0, delay.TotalMilliseconds);
                }

                position = null; // whether the commit went through before it failed, only the database knows
                await Task.Delay(delay, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>Waits for the next events; reviews the clicks of the last ones meanwhile, and before the next where that is due.</summary>
    private async Task ReviewUntilBeyondAsync(long position, CancellationToken cancellationToken)
    {
        var next = log.WaitBeyondAsync(position, cancellationToken);
        while (_pace.Wait is { } wait)
        {
            if (wait > TimeSpan.Zero)
            {
                using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
                await Task.WhenAny(next, Task.Delay(wait, time, enough.Token));
                await enough.CancelAsync();
            }

            if (next.IsCompleted && _pace.Wait > TimeSpan.Zero)
            {
                break;
            }

            cancellationToken.ThrowIfCancellationRequested();
            await ReviewAsync(cancellationToken);
        }

        await next;
    }

    /// <summary>Reviews what is due. A failure holds up nothing but the next review: the clicks are committed.</summary>
    private async Task ReviewAsync(CancellationToken cancellationToken)
    {
        try
        {
            var started = time.GetTimestamp();
            var result = await _thread.RunAsync(() => store.ReviewAsync(cancellationToken).GetAwaiter().GetResult());
            _pace.Reviewed(time.GetElapsedTime(started), result.IsDue);
            live.Publish(result.Experiments, time.GetUtcNow());
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            if (_pace.Failed())
            {
                CommitMessages.ReviewFailed(logger, exception);
            }
        }
    }

    /// <summary>Commits one batch.</summary>
    /// <returns>Whether the batch was full, so that more is likely to be waiting.</returns>
    private async Task<bool> CommitNextAsync(long position, CancellationToken cancellationToken)
    {
        var (entries, result) = await _thread.RunAsync(() => CommitNext(position, cancellationToken));
        progress.Report(result.Checkpoint);
        _pace.Committed(entries, result.IsReviewDue);
        live.Publish(result.Experiments, time.GetUtcNow());
        log.Release(result.Checkpoint);
        return entries >= MaxBatch;
    }

    private (int Entries, CommitResult Result) CommitNext(long position, CancellationToken cancellationToken)
    {
        var batch = log.Read(position, MaxBatch);
        return batch.End == batch.Start
            ? (0, new CommitResult(position, new HashSet<int>()))
            : (batch.Entries.Count, store.CommitAsync(batch, cancellationToken).GetAwaiter().GetResult()); // nobody else has work for this thread
    }
}
