using Microsoft.Extensions.DependencyInjection;
using PixelHub.Core.Catalog;
using PixelHub.Core.EventLog;
using PixelHub.Tests.Support;

namespace PixelHub.Tests.Endpoints;

/// <summary>The owner's file of countries, on the way of a hit.</summary>
public sealed class CountryTests : IDisposable
{
    private const string Phone = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148";
    private const string GmailProxy = "Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)";

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(Phone, "Accept: */*", "NL")]
    [InlineData(Phone, "Sec-GPC: 1", null)]
    [InlineData(GmailProxy, "Accept: */*", null)] // where Google's machine stands says nothing about the reader
    [InlineData("curl/8.0", "Accept: */*", null)]
    [InlineData(Phone, "CF-IPCountry: DE", "NL")] // a stranger's word
    public async Task A_person_who_comes_directly_is_where_the_file_says(string userAgent, string header, string? country) =>
        Assert.Equal(country, await CountryAsync(userAgent, header));

    [Theory]
    [InlineData("CF-IPCountry: DE\r\nX-Forwarded-For: 203.0.113.9", "DE")]
    [InlineData("CF-IPCountry: XX\r\nX-Forwarded-For: 203.0.113.9", "FR")]
    [InlineData("X-Forwarded-For: 203.0.113.9", "FR")]
    [InlineData("X-Forwarded-For: 198.51.100.1", null)]
    public async Task A_trusted_proxys_word_goes_before_the_file_and_its_client_is_looked_up(string header, string? country) =>
        Assert.Equal(country, await CountryAsync(Phone, header, ("PixelHub:TrustedProxies", "127.0.0.0/8,::1")));

    [Fact]
    public async Task A_file_that_is_not_there_breaks_no_hit()
    {
        Assert.Null(await CountryAsync(Phone, "Accept: */*", ("PixelHub:CountryDatabase", _folder.File("nowhere.mmdb"))));
    }

    private async Task<string?> CountryAsync(string userAgent, string header, params (string Key, string Value)[] settings)
    {
        var file = _folder.File("countries.mmdb");
        await File.WriteAllBytesAsync(
            file, MmdbFile.Write(6, "Test-Country", ("127.0.0.0/8", MmdbFile.Country("NL")), ("203.0.113.0/24", MmdbFile.Country("FR")), ("::1/128", MmdbFile.Country("NL"))),
            TestContext.Current.CancellationToken);
        var all = new Dictionary<string, string?> { ["PixelHub:CountryDatabase"] = file };
        foreach (var (key, value) in settings)
        {
            all[key] = value;
        }

        var log = new RecordingLog();
        await using var app = new HostedApp(all, s => s.AddSingleton<IEventLog>(log));
        Assert.True(Slug.TryParse("abc", out var slug));
        app.Service<CatalogHolder>().Swap(new CatalogSnapshot([new Experiment(1, "exp_1", slug, "N") { Status = ExperimentStatus.Running, Salt = "", Variants = [new Variant(1, "a", "A", 10_000)] }]));
        var answer = await RawHttp.SendAsync(app.Address, $"GET /s/abc/pixel.gif?r=u1 HTTP/1.1\r\nUser-Agent: {userAgent}\r\n{header}");
        Assert.Equal((200, 43), (answer.Status, answer.Body.Length));
        return log.OnlyEvent().Country;
    }
}
