using PixelHub.Core.Events;

namespace PixelHub.Core.Rollups;

/// <summary>What has been seen of a person in an experiment. The bits are stored and never change their meaning.</summary>
[Flags]
public enum PersonKinds
{
    /// <summary>Nothing yet.</summary>
    None = 0,

    /// <summary>Opened, by a class that stands for a person.</summary>
    Opened = 1,

    /// <summary>Clicked, by a class that stands for a person.</summary>
    Clicked = 2,

    /// <summary>The pixel was fetched in their name by a machine.</summary>
    MachineImpression = 4,

    /// <summary>The link was fetched in their name by a machine.</summary>
    MachineClick = 8,
}

/// <summary>What is known of a person in an experiment.</summary>
/// <param name="Kinds">What they did.</param>
/// <param name="Variant">Number of the variant they met first; 0 while nothing is known.</param>
public readonly record struct KnownPerson(PersonKinds Kinds, int Variant)
{
    private const PersonKinds Machine = PersonKinds.MachineImpression | PersonKinds.MachineClick;

    /// <summary>Whether machines fetched something in their name, and they themselves nothing so far.</summary>
    public bool IsMachineOnly => Kinds != PersonKinds.None && (Kinds | Machine) == Machine;
}

/// <summary>What one more event says about a person.</summary>
/// <param name="Person">All that is known now.</param>
/// <param name="IsNew">Whether the person had not been seen with this kind before.</param>
/// <param name="Inferred">
/// +1: a click implies an open that was not seen. −1: that open has now been seen after all. Both belong to the person's first variant, whatever
/// variant the events name: else one variant would keep an open too many, and another have one too few.
/// </param>
/// <param name="MachineOnly">
/// +1: only machines have come in their name so far. −1: now they came themselves. Both belong to the person's first variant, for the same reason.
/// </param>
public readonly record struct PersonChange(KnownPerson Person, bool IsNew, int Inferred, int MachineOnly)
{
    /// <summary>Adds an event to what was known.</summary>
    public static PersonChange Of(KnownPerson person, EventKind kind, EventClass @class, int variant)
    {
        var known = person.Kinds;
        var bit = (kind, @class.IsPerson()) switch
        {
            (EventKind.Impression, true) => PersonKinds.Opened,
            (EventKind.Click, true) => PersonKinds.Clicked,
            (EventKind.Impression, false) => PersonKinds.MachineImpression,
            (EventKind.Click, false) => PersonKinds.MachineClick,
            _ => PersonKinds.None,
        };
        var isNew = bit != PersonKinds.None && !known.HasFlag(bit);
        var inferred = !isNew ? 0
            : bit == PersonKinds.Clicked && !known.HasFlag(PersonKinds.Opened) ? 1
            : bit == PersonKinds.Opened && known.HasFlag(PersonKinds.Clicked) ? -1
            : 0;
        var now = new KnownPerson(known | bit, known == PersonKinds.None ? variant : person.Variant);
        return new PersonChange(now, isNew, inferred, (now.IsMachineOnly ? 1 : 0) - (person.IsMachineOnly ? 1 : 0));
    }
}
