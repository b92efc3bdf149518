namespace PixelHub.Core.Catalog;

/// <summary>Hands out the newest catalog without a lock.</summary>
public sealed class CatalogHolder
{
    private volatile CatalogSnapshot _current = CatalogSnapshot.Empty;

    /// <summary>The catalog now. Read it once per request: the next read may be a newer one.</summary>
    public CatalogSnapshot Current => _current;

    /// <summary>Puts a newer catalog in place; requests under way finish with the one they hold.</summary>
    public void Swap(CatalogSnapshot next) => _current = next;
}
