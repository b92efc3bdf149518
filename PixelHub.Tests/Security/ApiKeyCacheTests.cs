using PixelHub.Core.Accounts;
using PixelHub.Tests.Support;
using PixelHub.Web.Security;

namespace PixelHub.Tests.Security;

public sealed class ApiKeyCacheTests
{
    [Fact]
    public async Task A_good_key_is_looked_up_once_in_half_a_minute_and_a_revoked_one_is_then_refused()
    {
        var (store, time) = (new Store { Key = new ApiKey(1, "n", [ApiScopes.Admin]) }, new ManualTime());
        var cache = new ApiKeyCache(store, time);

        Assert.NotNull(await FindAsync(cache));
        store.Key = null;
        time.Advance(TimeSpan.FromSeconds(29));
        Assert.NotNull(await FindAsync(cache));
        Assert.Equal(1, store.Questions);

        time.Advance(TimeSpan.FromSeconds(2));
        Assert.Null(await FindAsync(cache));
        Assert.Null(await FindAsync(cache));
    }

    [Fact]
    public async Task A_bad_key_is_not_remembered()
    {
        var store = new Store();
        var cache = new ApiKeyCache(store, new ManualTime());

        Assert.Null(await FindAsync(cache));
        store.Key = new ApiKey(1, "n", []);

        Assert.NotNull(await FindAsync(cache));
    }

    private static Task<ApiKey?> FindAsync(ApiKeyCache cache) => cache.FindAsync("ph_live_x", TestContext.Current.CancellationToken);

    private sealed class Store : IApiKeyStore
    {
        public ApiKey? Key { get; set; }

        public int Questions { get; private set; }

        public Task<string> CreateAsync(string name, IReadOnlyList<string> scopes, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<ApiKey?> FindAsync(string presented, CancellationToken cancellationToken)
        {
            Questions++;
            return Task.FromResult(Key);
        }
    }
}
