using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using PixelHub.Core.Accounts;
using PixelHub.Core.Data.Rows;

namespace PixelHub.Core.Data;

/// <summary>Keeps API keys as hashes.</summary>
public sealed class ApiKeyStore(IDbContextFactory<PixelHubDb> contexts, TimeProvider time) : IApiKeyStore
{
    private const string Prefix = "ph_live_";
    private const int RandomBytes = 32;

    /// <inheritdoc/>
    public async Task<string> CreateAsync(string name, IReadOnlyList<string> scopes, CancellationToken cancellationToken)
    {
        var key = Prefix + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(RandomBytes));
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        db.ApiKeys.Add(new ApiKeyRow { Name = name, Hash = HashOf(key), Scopes = string.Join(' ', scopes), CreatedAt = time.GetUtcNow() });
        await db.SaveChangesAsync(cancellationToken);
        return key;
    }

    /// <inheritdoc/>
    public async Task<ApiKey?> FindAsync(string presented, CancellationToken cancellationToken)
    {
        if (presented.Length != Prefix.Length + (RandomBytes * 2) || !presented.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return null;
        }

        // Looked up by the hash of 256 random bits: how long the search takes says nothing about any key.
        var hash = HashOf(presented);
        var now = time.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var row = await db.ApiKeys.AsNoTracking().SingleOrDefaultAsync(k => k.Hash == hash && !k.IsRevoked, cancellationToken);
        return row is null || row.ExpiresAt <= now
            ? null
            : new ApiKey(row.Id, row.Name, row.Scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    private static byte[] HashOf(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
