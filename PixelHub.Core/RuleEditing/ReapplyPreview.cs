using System.Collections.Immutable;
using PixelHub.Core.Classification;
using PixelHub.Core.Events;

namespace PixelHub.Core.RuleEditing;

/// <summary>What re-applying the rules to history would change, before it is done. Exact: every rollup of hits by rule knows kind and class.</summary>
/// <param name="Hits">Hits that are looked at: results only, repeats left out.</param>
/// <param name="Moves">Those that get another class, the most first.</param>
/// <param name="Experiments">Numbers of the experiments they are in.</param>
public sealed record ReapplyPreview(long Hits, ImmutableArray<RuleMove> Moves, ImmutableArray<int> Experiments)
{
    /// <summary>How many get another class.</summary>
    public long Changing => Moves.Sum(m => m.Hits);

    /// <summary>Reads the hits by these rules.</summary>
    public static ReapplyPreview Of(RuleSet rules, IReadOnlyList<RuleHits> stored)
    {
        var changing = stored
            .Select(h => (Hits: h, To: StoredVerdicts.ClassOf(rules, h.Kind, h.Rule, h.Class)))
            .Where(h => h.To is not null && h.Hits.Hits > 0)
            .ToList();
        return new ReapplyPreview(
            stored.Sum(h => h.Hits),
            [
                .. changing.GroupBy(h => (h.Hits.Rule, h.Hits.Kind, h.Hits.Class, To: h.To!.Value))
                    .Select(g => new RuleMove(g.Key.Rule, g.Key.Kind, g.Key.Class, g.Key.To, g.Sum(h => h.Hits.Hits)))
                    .OrderByDescending(m => m.Hits).ThenBy(m => m.Rule, StringComparer.Ordinal),
            ],
            [.. changing.Select(h => h.Hits.Experiment).Distinct().Order()]);
    }
}

/// <summary>Hits that get another class.</summary>
/// <param name="Rule">Id of the rule that decided.</param>
/// <param name="Kind">What happened.</param>
/// <param name="From">The class they have.</param>
/// <param name="To">The class they get.</param>
/// <param name="Hits">How many.</param>
public readonly record struct RuleMove(string Rule, EventKind Kind, EventClass From, EventClass To, long Hits);
