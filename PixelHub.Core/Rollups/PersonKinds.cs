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

    /// <summary>A mail was sent to them. Says nothing about whether anybody came.</summary>
    Sent = 16,

    /// <summary>They are a recipient that the address named, and no viewer who lasts a day.</summary>
    Recipient = 32,
}

/// <summary>What is known of a person in an experiment.</summary>
/// <param name="Kinds">What they did.</param>
/// <param name="Variant">Number of the variant they met first, or that was sent to them first; 0 while nothing is known.</param>
public readonly record struct KnownPerson(PersonKinds Kinds, int Variant)
{
    private const PersonKinds Machine = PersonKinds.MachineImpression | PersonKinds.MachineClick;
    private const PersonKinds Themselves = PersonKinds.Opened | PersonKinds.Clicked;

    /// <summary>
    /// Whether they are a recipient in whose name machines fetched something, and who themselves came for nothing so far. A viewer is none: no mail was
    /// sent to a crawler that found the address somewhere, so it must not widen the range of the open rate.
    /// </summary>
    public bool IsMachineOnly => Kinds.HasFlag(PersonKinds.Recipient) && (Kinds & Machine) != PersonKinds.None && (Kinds & Themselves) == PersonKinds.None;
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
    /// <param name="person">What was known.</param>
    /// <param name="kind">What happened.</param>
    /// <param name="class">Who fetched it; not looked at for a send.</param>
    /// <param name="variant">Number of the variant.</param>
    /// <param name="isRecipient">Whether the person is a recipient, and not a viewer.</param>
    public static PersonChange Of(KnownPerson person, EventKind kind, EventClass @class, int variant, bool isRecipient)
    {
        var known = person.Kinds;
        var bit = (kind, @class.IsPerson()) switch
        {
            (EventKind.Impression, true) => PersonKinds.Opened,
            (EventKind.Click, true) => PersonKinds.Clicked,
            (EventKind.Impression, false) => PersonKinds.MachineImpression,
            (EventKind.Click, false) => PersonKinds.MachineClick,
            (EventKind.Send, _) => PersonKinds.Sent,
            _ => PersonKinds.None,
        };
        if (bit == PersonKinds.None)
        {
            return new PersonChange(person, IsNew: false, Inferred: 0, MachineOnly: 0); // a conversion makes nobody known
        }

        var isNew = !known.HasFlag(bit);
        var inferred = !isNew ? 0
            : bit == PersonKinds.Clicked && !known.HasFlag(PersonKinds.Opened) ? 1
            : bit == PersonKinds.Opened && known.HasFlag(PersonKinds.Clicked) ? -1
            : 0;
        var now = new KnownPerson(
            known | bit | (isRecipient ? PersonKinds.Recipient : PersonKinds.None), known == PersonKinds.None ? variant : person.Variant);
        return new PersonChange(now, isNew, inferred, (now.IsMachineOnly ? 1 : 0) - (person.IsMachineOnly ? 1 : 0));
    }
}
