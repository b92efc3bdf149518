namespace PixelHub.Core.Catalog;

/// <summary>What somebody wants an experiment to be, as typed in the dashboard or posted by a program; not yet validated.</summary>
public sealed record ExperimentDraft
{
    /// <summary>Name for people, at most 255 characters.</summary>
    public string? Name { get; init; }

    /// <summary>Name in public URLs.</summary>
    public string? Slug { get; init; }

    /// <summary>How a variant is chosen.</summary>
    public ExperimentType Type { get; init; }

    /// <summary>Where clicks lead; null for an experiment without links.</summary>
    public string? DestinationUrl { get; init; }

    /// <summary>Days that single hits are kept; null for the install's setting.</summary>
    public int? RetentionDays { get; init; }

    /// <summary>Whether nothing is said about <see cref="RetentionDays"/>, and what an experiment has stays: programs do not know the field.</summary>
    public bool LeavesRetention { get; init; }

    /// <summary>What is kept of its readers; null leaves what an experiment has, and makes a new one pseudonymous.</summary>
    public PrivacyMode? PrivacyMode { get; init; }

    /// <summary>The variants in order; at least one.</summary>
    public IReadOnlyList<VariantDraft> Variants { get; init; } = [];
}

/// <summary>What somebody wants a variant to be; not yet validated.</summary>
public sealed record VariantDraft
{
    /// <summary>Id for programs; null lets the server choose. An id that the experiment has keeps its numbers.</summary>
    public string? Id { get; init; }

    /// <summary>Name for people; null lets the server choose.</summary>
    public string? Name { get; init; }

    /// <summary>Share in basis points; null in all variants shares equally.</summary>
    public int? Weight { get; init; }

    /// <summary>Shown when nothing else decides.</summary>
    public bool IsDefault { get; init; }

    /// <summary>Its own destination; null to share the experiment's.</summary>
    public string? DestinationUrl { get; init; }

    /// <summary>Mails sent with this variant; null when not known.</summary>
    public long? SentCount { get; init; }

    /// <summary>How many of those came back; null leaves what is known.</summary>
    public long? BouncedCount { get; init; }
}
