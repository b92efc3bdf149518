namespace PixelHub.Core.Accounts;

/// <summary>Makes and checks API keys: <c>ph_live_</c> and 256 random bits in hexadecimal, stored as their SHA-256.</summary>
public interface IApiKeyStore
{
    /// <summary>Makes a key.</summary>
    /// <param name="name">What the owner calls it, 1 to 100 characters.</param>
    /// <param name="scopes">At least one of <see cref="ApiScopes.All"/>.</param>
    /// <param name="cancellationToken">Gives up before the key exists.</param>
    /// <returns>The key. It cannot be read again.</returns>
    Task<string> CreateAsync(string name, IReadOnlyList<string> scopes, CancellationToken cancellationToken);

    /// <summary>The key a program presented.</summary>
    /// <returns>Null when it is malformed, unknown, expired or revoked.</returns>
    Task<ApiKey?> FindAsync(string presented, CancellationToken cancellationToken);
}
