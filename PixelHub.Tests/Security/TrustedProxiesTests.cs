using Microsoft.Extensions.DependencyInjection;
using PixelHub.Core.Catalog;
using PixelHub.Core.EventLog;
using PixelHub.Tests.Support;

namespace PixelHub.Tests.Security;

public sealed class TrustedProxiesTests
{
    [Fact]
    public async Task A_strangers_headers_change_nothing()
    {
        var log = new RecordingLog();
        await using var app = new HostedApp(services: s => s.AddSingleton<IEventLog>(log));

        Assert.Equal(await ViewerAsync(app, log, null), await ViewerAsync(app, log, "198.51.100.1"));
        Assert.Equal($"{app.Address}s/abc/pixel.gif", await PixelUrlAsync(app, "https", "mail.example.test"));
    }

    [Fact]
    public async Task The_headers_of_a_configured_proxy_name_client_scheme_and_host()
    {
        var log = new RecordingLog();
        await using var app = new HostedApp(new Dictionary<string, string?> { ["PixelHub:TrustedProxies"] = "127.0.0.0/8,::1,203.0.113.9" }, s => s.AddSingleton<IEventLog>(log));

        var one = await ViewerAsync(app, log, "198.51.100.1");
        Assert.NotEqual(one, await ViewerAsync(app, log, "198.51.100.2"));
        Assert.Equal(one, await ViewerAsync(app, log, "198.51.100.1, 203.0.113.9"));           // two hops we trust
        Assert.Equal(one, await ViewerAsync(app, log, "192.0.2.66, 198.51.100.1"));            // the client claims another address
        Assert.Equal(one, await ViewerAsync(app, log, "::ffff:198.51.100.1"));
        await ViewerAsync(app, log, "not-an-address, <script>, %%%");

        Assert.Equal("https://mail.example.test/s/abc/pixel.gif", await PixelUrlAsync(app, "https", "mail.example.test"));
    }

    [Theory]
    [InlineData("CF-IPCountry: nz", "NZ")]
    [InlineData("CloudFront-Viewer-Country: DE", "DE")]
    [InlineData("X-Vercel-IP-Country:  FR ", "FR")]
    [InlineData("CF-IPCountry: XX\r\nX-Vercel-IP-Country: FR", "FR")]
    [InlineData("CF-IPCountry: DE\r\nSec-GPC: 1", null)] // who asks for privacy leaves no country either
    [InlineData("CF-IPCountry: T1", null)]
    [InlineData("CF-IPCountry: Germany", null)]
    [InlineData("CF-IPCountry: <>", null)]
    [InlineData("X-Country: DE", null)]
    public async Task The_country_of_a_person_is_what_a_configured_proxy_says(string header, string? country)
    {
        var log = new RecordingLog();
        await using var app = new HostedApp(new Dictionary<string, string?> { ["PixelHub:TrustedProxies"] = "127.0.0.0/8,::1" }, s => s.AddSingleton<IEventLog>(log));

        Assert.Equal(country, await CountryAsync(app, log, header));
    }

    [Fact]
    public async Task A_strangers_word_on_the_country_is_not_taken()
    {
        var log = new RecordingLog();
        await using var direct = new HostedApp(services: s => s.AddSingleton<IEventLog>(log));
        Assert.Null(await CountryAsync(direct, log, "CF-IPCountry: DE"));

        await using var behind = new HostedApp(new Dictionary<string, string?> { ["PixelHub:TrustedProxies"] = "203.0.113.9" }, s => s.AddSingleton<IEventLog>(log));
        Assert.Null(await CountryAsync(behind, log, "X-Forwarded-For: 203.0.113.9\r\nCF-IPCountry: DE"));
    }

    [Fact]
    public async Task A_mail_proxys_country_is_not_the_readers()
    {
        var log = new RecordingLog();
        await using var app = new HostedApp(new Dictionary<string, string?> { ["PixelHub:TrustedProxies"] = "127.0.0.0/8,::1" }, s => s.AddSingleton<IEventLog>(log));

        Assert.Null(await CountryAsync(app, log, "CF-IPCountry: US", "Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)"));
    }

    private static async Task<string?> CountryAsync(HostedApp app, RecordingLog log, string header, string userAgent = "Mozilla/5.0 (X11; Linux x86_64; rv:115.0) Gecko/20100101 Thunderbird/115.3.1")
    {
        await app.SaveAsync(new ExperimentDraft { Name = "N", Slug = "abc", Variants = [new()] });
        log.Clear();
        Assert.Equal(200, (await RawHttp.SendAsync(app.Address, $"GET /s/abc/pixel.gif HTTP/1.1\r\nUser-Agent: {userAgent}\r\n{header}")).Status);
        return log.OnlyEvent().Country;
    }

    /// <summary>The viewer's key depends on the client's address and on nothing else that differs here.</summary>
    private static async Task<ulong> ViewerAsync(HostedApp app, RecordingLog log, string? forwardedFor)
    {
        if (app.Service<CatalogHolder>().Current.FindBySlug("abc") is null)
        {
            await app.SaveAsync(new ExperimentDraft { Name = "N", Slug = "abc", Variants = [new()] });
        }

        log.Clear();
        var header = forwardedFor is null ? "" : $"\r\nX-Forwarded-For: {forwardedFor}";
        Assert.Equal(200, (await RawHttp.SendAsync(app.Address, $"GET /s/abc/pixel.gif HTTP/1.1{header}")).Status);
        return log.OnlyEvent().Viewer;
    }

    private static async Task<string?> PixelUrlAsync(HostedApp app, string scheme, string host)
    {
        var client = await app.ProgramAsync("admin");
        client.DefaultRequestHeaders.Add("X-Forwarded-Proto", scheme);
        client.DefaultRequestHeaders.Add("X-Forwarded-Host", host);
        client.DefaultRequestHeaders.Add("X-Forwarded-For", "198.51.100.1");
        var uid = app.Service<CatalogHolder>().Current.FindBySlug("abc")!.Uid;
        return (await Endpoints.ApiApp.CallAsync(client, HttpMethod.Get, "/" + uid)).Experiment.GetProperty("urls").GetProperty("pixel").GetString();
    }
}
