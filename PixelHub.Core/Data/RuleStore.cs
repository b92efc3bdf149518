using Microsoft.EntityFrameworkCore;
using PixelHub.Core.Classification;
using PixelHub.Core.Data.Rows;
using PixelHub.Core.RuleEditing;

namespace PixelHub.Core.Data;

/// <summary>Keeps the owner's rules in the database: one change at a time, in memory before the call returns.</summary>
public sealed class RuleStore(IDbContextFactory<PixelHubDb> contexts, RuleSetHolder holder, TimeProvider time) : IRuleStore, IDisposable
{
    private readonly SemaphoreSlim _oneAtATime = new(1);

    /// <inheritdoc/>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await db.Rules.AsNoTracking().SingleOrDefaultAsync(cancellationToken) is { } row)
        {
            holder.Swap(new RuleSet(RuleDocument.Read(row.Edits), row.Version));
        }
    }

    /// <inheritdoc/>
    public async Task<RuleSaveResult> SaveAsync(RuleEdits edits, long version, string who, IReadOnlyList<string> changes, CancellationToken cancellationToken)
    {
        if (edits.Faults() is { Count: > 0 } faults)
        {
            return new RuleSaveResult.Invalid(faults);
        }

        await _oneAtATime.WaitAsync(cancellationToken);
        try
        {
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            var row = await db.Rules.SingleOrDefaultAsync(cancellationToken);
            var current = row is null ? RuleSet.BuiltIn : new RuleSet(RuleDocument.Read(row.Edits), row.Version);
            if (current.Version != version)
            {
                return new RuleSaveResult.Stale(current);
            }

            var next = new RuleSet(edits.Numbered(current.Edits), version + 1);
            row ??= db.Rules.Add(new RulesRow { Edits = "" }).Entity;
            (row.Version, row.Edits) = (next.Version, RuleDocument.Write(next.Edits));
            db.RuleHistory.Add(new RuleHistoryRow { At = time.GetUtcNow(), Who = who, What = string.Join('\n', changes) });
            db.RuleHistory.RemoveRange(await db.RuleHistory.OrderByDescending(h => h.Id).Skip(RuleHistoryEntry.Kept - 1).ToListAsync(cancellationToken));
            await db.SaveChangesAsync(cancellationToken);
            holder.Swap(next);
            return new RuleSaveResult.Saved(next);
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<RuleHistoryEntry>> ReadHistoryAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await db.RuleHistory.AsNoTracking().OrderByDescending(h => h.Id).Take(RuleHistoryEntry.Kept).ToListAsync(cancellationToken);
        return [.. rows.Select(r => new RuleHistoryEntry(r.At, r.Who, r.What.Split('\n')))];
    }

    /// <inheritdoc/>
    public void Dispose() => _oneAtATime.Dispose();
}
