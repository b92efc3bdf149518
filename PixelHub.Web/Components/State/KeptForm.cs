using PixelHub.Core.Catalog;

namespace PixelHub.Web.Components.State;

/// <summary>What was typed into an experiment's form, as a browser keeps it until it is saved.</summary>
/// <param name="Revision">The revision the typing started from; null for a new experiment.</param>
public sealed record KeptForm(
    long? Revision, string Name, string Slug, bool IsSlugTyped, string Destination, bool SharesEqually, IReadOnlyList<KeptVariant> Variants, string Retention = "",
    PrivacyMode PrivacyMode = PrivacyMode.Pseudonymous);

/// <summary>The same for one variant.</summary>
public sealed record KeptVariant(string? Id, string Name, string Share, string Destination, string Sent, bool IsDefault);
