using System.Collections.Immutable;
using PixelHub.Core.Events;

namespace PixelHub.Core.Catalog;

/// <summary>What the owner set up, as one immutable value.</summary>
/// <param name="Number">Its number in this install, from 1; this is what events carry.</param>
/// <param name="Uid">Its id for programs: <c>exp_</c> and an opaque part.</param>
/// <param name="Slug">Its name in public URLs.</param>
/// <param name="Name">Its name for people.</param>
public sealed record Experiment(int Number, string Uid, Slug Slug, string Name)
{
    /// <summary>Slugs it had before. They stand in mails that were sent, so they go on leading here.</summary>
    public ImmutableArray<Slug> FormerSlugs { get; init; } = [];

    /// <summary>How a variant is chosen.</summary>
    public ExperimentType Type { get; init; }

    /// <summary>Where it is in its life.</summary>
    public ExperimentStatus Status { get; init; }

    /// <summary>Whether an event that arrives now belongs to the results.</summary>
    public EventScope Scope => Status switch
    {
        ExperimentStatus.Draft => EventScope.Test,
        ExperimentStatus.Running => EventScope.Counted,
        _ => EventScope.Outside,
    };

    /// <summary>Where clicks lead unless the variant has its own; null when there is none.</summary>
    public DestinationUrl? Destination { get; init; }

    /// <summary>Where clicks lead when nothing else is left; null when there is none.</summary>
    public DestinationUrl? Fallback { get; init; }

    /// <summary>At least one, in order of their numbers.</summary>
    public required ImmutableArray<Variant> Variants { get; init; }

    /// <summary>Id of the declared winner; null while there is none.</summary>
    public string? WinnerVariantId { get; init; }

    /// <summary>Whether links go on working after archiving. A mail that was sent cannot be recalled, so yes unless the owner says no.</summary>
    public bool KeepLinksAlive { get; init; } = true;

    /// <summary>Makes the assignment of this experiment independent of every other's.</summary>
    public required string Salt { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last changed.</summary>
    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>When it first ran; null before that.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>Days that single hits are kept, 1 or more; null for the install's setting. Counts are kept for ever.</summary>
    public int? RetentionDays { get; init; }

    /// <summary>What it keeps of its readers.</summary>
    public PrivacyMode PrivacyMode { get; init; }

    /// <summary>Whether one reader is told from another; else there are totals, and no numbers of people.</summary>
    public bool TellsPeopleApart => PrivacyMode != PrivacyMode.Aggregate;

    /// <summary>Whether recipients are kept in the clear too.</summary>
    public bool KeepsNames => PrivacyMode == PrivacyMode.Identified;

    /// <summary>Goes up by one with each change.</summary>
    public long Revision { get; init; }

    /// <summary>One number for all variants together; null when it is said by variant, or not at all.</summary>
    public SentCount? Unsplit { get; init; }

    /// <summary>Mails sent over all variants; null when nobody said for any.</summary>
    public long? SentCount => Unsplit?.Sent ?? (Variants.Any(v => v.SentCount is not null) ? Variants.Sum(v => v.SentCount ?? 0) : null);

    /// <summary>
    /// D: mails that arrived over all variants. Null unless it is known of each: the opens of a variant that is missing in D would make the rate too high.
    /// </summary>
    public long? Delivered => Unsplit?.Delivered ?? (Variants.All(v => v.Delivered is not null) ? Variants.Sum(v => v.Delivered!.Value) : null);

    /// <summary>The variant marked as default, else the first.</summary>
    public Variant DefaultVariant => Variants.FirstOrDefault(v => v.IsDefault) ?? Variants[0];

    /// <summary>The variant of that id; null when there is none. Ids are compared to the letter.</summary>
    public Variant? FindVariant(string? id) => id is null ? null : Variants.FirstOrDefault(v => string.Equals(v.Id, id, StringComparison.Ordinal));
}
