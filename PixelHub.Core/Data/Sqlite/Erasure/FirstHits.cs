using PixelHub.Core.Events;

namespace PixelHub.Core.Data.Sqlite.Erasure;

/// <summary>
/// Those hits of a person in an experiment that said something new about them: the first of each kind, by people and by machines, and of
/// the mails sent to them: five at most. All others could be made anonymous without a change to any number of people.
/// </summary>
internal sealed class FirstHits
{
    private readonly StoredHit?[] _firsts = new StoredHit?[5];

    /// <summary>Looks at one more hit, in any order.</summary>
    /// <returns>The hit that is none of the first ones: this one, or the one whose place it takes. Null when there is no such hit.</returns>
    public StoredHit? Keep(in StoredHit hit)
    {
        if (hit.Scope != EventScope.Counted || PlaceOf(hit) is not { } place)
        {
            return hit;
        }

        ref var first = ref _firsts[place];
        if (first is null)
        {
            first = hit;
            return null;
        }

        if (first.Value.Position < hit.Position)
        {
            return hit;
        }

        (var displaced, first) = (first, hit);
        return displaced;
    }

    private static int? PlaceOf(in StoredHit hit) => hit.Kind switch
    {
        EventKind.Impression => hit.Class.IsPerson() ? 0 : 1,
        EventKind.Click => hit.Class.IsPerson() ? 2 : 3,
        EventKind.Send => 4,
        _ => null,
    };

    /// <summary>The first hits in the order in which they were counted.</summary>
    public IReadOnlyList<StoredHit> InOrder() => [.. _firsts.OfType<StoredHit>().OrderBy(h => h.Position)];
}

/// <summary>As much of a row of events as an erasure needs.</summary>
internal readonly record struct StoredHit(long At, long Position, EventKind Kind, EventScope Scope, int Variant, EventClass Class, long Verdict, bool IsRepeat)
{
    /// <summary>The event for a fold: what people are counted from, without its texts.</summary>
    public TrackedEvent ToEvent(int experiment, ulong recipient) => new(DateTimeOffset.FromUnixTimeMilliseconds(At), experiment)
    {
        Kind = Kind,
        Scope = Scope,
        Variant = Variant,
        Class = Class,
        Rule = "",
        Recipient = recipient,
    };
}
