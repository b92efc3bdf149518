using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using PixelHub.Core.Accounts;

namespace PixelHub.Web.Security;

/// <summary>
/// Remembers for half a minute that a key is good, so that a script's thousand calls cost one look into the database. Bad keys are not
/// remembered: a key that was just made must work at once, and guesses must not fill the memory.
/// </summary>
public sealed class ApiKeyCache(IApiKeyStore store, TimeProvider time)
{
    private const int MaxEntries = 1_000;
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, (ApiKey Key, DateTimeOffset Until)> _known = new(StringComparer.Ordinal);

    /// <summary>The key a program presented; null when it is not good. A revoked key works for at most half a minute longer.</summary>
    public async Task<ApiKey?> FindAsync(string presented, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var hash = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(presented))); // memory dumps hold no keys
        if (_known.TryGetValue(hash, out var known) && known.Until > now)
        {
            return known.Key;
        }

        if (await store.FindAsync(presented, cancellationToken) is not { } key)
        {
            _known.TryRemove(hash, out _);
            return null;
        }

        if (_known.Count >= MaxEntries)
        {
            _known.Clear();
        }

        _known[hash] = (key, now + Lifetime);
        return key;
    }
}
