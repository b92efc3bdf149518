using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PixelHub.Core.Catalog;

namespace PixelHub.Core.Commit;

/// <summary>
/// Deletes single hits that are older than the owner wants to keep them, in slices so short that neither the committer nor a page waits for them.
/// Survives every failure: what was not deleted now is deleted later.
/// </summary>
public sealed class Retention(IRetentionStore store, UnusedTexts texts, CatalogHolder catalog, RetentionOptions options, TimeProvider time, ILogger<Retention> logger)
    : BackgroundService
{
    /// <summary>Most hits in one transaction: some 10 ms.</summary>
    internal const int Slice = 1_000;

    /// <summary>The first round does not compete with the start.</summary>
    internal static readonly TimeSpan FirstDelay = TimeSpan.FromMinutes(1);

    /// <summary>Days end once a day, but a server may sleep, and settings change.</summary>
    internal static readonly TimeSpan BetweenRounds = TimeSpan.FromHours(1);

    /// <summary>Leaves the database's one writer to the committer most of the time.</summary>
    private static readonly TimeSpan BetweenSlices = TimeSpan.FromMilliseconds(50);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var delay = FirstDelay;
        var hasFailed = false;
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(delay, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            delay = BetweenRounds;
            try
            {
                var hits = await DeleteOldHitsAsync(stoppingToken);
                var deleted = await texts.DeleteAsync(catalog.Current, hits > 0, BetweenSlices, stoppingToken);
                if (deleted > 0)
                {
                    CommitMessages.TextsDeleted(logger, deleted);
                }

                hasFailed = false;
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                if (!hasFailed)
                {
                    CommitMessages.RetentionFailed(logger, exception);
                }

                hasFailed = true;
            }
        }
    }

    private async Task<long> DeleteOldHitsAsync(CancellationToken cancellationToken)
    {
        var all = 0L;
        foreach (var experiment in catalog.Current.Experiments)
        {
            if ((experiment.RetentionDays ?? options.DefaultDays) is not (> 0 and var days))
            {
                continue;
            }

            var today = new DateTimeOffset(time.GetUtcNow().UtcDateTime.Date, TimeSpan.Zero);
            var deleted = 0L;
            int slice;
            do
            {
                slice = await store.DeleteSliceAsync(experiment.Number, today.AddDays(-days), Slice, cancellationToken);
                deleted += slice;
                await Task.Delay(BetweenSlices, time, cancellationToken);
            }
            while (slice == Slice);

            if (deleted > 0)
            {
                CommitMessages.HitsDeleted(logger, deleted, experiment.Number, days);
                all += deleted;
            }
        }

        return all;
    }
}
