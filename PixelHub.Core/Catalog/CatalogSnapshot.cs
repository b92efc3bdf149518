using System.Collections.Frozen;
using System.Collections.Immutable;

namespace PixelHub.Core.Catalog;

/// <summary>Everything the owner set up at one moment. Never changes: a change makes a new one, swapped in whole.</summary>
public sealed class CatalogSnapshot
{
    private readonly FrozenDictionary<string, Experiment> _bySlug;
    private readonly FrozenDictionary<string, Experiment>.AlternateLookup<ReadOnlySpan<char>> _bySlugSpan;
    private readonly FrozenDictionary<string, Experiment> _byUid;

    /// <summary>Takes experiments with distinct slugs, former ones included, and distinct uids.</summary>
    public CatalogSnapshot(IEnumerable<Experiment> experiments)
    {
        Experiments = [.. experiments.OrderByDescending(e => e.CreatedAt).ThenByDescending(e => e.Number)];
        _bySlug = Experiments.SelectMany(e => e.FormerSlugs.Prepend(e.Slug), (e, slug) => (slug.Value, Experiment: e))
            .ToFrozenDictionary(e => e.Value, e => e.Experiment, StringComparer.OrdinalIgnoreCase);
        _bySlugSpan = _bySlug.GetAlternateLookup<ReadOnlySpan<char>>();
        _byUid = Experiments.ToFrozenDictionary(e => e.Uid, StringComparer.Ordinal);
    }

    /// <summary>A catalog with nothing in it.</summary>
    public static CatalogSnapshot Empty { get; } = new([]);

    /// <summary>All experiments, newest first.</summary>
    public ImmutableArray<Experiment> Experiments { get; }

    /// <summary>The catalog after one experiment was made or changed.</summary>
    public CatalogSnapshot With(Experiment changed) => new(Experiments.Where(e => e.Number != changed.Number).Append(changed));

    /// <summary>The experiment that has, or had, that slug, in any case; null when there is none.</summary>
    public Experiment? FindBySlug(ReadOnlySpan<char> slug) => _bySlugSpan.TryGetValue(slug, out var found) ? found : null;

    /// <summary>The experiment of that uid; null when there is none.</summary>
    public Experiment? FindByUid(string? uid) => uid is not null && _byUid.TryGetValue(uid, out var found) ? found : null;
}
