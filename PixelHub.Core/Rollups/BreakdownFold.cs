using System.Runtime.InteropServices;
using PixelHub.Core.Events;

namespace PixelHub.Core.Rollups;

/// <summary>Folds events into hits by facet, for each day and for all time. Results only, repeats left out.</summary>
public sealed class BreakdownFold
{
    private readonly Dictionary<Combination, (TrackedEvent Sample, long Hits)> _combinations = [];

    /// <summary>Every facet.</summary>
    public static ReadOnlySpan<Facet> Facets =>
        [Facet.Link, Facet.Channel, Facet.Campaign, Facet.Referrer, Facet.Client, Facet.Os, Facet.Device, Facet.Rule, Facet.Country];

    /// <summary>How many combinations there are.</summary>
    public int Count => _combinations.Count;

    /// <summary>Adds one event. Few combinations repeat endlessly, so they are counted first and taken apart once. A send is no hit, and left out.</summary>
    /// <param name="event">The event.</param>
    /// <param name="verdict">Stands for its class, rule, client, system and device.</param>
    /// <param name="origin">Stands for its link, channel, campaign, referrer and country.</param>
    /// <param name="times">1; −1 takes back an event that was added just so before.</param>
    public void Add(TrackedEvent @event, long verdict, long origin, int times = 1)
    {
        if (@event.Kind == EventKind.Send)
        {
            return;
        }

        var day = TimeBucket.StartOf(@event.At.ToUnixTimeMilliseconds(), BucketSize.Day);
        ref var total = ref CollectionsMarshal.GetValueRefOrAddDefault(
            _combinations, new Combination(@event.Experiment, day, @event.Variant, @event.Kind, verdict, origin), out _);
        total = (@event, total.Hits + times);
    }

    /// <summary>The hits so far.</summary>
    public IReadOnlyDictionary<BreakdownKey, long> ToHits()
    {
        var hits = new Dictionary<BreakdownKey, long>(_combinations.Count * Facets.Length);
        foreach (var (combination, (sample, count)) in _combinations)
        {
            foreach (var facet in Facets)
            {
                var key = new BreakdownKey(sample.Experiment, facet, combination.Day, ValueOf(sample, facet), sample.Variant, sample.Kind, sample.Class);
                CollectionsMarshal.GetValueRefOrAddDefault(hits, key, out _) += count;
                CollectionsMarshal.GetValueRefOrAddDefault(hits, key with { Start = BreakdownKey.AllTime }, out _) += count;
            }
        }

        return hits;
    }

    /// <summary>What an event says of a facet; null when it says nothing.</summary>
    public static string? ValueOf(TrackedEvent @event, Facet facet) => facet switch
    {
        Facet.Link => @event.Link,
        Facet.Channel => @event.Channel,
        Facet.Campaign => @event.Campaign,
        Facet.Referrer => @event.ReferrerHost,
        Facet.Client => @event.Client,
        Facet.Os => @event.Os,
        Facet.Device => @event.Device,
        Facet.Rule => @event.Rule,
        Facet.Country => @event.Country,
        _ => throw new ArgumentOutOfRangeException(nameof(facet), facet, "Not a facet."),
    };

    private readonly record struct Combination(int Experiment, long Day, int Variant, EventKind Kind, long Verdict, long Origin);
}

/// <summary>What one row of a breakdown is about.</summary>
/// <param name="Experiment">Number of the experiment.</param>
/// <param name="Facet">What is broken down by.</param>
/// <param name="Start">Start of the day in unix milliseconds, UTC; <see cref="AllTime"/> for all time.</param>
/// <param name="Value">The facet's value; null for none.</param>
/// <param name="Variant">Number of the variant.</param>
/// <param name="Kind">What happened.</param>
/// <param name="Class">Who fetched it.</param>
public readonly record struct BreakdownKey(int Experiment, Facet Facet, long Start, string? Value, int Variant, EventKind Kind, EventClass Class)
{
    /// <summary>Stands for all time: no day starts there.</summary>
    public const long AllTime = -1;
}
