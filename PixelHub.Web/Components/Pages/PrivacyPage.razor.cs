using PixelHub.Core.Catalog;
using PixelHub.Web.Composition;

namespace PixelHub.Web.Components.Pages;

/// <summary>Readers' side of the install: who opted out, what is kept of the others, and the receipt of each experiment.</summary>
public sealed partial class PrivacyPage(CatalogHolder catalog, PixelHubOptions settings);
