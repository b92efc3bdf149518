namespace PixelHub.Core.Events;

/// <summary>One accepted fact about an experiment. Holds no whole address and no user agent, and a recipient in the clear only where the owner chose so.</summary>
/// <param name="At">When the request arrived.</param>
/// <param name="Experiment">The experiment's number, from 1.</param>
public sealed record TrackedEvent(DateTimeOffset At, int Experiment) : LogEntry(At)
{
    /// <summary>What happened.</summary>
    public required EventKind Kind { get; init; }

    /// <summary>Whether it belongs to the results.</summary>
    public EventScope Scope { get; init; }

    /// <summary>Number of the variant that was shown or clicked, from 1; 0 when the experiment has none.</summary>
    public int Variant { get; init; }

    /// <summary>Who fetched it.</summary>
    public EventClass Class { get; init; }

    /// <summary>Id of the rule that gave <see cref="Class"/>.</summary>
    public required string Rule { get; init; }

    /// <summary>
    /// What the request alone said, where its behaviour said otherwise; null where the verdict is the first one. An event that has it names no client,
    /// system and device of its own: those of a machine are a disguise, and stand in here.
    /// </summary>
    public FirstVerdict? First { get; init; }

    /// <summary>Keyed hash of the recipient in the URL; 0 when the URL named none or nothing may be kept.</summary>
    public ulong Recipient { get; init; }

    /// <summary>The recipient in the clear; null unless the experiment keeps them so.</summary>
    public string? RecipientText { get; init; }

    /// <summary>Keyed hash that stands for a viewer for one day; 0 when a recipient is known or nothing may be kept.</summary>
    public ulong Viewer { get; init; }

    /// <summary>What the install keeps of the client's address: a network, or a keyed hash that lasts a day; null when it keeps nothing.</summary>
    public string? Address { get; init; }

    /// <summary>Mail client or browser family; null when unknown.</summary>
    public string? Client { get; init; }

    /// <summary>Operating system; null when unknown.</summary>
    public string? Os { get; init; }

    /// <summary>Form factor (desktop, phone, tablet); null when unknown.</summary>
    public string? Device { get; init; }

    /// <summary>Link id from the URL; null when the mail has only one link.</summary>
    public string? Link { get; init; }

    /// <summary>Where the snippet stood (web, email, ad, in-app, social, other); null when not said.</summary>
    public string? Channel { get; init; }

    /// <summary>Campaign or send label from the URL; null when not said.</summary>
    public string? Campaign { get; init; }

    /// <summary>Host name of the referring page, lower case; null when the request named none.</summary>
    public string? ReferrerHost { get; init; }

    /// <summary>Where a person fetched it from, two capital letters (ISO 3166-1); null when nobody trusted said so, and behind a mail proxy.</summary>
    public string? Country { get; init; }

    /// <summary>Who it counts as in unique numbers: the recipient, else the viewer; 0 when neither may be kept.</summary>
    public ulong Person => Recipient != 0 ? Recipient : Viewer;
}
