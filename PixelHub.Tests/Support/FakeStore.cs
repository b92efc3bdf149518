using System.Collections.Immutable;
using PixelHub.Core.Catalog;

namespace PixelHub.Tests.Support;

/// <summary>A store in memory that validates as the real one does.</summary>
public sealed class FakeStore(CatalogHolder catalog) : IExperimentStore
{
    /// <summary>What the store answers to the next change instead of doing it; null to do it.</summary>
    public StoreResult? NextAnswer { get; set; }

    /// <summary>The last draft it was given.</summary>
    public ExperimentDraft? LastDraft { get; private set; }

    /// <summary>The last revision it was given.</summary>
    public long? LastRevision { get; private set; }

    /// <summary>How many changes it was asked for.</summary>
    public int Changes { get; private set; }

    /// <summary>An experiment with one variant for each name.</summary>
    public static Experiment Experiment(int number = 1, string slug = "summer-sale", ExperimentStatus status = ExperimentStatus.Running, params string[] variants)
    {
        Assert.True(Slug.TryParse(slug, out var parsed));
        var names = variants is [] ? ["A"] : variants;
        return new Experiment(number, $"exp_{number}", parsed, $"Experiment {number}")
        {
            Status = status,
            Salt = "salt",
            Variants = [.. names.Select((name, i) => new Variant(i + 1, name.ToLowerInvariant(), name, Variant.WholeWeight / names.Length) { SentCount = 100 })],
            CreatedAt = Sample.Noon.AddDays(-2),
            StartedAt = status == ExperimentStatus.Draft ? null : Sample.Noon.AddMinutes(-10),
            Revision = 3,
        };
    }

    /// <inheritdoc/>
    public Task<StoreResult> CreateAsync(ExperimentDraft draft, CancellationToken cancellationToken) => Take(draft, null, plan =>
        Put(Experiment(catalog.Current.Experiments.Length + 1, plan.Slug.Value, ExperimentStatus.Draft) with { Name = plan.Name, Destination = plan.Destination, Variants = plan.Variants, RetentionDays = plan.RetentionDays, PrivacyMode = plan.PrivacyMode ?? default }));

    /// <inheritdoc/>
    public Task<StoreResult> UpdateAsync(string uid, ExperimentDraft draft, long? revision, CancellationToken cancellationToken) => Take(draft, revision, plan =>
    {
        var old = catalog.Current.FindByUid(uid)!;
        return Put(old with
        {
            Name = plan.Name,
            Slug = plan.Slug,
            Destination = plan.Destination,
            Variants = plan.Variants,
            RetentionDays = plan.LeavesRetention ? old.RetentionDays : plan.RetentionDays,
            PrivacyMode = plan.PrivacyMode ?? old.PrivacyMode,
            Revision = old.Revision + 1,
        });
    });

    /// <inheritdoc/>
    public Task<StoreResult> CountSentAsync(string uid, SentCounts counts, long? revision, CancellationToken cancellationToken)
    {
        Changes++;
        LastRevision = revision;
        var old = catalog.Current.FindByUid(uid)!;
        var answer = NextAnswer ?? (counts.FaultsFor(old) is { Count: > 0 } faults ? new StoreResult.Invalid(faults) : Put(old with
        {
            Unsplit = counts.Unsplit,
            Variants =
            [
                .. old.Variants.Select(v => counts.ByVariant.TryGetValue(v.Number, out var count)
                    ? v with { SentCount = count.Sent, BouncedCount = count.Bounced }
                    : v with { SentCount = null, BouncedCount = null }),
            ],
            Revision = old.Revision + 1,
        }));
        NextAnswer = null;
        return Task.FromResult(answer);
    }

    /// <inheritdoc/>
    public Task<StoreResult> TransitionAsync(string uid, Transition transition, CancellationToken cancellationToken)
    {
        Changes++;
        if (NextAnswer is { } answer)
        {
            NextAnswer = null;
            return Task.FromResult(answer);
        }

        var old = catalog.Current.FindByUid(uid)!;
        return Task.FromResult<StoreResult>(Lifecycle.Next(old.Status, transition) is { } next
            ? Put(old with { Status = next, StartedAt = old.StartedAt ?? Sample.Noon })
            : new StoreResult.InvalidTransition(old.Status, Lifecycle.Allowed(old.Status)));
    }

    /// <inheritdoc/>
    public Task LoadAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private Task<StoreResult> Take(ExperimentDraft draft, long? revision, Func<ExperimentPlan, StoreResult> save)
    {
        Changes++;
        (LastDraft, LastRevision) = (draft, revision);
        if (NextAnswer is { } answer)
        {
            NextAnswer = null;
            return Task.FromResult(answer);
        }

        return Task.FromResult(ExperimentPlan.Parse(draft, [], out var plan) is { Count: > 0 } faults ? new StoreResult.Invalid(faults) : save(plan!));
    }

    private StoreResult.Saved Put(Experiment experiment)
    {
        var others = catalog.Current.Experiments.Where(e => e.Uid != experiment.Uid).ToImmutableArray();
        catalog.Swap(new CatalogSnapshot(others.Add(experiment)));
        return new StoreResult.Saved(experiment);
    }
}
