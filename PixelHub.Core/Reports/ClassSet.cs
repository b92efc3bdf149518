using System.Collections.Immutable;
using PixelHub.Core.Events;

namespace PixelHub.Core.Reports;

/// <summary>Some of the classes. The default value is people: what the headline numbers count.</summary>
public readonly record struct ClassSet
{
    private static readonly int PeopleBits = EventNames.Classes.Where(c => c.IsPerson()).Aggregate(0, (bits, c) => bits | Bit(c));

    // Kept as what differs from people, so that a question that says nothing of classes asks for people.
    private readonly int _fromPeople;

    private ClassSet(int bits) => _fromPeople = bits ^ PeopleBits;

    /// <summary>The classes of the headline numbers.</summary>
    public static ClassSet People => default;

    /// <summary>None.</summary>
    public static ClassSet None { get; } = new(0);

    /// <summary>Whether it is just people.</summary>
    public bool IsPeople => _fromPeople == 0;

    /// <summary>One bit for each class, at the place of its number.</summary>
    public int Bits => _fromPeople ^ PeopleBits;

    /// <summary>The classes in it, in the order in which reports list them.</summary>
    public ImmutableArray<EventClass> Classes
    {
        get
        {
            var set = this;
            return [.. EventNames.Classes.Where(set.Contains)];
        }
    }

    /// <summary>These classes.</summary>
    public static ClassSet Of(params IEnumerable<EventClass> classes) => new(classes.Aggregate(0, (bits, c) => bits | Bit(c)));

    /// <summary>Whether a class is in it.</summary>
    public bool Contains(EventClass @class) => (Bits & Bit(@class)) != 0;

    /// <summary>The set with these classes too.</summary>
    public ClassSet With(params IEnumerable<EventClass> classes) => new(Bits | Of(classes).Bits);

    /// <summary>The set without these classes.</summary>
    public ClassSet Without(params IEnumerable<EventClass> classes) => new(Bits & ~Of(classes).Bits);

    /// <summary>Hits of one kind in the results, by the classes of the set, repeats left out.</summary>
    /// <param name="lines">Totals of one experiment.</param>
    /// <param name="kind">The kind.</param>
    /// <param name="variant">Number of the variant; null for all.</param>
    public long Hits(IEnumerable<CountLine> lines, EventKind kind, int? variant = null)
    {
        var set = this;
        return lines.Where(l => l.Scope == EventScope.Counted && l.Kind == kind && (variant is null || l.Variant == variant) && set.Contains(l.Class)).Sum(l => l.Hits);
    }

    private static int Bit(EventClass @class) => 1 << (int)@class;
}
