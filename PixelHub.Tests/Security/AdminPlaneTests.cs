using System.Text;
using PixelHub.Tests.Support;

namespace PixelHub.Tests.Security;

public sealed class AdminPlaneTests
{
    [Fact]
    public async Task Pages_carry_a_strict_policy_with_a_nonce_of_their_own()
    {
        await using var app = new HostedApp(services: s => s.AddLog());

        var first = await RawHttp.SendAsync(app.Address, "GET /nothing-here HTTP/1.1");
        var second = await RawHttp.SendAsync(app.Address, "GET /nothing-here HTTP/1.1");

        var policy = first["Content-Security-Policy"]!;
        Assert.Contains("default-src 'self'", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe-eval", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe-inline", ScriptSources(policy), StringComparison.Ordinal);
        Assert.Contains("'nonce-", ScriptSources(policy), StringComparison.Ordinal);
        Assert.NotEqual(ScriptSources(policy), ScriptSources(second["Content-Security-Policy"]!));
        Assert.Equal(("nosniff", "same-origin", null), (first["X-Content-Type-Options"], first["Referrer-Policy"], first["Strict-Transport-Security"]));
        Assert.Null(first["Server"]);
    }

    [Fact]
    public async Task On_other_hosts_than_the_configured_ones_the_admin_plane_is_not_there_and_the_public_plane_is()
    {
        await using var app = new HostedApp(new Dictionary<string, string?> { ["PixelHub:AdminHosts"] = "dash.example.test,other.example.test:8443" }, s => s.AddLog());

        Assert.Equal(404, (await AskAsync("/experiments/api/exp_1", "mail.example.test")).Status);
        Assert.Empty((await AskAsync("/experiments/api/exp_1", "mail.example.test")).Body);
        Assert.Equal(404, (await AskAsync("/experiments/api/exp_1", "other.example.test")).Status);
        Assert.Equal(401, (await AskAsync("/experiments/api/exp_1", "DASH.example.test:5080")).Status);
        Assert.Equal(401, (await AskAsync("/experiments/api/exp_1", "other.example.test:8443")).Status);
        Assert.Equal(200, (await AskAsync("/s/abc/pixel.gif", "mail.example.test")).Status);
        Assert.Equal(200, (await AskAsync("/robots.txt", "mail.example.test")).Status);
        Assert.Equal(200, (await AskAsync("/health/live", "10.1.2.3")).Status);

        Task<RawAnswer> AskAsync(string path, string host) => RawHttp.SendAsync(app.Address, $"GET {path} HTTP/1.1", host);
    }

    [Theory]
    [InlineData("/health/live", "live\n")]
    [InlineData("/health/ready", "ready\n")]
    public async Task Health_is_one_word(string path, string word)
    {
        await using var app = new HostedApp(services: s => s.AddLog());

        var answer = await RawHttp.SendAsync(app.Address, $"GET {path} HTTP/1.1");

        Assert.Equal((200, word), (answer.Status, Encoding.UTF8.GetString(answer.Body)));
        Assert.Equal(200, (await RawHttp.SendAsync(app.Address, $"HEAD {path} HTTP/1.1")).Status);
    }

    [Fact]
    public async Task Without_a_database_the_server_is_not_ready_but_live_and_its_pixels_work()
    {
        await using var app = new HostedApp(services: s => s.AddLog().AddBrokenDatabase());

        Assert.Equal(503, (await RawHttp.SendAsync(app.Address, "GET /health/ready HTTP/1.1")).Status);
        Assert.Equal(200, (await RawHttp.SendAsync(app.Address, "GET /health/live HTTP/1.1")).Status);
        Assert.Equal(200, (await RawHttp.SendAsync(app.Address, "GET /s/abc/pixel.gif HTTP/1.1")).Status);

        var api = await RawHttp.SendAsync(app.Address, "GET /experiments/api/exp_1 HTTP/1.1\r\nAuthorization: Bearer ph_live_x");
        Assert.Equal((503, "application/problem+json", "5"), (api.Status, api["Content-Type"], api["Retry-After"]));
        Assert.DoesNotContain("Sqlite", Encoding.UTF8.GetString(api.Body), StringComparison.Ordinal);
    }

    private static string ScriptSources(string policy) => policy.Split(';').Single(d => d.TrimStart().StartsWith("script-src ", StringComparison.Ordinal));
}
