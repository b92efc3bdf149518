using PixelHub.Core.Catalog;

namespace PixelHub.Core.Data.Rows;

/// <summary>An experiment as the database keeps it.</summary>
internal sealed class ExperimentRow
{
    public int Number { get; set; }

    public required string Uid { get; set; }

    public required string Slug { get; set; }

    /// <summary>Slugs it had before, each between spaces; empty when there are none.</summary>
    public string FormerSlugs { get; set; } = "";

    public required string Name { get; set; }

    public ExperimentType Type { get; set; }

    public ExperimentStatus Status { get; set; }

    public string? DestinationUrl { get; set; }

    public string? FallbackUrl { get; set; }

    public string? WinnerVariantId { get; set; }

    public bool KeepLinksAlive { get; set; } = true;

    public required string Salt { get; set; }

    /// <summary>The number the next new variant gets: numbers of removed variants stay with their events.</summary>
    public int NextVariantNumber { get; set; } = 1;

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset UpdatedAt { get; set; }

    public DateTimeOffset? StartedAt { get; set; }

    /// <summary>Days that single hits are kept; null for the install's setting.</summary>
    public int? RetentionDays { get; set; }

    /// <summary>Mails sent over all variants; null when it is known by variant, or not at all.</summary>
    public long? UnsplitSent { get; set; }

    /// <summary>How many of those came back; null when not known.</summary>
    public long? UnsplitBounced { get; set; }

    public PrivacyMode PrivacyMode { get; set; }

    /// <summary>Concurrency token: a save that started from another revision fails.</summary>
    public long Revision { get; set; }

    public List<VariantRow> Variants { get; set; } = [];

    public Experiment ToExperiment() => new(Number, Uid, Parse(Slug), Name)
    {
        FormerSlugs = [.. FormerSlugs.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Parse)],
        Type = Type,
        Status = Status,
        Destination = Catalog.DestinationUrl.FromStored(DestinationUrl),
        Fallback = Catalog.DestinationUrl.FromStored(FallbackUrl),
        Variants = [.. Variants.OrderBy(v => v.Order).Select(v => v.ToVariant())],
        WinnerVariantId = WinnerVariantId,
        KeepLinksAlive = KeepLinksAlive,
        Salt = Salt,
        CreatedAt = CreatedAt,
        UpdatedAt = UpdatedAt,
        StartedAt = StartedAt,
        RetentionDays = RetentionDays,
        Unsplit = UnsplitSent is { } sent ? new SentCount(sent, UnsplitBounced) : null,
        PrivacyMode = PrivacyMode,
        Revision = Revision,
    };

    /// <summary>Takes another slug; the one it had stays with it.</summary>
    public void Rename(Slug slug)
    {
        if (slug.Value != Slug)
        {
            var former = FormerSlugs.Split(' ', StringSplitOptions.RemoveEmptyEntries).Append(Slug).Where(s => s != slug.Value).Distinct();
            FormerSlugs = $" {string.Join(' ', former)} ";
            Slug = slug.Value;
        }
    }

    /// <summary>Takes how many mails were sent.</summary>
    public void CountSent(SentCounts counts)
    {
        (UnsplitSent, UnsplitBounced) = (counts.Unsplit?.Sent, counts.Unsplit?.Bounced);
        foreach (var variant in Variants)
        {
            variant.CountSent(counts.ByVariant.TryGetValue(variant.Number, out var count) ? count : null);
        }
    }

    private Slug Parse(string text) =>
        Catalog.Slug.TryParse(text, out var slug) ? slug : throw new InvalidDataException($"Experiment {Uid} has a slug that cannot be one. Restore a backup.");
}
