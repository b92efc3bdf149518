namespace PixelHub.Core.Ingestion;

/// <summary>What a program says about a mail that it has sent. Texts are cut to <see cref="RequestFacts.MaxFieldLength"/> characters.</summary>
public sealed record SendReport
{
    /// <summary>Slug, one it had before, or uid of the experiment.</summary>
    public required string Experiment { get; init; }

    /// <summary>Id of the variant that was sent; null when the recipient decides it, as it does at the pixel.</summary>
    public string? VariantId { get; init; }

    /// <summary>The recipient as it stands in the addresses of the mail; null when the mail names none.</summary>
    public string? Recipient { get; init; }

    /// <summary>Id of the mail: tells a mail without a recipient that is reported again from another one.</summary>
    public string? MessageId { get; init; }

    /// <summary>One of <see cref="RequestFacts.Channels"/>.</summary>
    public string? Channel { get; init; }

    /// <summary>When it was sent; null for now.</summary>
    public DateTimeOffset? At { get; init; }
}

/// <summary>What became of a report.</summary>
public enum SendOutcome
{
    /// <summary>On disk, and part of the results; once, however often it is reported.</summary>
    Counted = 0,

    /// <summary>On disk, and not part of the results: the experiment is not running.</summary>
    NotRunning,

    /// <summary>Nobody set up an experiment of that slug or uid.</summary>
    UnknownExperiment,

    /// <summary>The experiment is archived and takes nothing more.</summary>
    Archived,

    /// <summary>The experiment has no such variant.</summary>
    UnknownVariant,

    /// <summary>Neither a variant nor a recipient was named, and there are several variants.</summary>
    VariantNeeded,

    /// <summary>The recipient is empty, or a merge tag that nobody filled in: all such mails would count as one.</summary>
    UnfilledRecipient,

    /// <summary>It says that it was sent before the experiment was made, or in the future.</summary>
    ImpossibleTime,

    /// <summary>The disk did not take it. To be reported again.</summary>
    NotKept,
}
