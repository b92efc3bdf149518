using PixelHub.Core.Catalog;
using PixelHub.Core.Events;
using PixelHub.Core.Reports;

namespace PixelHub.Web.Endpoints;

/// <summary>A variant as programs see it.</summary>
public sealed record VariantJson
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required int Weight { get; init; }

    public required bool IsDefault { get; init; }

    public string? ImageUrl { get; init; }

    public string? DestinationUrl { get; init; }

    public object? Conditions { get; init; }

    public int? Priority { get; init; }

    public object? Schedule { get; init; }

    /// <summary>Mails sent, as entered.</summary>
    public long? SentCount { get; init; }

    /// <summary>How many of them came back, as entered.</summary>
    public long? BouncedCount { get; init; }

    /// <summary>Mails that were reported as sent. Read-only.</summary>
    public long Sends { get; init; }

    /// <summary>D, by which open rates divide: what was entered, less bounces, else the sends. Null when nobody said. Read-only.</summary>
    public long? Delivered { get; init; }

    public long Impressions { get; init; }

    public long Clicks { get; init; }

    public long UniqueImpressions { get; init; }

    public long UniqueClicks { get; init; }

    public long MachineImpressions { get; init; }

    public long Conversions { get; init; }

    /// <summary>Describes a variant.</summary>
    public static VariantJson Of(Experiment experiment, Variant variant, VariantCounts counts) => new()
    {
        Id = variant.Id,
        Name = variant.Name,
        Weight = variant.Weight,
        IsDefault = variant.IsDefault,
        DestinationUrl = variant.Destination?.Value,
        SentCount = variant.SentCount,
        BouncedCount = variant.BouncedCount,
        Sends = counts.Hits(variant, EventKind.Send, people: false),
        Delivered = Mails.Of(experiment, variant, counts.Lines).Delivered,
        Impressions = counts.Hits(variant, EventKind.Impression, people: true),
        Clicks = counts.Hits(variant, EventKind.Click, people: true),
        UniqueImpressions = counts.Unique(variant, EventKind.Impression),
        UniqueClicks = counts.Unique(variant, EventKind.Click),
        MachineImpressions = counts.Hits(variant, EventKind.Impression, people: false),
        Conversions = counts.Hits(variant, EventKind.Conversion, people: true),
    };
}

/// <summary>The counts of one experiment by variant: results only, repeats left out. People and machines are never added up.</summary>
/// <param name="Lines">Its totals.</param>
public readonly record struct VariantCounts(IReadOnlyList<CountLine> Lines)
{
    /// <summary>Hits of one kind on a variant, by people or by machines.</summary>
    public long Hits(Variant variant, EventKind kind, bool people) =>
        Of(variant, kind).Where(l => l.Class.IsPerson() == people).Sum(l => l.Hits);

    /// <summary>Distinct people of one kind on a variant whose hit was seen; openers inferred from a click are not among them.</summary>
    public long Unique(Variant variant, EventKind kind) =>
        Of(variant, kind).Where(l => l.Class.IsPerson()).Sum(l => l.Recipients + l.Viewers);

    private IEnumerable<CountLine> Of(Variant variant, EventKind kind) =>
        Lines.Where(l => l.Variant == variant.Number && l.Kind == kind && l.Scope == EventScope.Counted);
}
