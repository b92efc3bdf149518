using PixelHub.Core.Catalog;

namespace PixelHub.Core.Data.Rows;

/// <summary>A variant as the database keeps it.</summary>
internal sealed class VariantRow
{
    public int ExperimentNumber { get; set; }

    public int Number { get; set; }

    /// <summary>Place in the list, from 0.</summary>
    public int Order { get; set; }

    public required string Id { get; set; }

    public required string Name { get; set; }

    public int Weight { get; set; }

    public bool IsDefault { get; set; }

    public string? DestinationUrl { get; set; }

    public long? SentCount { get; set; }

    public long? BouncedCount { get; set; }

    public Variant ToVariant() => new(Number, Id, Name, Weight)
    {
        IsDefault = IsDefault,
        Destination = Catalog.DestinationUrl.FromStored(DestinationUrl),
        SentCount = SentCount,
        BouncedCount = BouncedCount,
    };

    /// <summary>Takes over everything but the number, which stays with the variant for ever, and the bounces where the plan names none.</summary>
    public void Take(Variant plan, int order)
    {
        Order = order;
        Id = plan.Id;
        Name = plan.Name;
        Weight = plan.Weight;
        IsDefault = plan.IsDefault;
        DestinationUrl = plan.Destination?.Value;
        CountSent(plan.SentCount is { } sent ? new SentCount(sent, plan.BouncedCount ?? BouncedCount) : null);
    }

    /// <summary>Takes how many mails were sent; null when that is not known. Bounces that were more than that cannot be right, and are forgotten.</summary>
    public void CountSent(SentCount? count)
    {
        SentCount = count?.Sent;
        BouncedCount = count?.Bounced <= count?.Sent ? count?.Bounced : null;
    }
}
