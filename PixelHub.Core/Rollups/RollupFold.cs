using System.Runtime.InteropServices;
using PixelHub.Core.Events;

namespace PixelHub.Core.Rollups;

/// <summary>Folds events into counts: all time, minute, hour and day.</summary>
public sealed class RollupFold
{
    private readonly Dictionary<CountKey, CountSums> _counts = [];

    /// <summary>The counts so far.</summary>
    public IReadOnlyDictionary<CountKey, CountSums> Counts => _counts;

    /// <summary>Adds one event.</summary>
    /// <param name="event">The event.</param>
    /// <param name="isRepeat">Whether it repeats what the person did within 30 s.</param>
    /// <param name="person">What it says about the person; the default when nobody may be told apart.</param>
    public void Add(TrackedEvent @event, bool isRepeat, PersonChange person)
    {
        var isRecipient = @event.Recipient != 0;
        var sums = new CountSums(
            Hits: isRepeat ? 0 : 1,
            Repeats: isRepeat ? 1 : 0,
            Recipients: person.IsNew && isRecipient ? 1 : 0,
            Viewers: person.IsNew && !isRecipient ? 1 : 0,
            Inferred: 0);
        Add(@event, @event.Variant, sums);
        if (person.Inferred != 0)
        {
            Add(@event, person.Person.Variant, new CountSums(0, 0, 0, 0, person.Inferred));
        }
    }

    private void Add(TrackedEvent @event, int variant, CountSums sums)
    {
        foreach (var size in TimeBucket.Sizes)
        {
            Add(@event, variant, size, sums);
        }
    }

    private void Add(TrackedEvent @event, int variant, BucketSize size, CountSums sums)
    {
        var key = new CountKey(@event.Experiment, size, TimeBucket.StartOf(@event.At, size), variant, @event.Scope, @event.Kind, @event.Class);
        ref var total = ref CollectionsMarshal.GetValueRefOrAddDefault(_counts, key, out _);
        total += sums;
    }
}
