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

    public Variant ToVariant() => new(Number, Id, Name, Weight)
    {
        IsDefault = IsDefault,
        Destination = Catalog.DestinationUrl.FromStored(DestinationUrl),
        SentCount = SentCount,
    };

    /// <summary>Takes over everything but the number, which stays with the variant for ever.</summary>
    public void Take(Variant plan, int order)
    {
        Order = order;
        Id = plan.Id;
        Name = plan.Name;
        Weight = plan.Weight;
        IsDefault = plan.IsDefault;
        DestinationUrl = plan.Destination?.Value;
        SentCount = plan.SentCount;
    }
}
