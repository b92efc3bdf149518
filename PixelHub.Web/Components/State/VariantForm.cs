using PixelHub.Core.Catalog;

namespace PixelHub.Web.Components.State;

/// <summary>One variant as it is being typed.</summary>
public sealed class VariantForm
{
    /// <summary>Tells rows apart while they have no id.</summary>
    public Guid Key { get; init; } = Guid.NewGuid();

    /// <summary>Its id; null until it is saved.</summary>
    public string? Id { get; init; }

    /// <summary>Its name.</summary>
    public string Name { get; set; } = "";

    /// <summary>Share in percent, as typed.</summary>
    public string Share { get; set; } = "";

    /// <summary>Its own destination; empty to share the experiment's.</summary>
    public string Destination { get; set; } = "";

    /// <summary>Mails sent, as typed.</summary>
    public string Sent { get; set; } = "";

    /// <summary>Whether it is shown when nothing else decides.</summary>
    public bool IsDefault { get; init; }

    /// <summary>What is being typed, read back from a saved variant.</summary>
    public static VariantForm Of(Variant variant) => new()
    {
        Id = variant.Id,
        Name = variant.Name,
        Share = NumberInput.ShareText(variant.Weight),
        Destination = variant.Destination?.Value ?? "",
        Sent = NumberInput.CountText(variant.SentCount),
        IsDefault = variant.IsDefault,
    };

    /// <summary>What is asked for.</summary>
    /// <param name="isShareGiven">Whether the shares are typed, not equal.</param>
    public VariantDraft ToDraft(bool isShareGiven) => new()
    {
        Id = Id,
        Name = Name.Trim() is { Length: > 0 } name ? name : null,
        Weight = isShareGiven && NumberInput.TryReadShare(Share, out var weight) ? weight : null,
        IsDefault = IsDefault,
        DestinationUrl = Destination.Trim() is { Length: > 0 } destination ? destination : null,
        SentCount = NumberInput.TryReadCount(Sent, out var sent) ? sent : null,
    };
}
