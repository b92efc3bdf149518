using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using PixelHub.Core.Data.Rows;
using PixelHub.Core.Ingestion;

namespace PixelHub.Core.Data;

/// <summary>Keeps who opted out in the database: one change at a time, in memory before the call returns.</summary>
public sealed class OptOutStore(
    IDbContextFactory<PixelHubDb> contexts, SealedRecipients seals, OptOuts optOuts, TimeProvider time, ILogger<OptOutStore> logger)
    : IOptOutStore, IDisposable
{
    private readonly SemaphoreSlim _oneAtATime = new(1);

    /// <inheritdoc/>
    public async Task AddAsync(ulong recipient, CancellationToken cancellationToken)
    {
        await _oneAtATime.WaitAsync(cancellationToken);
        try
        {
            if (optOuts.Contains(recipient))
            {
                return;
            }

            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            var seal = seals.Seal(recipient, SealPurpose.Link);
            if (!await db.OptOuts.AnyAsync(o => o.Sealed == seal, cancellationToken))
            {
                db.OptOuts.Add(new OptOutRow { Sealed = seal, At = time.GetUtcNow() });
                await db.SaveChangesAsync(cancellationToken);
            }

            optOuts.Add(recipient);
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    /// <inheritdoc/>
    public async Task RemoveAsync(ulong recipient, CancellationToken cancellationToken)
    {
        await _oneAtATime.WaitAsync(cancellationToken);
        try
        {
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            var seal = seals.Seal(recipient, SealPurpose.Link);
            if (await db.OptOuts.SingleOrDefaultAsync(o => o.Sealed == seal, cancellationToken) is { } row)
            {
                db.OptOuts.Remove(row);
                await db.SaveChangesAsync(cancellationToken);
            }

            optOuts.Remove(recipient); // last: who is still in the database after a failure is still honoured
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    /// <inheritdoc/>
    public async Task<OptOutList> ReadAsync(int newest, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var times = await db.OptOuts.AsNoTracking().OrderByDescending(o => o.At).Take(newest).Select(o => o.At).ToListAsync(cancellationToken);
        return new OptOutList(await db.OptOuts.LongCountAsync(cancellationToken), times);
    }

    /// <inheritdoc/>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await db.OptOuts.AsNoTracking().Select(o => o.Sealed).ToListAsync(cancellationToken);
        var recipients = new List<ulong>(rows.Count);
        foreach (var seal in rows)
        {
            if (seals.TryOpen(seal, SealPurpose.Link, out var recipient))
            {
                recipients.Add(recipient);
            }
        }

        if (recipients.Count < rows.Count)
        {
            DataMessages.OptOutsUnreadable(logger, rows.Count - recipients.Count);
        }

        optOuts.Swap(recipients);
    }

    /// <inheritdoc/>
    public void Dispose() => _oneAtATime.Dispose();
}
