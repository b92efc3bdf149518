using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using PixelHub.Core.Catalog;
using PixelHub.Core.Data.Rows;

namespace PixelHub.Core.Data;

/// <summary>Keeps experiments in the database and the catalog in step: one change at a time, published before the call returns.</summary>
public sealed class ExperimentStore(IDbContextFactory<PixelHubDb> contexts, CatalogHolder catalog, DatabaseOptions options, TimeProvider time)
    : IExperimentStore, IDisposable
{
    private readonly SemaphoreSlim _oneAtATime = new(1);

    /// <inheritdoc/>
    public Task<StoreResult> CreateAsync(ExperimentDraft draft, CancellationToken cancellationToken) =>
        ExperimentPlan.Parse(draft, options.OwnHosts, out var plan) is { Count: > 0 } faults
            ? Task.FromResult<StoreResult>(new StoreResult.Invalid(faults))
            : ChangeAsync(db => CreateAsync(db, plan!, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<StoreResult> UpdateAsync(string uid, ExperimentDraft draft, long? revision, CancellationToken cancellationToken) =>
        ExperimentPlan.Parse(draft, options.OwnHosts, out var plan) is { Count: > 0 } faults
            ? Task.FromResult<StoreResult>(new StoreResult.Invalid(faults))
            : ChangeAsync(db => UpdateAsync(db, uid, plan!, revision, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<StoreResult> CountSentAsync(string uid, SentCounts counts, long? revision, CancellationToken cancellationToken) =>
        ChangeAsync(db => CountSentAsync(db, uid, counts, revision, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<StoreResult> TransitionAsync(string uid, Transition transition, CancellationToken cancellationToken) =>
        ChangeAsync(db => TransitionAsync(db, uid, transition, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await db.Experiments.AsNoTracking().Include(e => e.Variants).ToListAsync(cancellationToken);
        catalog.Swap(new CatalogSnapshot(rows.Select(r => r.ToExperiment())));
    }

    /// <inheritdoc/>
    public void Dispose() => _oneAtATime.Dispose();

    private async Task<StoreResult> ChangeAsync(Func<PixelHubDb, Task<StoreResult>> change, CancellationToken cancellationToken)
    {
        await _oneAtATime.WaitAsync(cancellationToken);
        try
        {
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            var result = await change(db);
            if (result is StoreResult.Saved saved)
            {
                // What is in the database must be in the catalog, so nothing that can fail may stand between.
                catalog.Swap(catalog.Current.With(saved.Experiment));
            }

            return result;
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    private async Task<StoreResult> CreateAsync(PixelHubDb db, ExperimentPlan plan, CancellationToken cancellationToken)
    {
        if (await IsTakenAsync(db, plan.Slug, exceptNumber: 0, cancellationToken))
        {
            return new StoreResult.SlugTaken(plan.Slug.Value);
        }

        var now = time.GetUtcNow();
        var row = new ExperimentRow
        {
            Uid = "exp_" + RandomNumberGenerator.GetHexString(20, lowercase: true),
            Slug = plan.Slug.Value,
            Name = plan.Name,
            Type = plan.Type,
            DestinationUrl = plan.Destination?.Value,
            RetentionDays = plan.RetentionDays,
            PrivacyMode = plan.PrivacyMode ?? default,
            Salt = RandomNumberGenerator.GetHexString(32, lowercase: true),
            CreatedAt = now,
            UpdatedAt = now,
            Revision = 1,
        };
        TakeVariants(row, plan);
        db.Experiments.Add(row);
        await db.SaveChangesAsync(cancellationToken);
        return new StoreResult.Saved(row.ToExperiment());
    }

    private async Task<StoreResult> UpdateAsync(PixelHubDb db, string uid, ExperimentPlan plan, long? revision, CancellationToken cancellationToken)
    {
        if (await FindAsync(db, uid, cancellationToken) is not { } row)
        {
            return new StoreResult.NotFound();
        }

        var current = row.ToExperiment();
        if (revision is not null && revision != row.Revision)
        {
            return new StoreResult.Stale(current);
        }

        if (Editing.Locked(current, plan) is { Count: > 0 } locked)
        {
            return new StoreResult.NotEditable(current.Status, locked);
        }

        if (await IsTakenAsync(db, plan.Slug, row.Number, cancellationToken))
        {
            return new StoreResult.SlugTaken(plan.Slug.Value);
        }

        row.Rename(plan.Slug);
        row.Name = plan.Name;
        row.Type = plan.Type;
        row.DestinationUrl = plan.Destination?.Value;
        row.RetentionDays = plan.LeavesRetention ? row.RetentionDays : plan.RetentionDays;
        row.PrivacyMode = plan.PrivacyMode ?? row.PrivacyMode;
        TakeVariants(row, plan);
        if (plan.Variants.Any(v => v.SentCount is not null))
        {
            (row.UnsplitSent, row.UnsplitBounced) = (null, null); // said by variant now: both at once would be two answers
        }

        return await SaveAsync(db, row, cancellationToken);
    }

    private async Task<StoreResult> CountSentAsync(PixelHubDb db, string uid, SentCounts counts, long? revision, CancellationToken cancellationToken)
    {
        if (await FindAsync(db, uid, cancellationToken) is not { } row)
        {
            return new StoreResult.NotFound();
        }

        var current = row.ToExperiment();
        if (revision is not null && revision != row.Revision)
        {
            return new StoreResult.Stale(current);
        }

        if (!Editing.CanCountSent(current.Status))
        {
            return new StoreResult.NotEditable(current.Status, ["sentCount"]);
        }

        if (counts.FaultsFor(current) is { Count: > 0 } faults)
        {
            return new StoreResult.Invalid(faults);
        }

        row.CountSent(counts);
        return await SaveAsync(db, row, cancellationToken);
    }

    private async Task<StoreResult> TransitionAsync(PixelHubDb db, string uid, Transition transition, CancellationToken cancellationToken)
    {
        if (await FindAsync(db, uid, cancellationToken) is not { } row)
        {
            return new StoreResult.NotFound();
        }

        if (Lifecycle.Next(row.Status, transition) is not { } next)
        {
            return new StoreResult.InvalidTransition(row.Status, Lifecycle.Allowed(row.Status));
        }

        row.Status = next;
        if (next == ExperimentStatus.Running)
        {
            row.StartedAt ??= time.GetUtcNow();
        }

        return await SaveAsync(db, row, cancellationToken);
    }

    private async Task<StoreResult> SaveAsync(PixelHubDb db, ExperimentRow row, CancellationToken cancellationToken)
    {
        row.UpdatedAt = time.GetUtcNow();
        row.Revision++;
        await db.SaveChangesAsync(cancellationToken);
        return new StoreResult.Saved(row.ToExperiment());
    }

    private static Task<ExperimentRow?> FindAsync(PixelHubDb db, string uid, CancellationToken cancellationToken) =>
        db.Experiments.Include(e => e.Variants).SingleOrDefaultAsync(e => e.Uid == uid, cancellationToken);

    private static Task<bool> IsTakenAsync(PixelHubDb db, Slug slug, int exceptNumber, CancellationToken cancellationToken)
    {
        var former = $" {slug.Value} ";
        return db.Experiments.AnyAsync(e => (e.Slug == slug.Value || e.FormerSlugs.Contains(former)) && e.Number != exceptNumber, cancellationToken);
    }

    /// <summary>Variants are the same by id. A new one gets a number no variant of the experiment ever had, so old events stay with the old.</summary>
    private static void TakeVariants(ExperimentRow row, ExperimentPlan plan)
    {
        var kept = row.Variants.ToDictionary(v => v.Id, StringComparer.Ordinal);
        row.Variants.RemoveAll(v => plan.Variants.All(p => !string.Equals(p.Id, v.Id, StringComparison.Ordinal)));
        for (var order = 0; order < plan.Variants.Length; order++)
        {
            var wanted = plan.Variants[order];
            if (!kept.TryGetValue(wanted.Id, out var variant))
            {
                variant = new VariantRow { Number = row.NextVariantNumber++, Id = wanted.Id, Name = wanted.Name };
                row.Variants.Add(variant);
            }

            variant.Take(wanted, order);
        }
    }
}
