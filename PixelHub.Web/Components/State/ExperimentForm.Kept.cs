using PixelHub.Core.Catalog;

namespace PixelHub.Web.Components.State;

/// <content>What a browser keeps of the form until it is saved.</content>
public sealed partial class ExperimentForm
{
    /// <summary>Everything that was typed, for a browser to keep.</summary>
    public KeptForm Keep() =>
        new(Revision, Name, Slug, IsSlugTyped, Destination, SharesEqually, [.. _variants.Select(v => new KeptVariant(v.Id, v.Name, v.Share, v.Destination, v.Sent, v.IsDefault))], Retention, PrivacyMode);

    /// <summary>Takes back what a browser kept, unless the experiment was saved since.</summary>
    /// <returns>Whether it was taken.</returns>
    public bool Restore(KeptForm kept)
    {
        if (kept.Revision != Revision || kept.Variants.Count is 0 or > Variant.MaxCount)
        {
            return false;
        }

        (Name, Slug, IsSlugTyped, Destination, SharesEqually, Retention, PrivacyMode) =
            (kept.Name, kept.Slug, kept.IsSlugTyped, kept.Destination, kept.SharesEqually, kept.Retention, kept.PrivacyMode);
        _variants.Clear();
        _variants.AddRange(kept.Variants.Select(v => new VariantForm
        {
            Id = v.Id,
            Name = v.Name,
            Share = v.Share,
            Destination = v.Destination,
            Sent = v.Sent,
            IsDefault = v.IsDefault,
        }));
        return true;
    }
}
