using System.Buffers.Binary;
using System.Text;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PixelHub.Core.EventLog;
using PixelHub.Core.Ingestion;

namespace PixelHub.Core.Commit;

/// <summary>
/// Erases recipients, one after the other, beside everything else: first in the database, then in the files of the event log, at last in what the
/// database's own files still hold of the time before. Survives every failure and every end of the process: it goes on where it was.
/// </summary>
public sealed class Eraser(
    IErasureStore store, IEventLog log, ILogSweep sweep, CommitProgress progress, IOptOutStore optOuts, TimeProvider time, ILogger<Eraser> logger)
    : BackgroundService
{
    /// <summary>How soon a request is seen: it may come from a subcommand, through the database alone.</summary>
    internal static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(50);

    private bool _isUnderWay;

    /// <summary>Erases whoever is to be erased by now.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        _isUnderWay = false;
        while (await store.NextAsync(cancellationToken) is { } erasure)
        {
            _isUnderWay = true;
            if (erasure.Recipient != 0)
            {
                await EraseAsync(erasure, cancellationToken);
            }

            while (!await store.TryCompleteAsync(erasure, cancellationToken))
            {
                await Task.Delay(Pause, time, cancellationToken);
            }

            _isUnderWay = false;
            CommitMessages.Erased(logger, erasure.Id);
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var hasFailed = false;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await RunAsync(stoppingToken);
                hasFailed = false;
                await Task.Delay(Pause, time, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                if (_isUnderWay && !hasFailed) // that the database is away, the committer says
                {
                    CommitMessages.ErasureFailed(logger, exception);
                }

                hasFailed |= _isUnderWay;
                await Task.Delay(AfterFailure, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task EraseAsync(PendingErasure erasure, CancellationToken cancellationToken)
    {
        if (erasure.OptsOut)
        {
            await optOuts.AddAsync(erasure.Recipient, cancellationToken);
        }

        await store.EraseAsync(erasure, cancellationToken);
        await SweepLogAsync(erasure, cancellationToken);
        await store.ForgetAsync(erasure, cancellationToken);
    }

    /// <summary>What was written to the log until now is committed – without the recipient, since the erasure was asked for – and its files go.</summary>
    private async Task SweepLogAsync(PendingErasure erasure, CancellationToken cancellationToken)
    {
        var position = sweep.TryBeginFile() ?? throw new IOException("The event log cannot begin a new file: its disk or its budget is full.");
        while (progress.Committed < position)
        {
            await Task.Delay(Step, time, cancellationToken);
        }

        log.Release(position);
        if (!sweep.HoldsOnlyFrom(position))
        {
            throw new IOException("Old files of the event log cannot be deleted.");
        }

        var bytes = new byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, erasure.Recipient);
        sweep.Blank(bytes);
        if (erasure.Name is { } name)
        {
            sweep.Blank(Encoding.UTF8.GetBytes(name));
        }
    }
}
