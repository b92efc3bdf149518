using System.Runtime.InteropServices;
using PixelHub.Core.Events;

namespace PixelHub.Core.Rollups;

/// <summary>Folds events into counts: by minute, from which the hours, the days and all time follow.</summary>
public sealed class RollupFold
{
    private readonly Dictionary<CountKey, CountSums> _minutes = [];
    private readonly Dictionary<VariantKey, long> _machineOnly = [];

    /// <summary>How many rows of minutes there are.</summary>
    public int Count => _minutes.Count;

    /// <summary>Numbers of the experiments that have counts.</summary>
    public IReadOnlySet<int> Experiments => _minutes.Keys.Select(k => k.Experiment).ToHashSet();

    /// <summary>By how many the people known from machines alone have become more; below zero when more of them came themselves. Of all time only.</summary>
    public IReadOnlyDictionary<VariantKey, long> MachineOnly => _machineOnly;

    /// <summary>Adds one event.</summary>
    /// <param name="event">The event.</param>
    /// <param name="isRepeat">Whether it repeats what the person did within 30 s, or a send that was reported before.</param>
    /// <param name="person">What it says about the person; the default when nobody may be told apart.</param>
    /// <param name="times">1; −1 takes back an event that was added just so before.</param>
    public void Add(TrackedEvent @event, bool isRepeat, PersonChange person, int times = 1)
    {
        var isRecipient = @event.Recipient != 0;
        Add(@event, @event.Variant, new CountSums(
            Hits: isRepeat ? 0 : times,
            Repeats: isRepeat ? times : 0,
            Recipients: person.IsNew && isRecipient ? times : 0,
            Viewers: person.IsNew && !isRecipient ? times : 0,
            Inferred: 0));
        if (person.Inferred != 0)
        {
            Add(@event, person.Person.Variant, new CountSums(0, 0, 0, 0, person.Inferred * times));
        }

        if (person.MachineOnly != 0)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(_machineOnly, new VariantKey(@event.Experiment, person.Person.Variant), out _) += person.MachineOnly * times;
        }
    }

    /// <summary>The counts so far, in every width.</summary>
    public IReadOnlyDictionary<CountKey, CountSums> ToCounts()
    {
        var counts = new Dictionary<CountKey, CountSums>(_minutes.Count * 3);
        foreach (var (minute, sums) in _minutes)
        {
            foreach (var size in TimeBucket.Sizes)
            {
                AddTo(counts, minute with { Size = size, Start = TimeBucket.StartOf(minute.Start, size) }, sums);
            }
        }

        return counts;
    }

    private void Add(TrackedEvent @event, int variant, in CountSums sums) =>
        AddTo(
            _minutes,
            new CountKey(
                @event.Experiment, BucketSize.Minute, TimeBucket.StartOf(@event.At.ToUnixTimeMilliseconds(), BucketSize.Minute),
                variant, @event.Scope, @event.Kind, @event.Class),
            sums);

    private static void AddTo(Dictionary<CountKey, CountSums> counts, in CountKey key, in CountSums sums)
    {
        ref var total = ref CollectionsMarshal.GetValueRefOrAddDefault(counts, key, out _);
        total += sums;
    }
}
