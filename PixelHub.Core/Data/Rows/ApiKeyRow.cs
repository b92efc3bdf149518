namespace PixelHub.Core.Data.Rows;

/// <summary>An API key as the database keeps it: without the key.</summary>
internal sealed class ApiKeyRow
{
    public int Id { get; set; }

    public required string Name { get; set; }

    /// <summary>SHA-256 of the key.</summary>
    public required byte[] Hash { get; set; }

    /// <summary>Scopes, separated by spaces.</summary>
    public required string Scopes { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset? ExpiresAt { get; set; }

    public bool IsRevoked { get; set; }
}
