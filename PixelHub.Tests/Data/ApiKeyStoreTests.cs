using PixelHub.Core.Accounts;
using PixelHub.Core.Data;
using PixelHub.Tests.Support;

namespace PixelHub.Tests.Data;

public sealed class ApiKeyStoreTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_key_is_found_with_its_scopes_and_never_stored()
    {
        await using var database = await TestDatabase.CreateAsync();
        var store = new ApiKeyStore(database.Contexts, TimeProvider.System);
        var key = await store.CreateAsync("ci", [ApiScopes.ExperimentsRead, ApiScopes.ExperimentsWrite], Cancel);

        Assert.Matches("^ph_live_[0-9a-f]{64}$", key);
        var found = await store.FindAsync(key, Cancel);
        Assert.Equal("ci", found?.Name);
        Assert.Equal([ApiScopes.ExperimentsRead, ApiScopes.ExperimentsWrite], found!.Scopes);
        Assert.Equal(0, await database.ScalarAsync($"select count(*) from api_keys where hex(Hash) like '%{key["ph_live_".Length..].ToUpperInvariant()}%'"));
    }

    [Fact]
    public async Task Whatever_is_not_a_key_is_not_found()
    {
        await using var database = await TestDatabase.CreateAsync();
        var store = new ApiKeyStore(database.Contexts, TimeProvider.System);
        var key = await store.CreateAsync("ci", [ApiScopes.Admin], Cancel);
        var other = key[..^1] + (key[^1] == '0' ? '1' : '0');

        foreach (var presented in new[] { "", "ph_live_", other, key.ToUpperInvariant(), key + "0", new string('x', 100_000) })
        {
            Assert.Null(await store.FindAsync(presented, Cancel));
        }
    }

    [Fact]
    public async Task A_revoked_or_expired_key_is_not_found()
    {
        var time = new ManualTime();
        await using var database = await TestDatabase.CreateAsync();
        var store = new ApiKeyStore(database.Contexts, time);
        var expiring = await store.CreateAsync("expiring", [ApiScopes.Admin], Cancel);
        var revoked = await store.CreateAsync("revoked", [ApiScopes.Admin], Cancel);
        await database.ScalarAsync($"update api_keys set ExpiresAt = {time.GetUtcNow().AddHours(1).ToUnixTimeMilliseconds()} where Name = 'expiring'");
        await database.ScalarAsync("update api_keys set IsRevoked = 1 where Name = 'revoked'");

        Assert.NotNull(await store.FindAsync(expiring, Cancel));
        Assert.Null(await store.FindAsync(revoked, Cancel));
        time.Advance(TimeSpan.FromHours(1));
        Assert.Null(await store.FindAsync(expiring, Cancel));
    }
}
