using System.Net;
using System.Net.Sockets;
using System.Text;
using PixelHub.Core.Catalog;
using PixelHub.Tests.Support;

namespace PixelHub.Tests.Endpoints;

public sealed class PublicPlaneTests(PublicPlaneApp app) : IClassFixture<PublicPlaneApp>
{
    [Theory]
    [InlineData("POST")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("PATCH")]
    [InlineData("PROPFIND")]
    public async Task Other_methods_are_405_with_the_methods_that_are_allowed(string method)
    {
        app.Put(ExperimentStatus.Running);
        foreach (var path in new[] { "/s/summer-sale/pixel.gif", "/s/summer-sale/click", "/s/summer-sale/click/top", "/s/summer-sale/u1/pixel.gif", "/s/summer-sale/u1/click" })
        {
            var answer = await RawHttp.SendAsync(app.Address, $"{method} {path} HTTP/1.1\r\nContent-Length: 0");

            Assert.Equal((405, "GET, HEAD, OPTIONS"), (answer.Status, answer["Allow"]));
        }

        Assert.Empty(app.Log.Entries);
    }

    [Fact]
    public async Task OPTIONS_is_204_with_the_headers_a_browser_asks_for()
    {
        app.Put(ExperimentStatus.Running);

        var answer = await RawHttp.SendAsync(
            app.Address, "OPTIONS /s/summer-sale/pixel.gif HTTP/1.1\r\nOrigin: https://example.test\r\nAccess-Control-Request-Method: GET");

        Assert.Equal(204, answer.Status);
        Assert.Equal("*", answer["Access-Control-Allow-Origin"]);
        Assert.Contains("GET", answer["Access-Control-Allow-Methods"], StringComparison.Ordinal);
        Assert.Empty(app.Log.Entries);
    }

    [Theory]
    [InlineData("/s")]
    [InlineData("/s/")]
    [InlineData("/s/summer-sale")]
    [InlineData("/s/summer-sale/")]
    [InlineData("/s/summer-sale/index.html")]
    [InlineData("/s/summer-sale/pixel.gif/more")]
    [InlineData("/s/pixel.gif")]
    [InlineData("/s/a/b/c/d")]
    public async Task Anything_else_is_404_and_no_page(string path)
    {
        var answer = await RawHttp.SendAsync(app.Address, $"GET {path} HTTP/1.1\r\nAccept: text/html");

        Assert.Equal(404, answer.Status);
        Assert.Empty(answer.Body);
    }

    [Theory]
    [InlineData("GET /s/summer-sale/pixel.gif?r=u1")]
    [InlineData("HEAD /s/summer-sale/pixel.gif")]
    [InlineData("GET /s/summer-sale/click")]
    [InlineData("GET /s/unknown-slug/pixel.gif")]
    [InlineData("GET /s/unknown-slug/click")]
    [InlineData("POST /s/summer-sale/click")]
    [InlineData("OPTIONS /s/summer-sale/click")]
    [InlineData("GET /s/nothing")]
    [InlineData("GET /robots.txt")]
    public async Task No_answer_sets_a_cookie_or_names_the_server(string request)
    {
        app.Put(ExperimentStatus.Running);

        var answer = await RawHttp.SendAsync(app.Address, $"{request} HTTP/1.1\r\nContent-Length: 0\r\nCookie: pixelhub=whatever");

        Assert.All(["Set-Cookie", "Server", "X-Powered-By", "Content-Security-Policy", "Strict-Transport-Security"], name => Assert.Null(answer[name]));
    }

    [Fact]
    public async Task Robots_are_asked_to_keep_out()
    {
        var answer = await RawHttp.SendAsync(app.Address, "GET /robots.txt HTTP/1.1");

        Assert.Equal(200, answer.Status);
        Assert.Equal("User-agent: *\nDisallow: /s/\nDisallow: /v1/\n", Encoding.UTF8.GetString(answer.Body));
    }

    [Fact]
    public async Task An_old_client_without_a_host_gets_its_pixel()
    {
        app.Put(ExperimentStatus.Running);
        using var socket = new TcpClient();
        var cancel = TestContext.Current.CancellationToken;
        await socket.ConnectAsync(app.Address.Host, app.Address.Port, cancel);

        await socket.GetStream().WriteAsync("GET /s/summer-sale/pixel.gif HTTP/1.0\r\n\r\n"u8.ToArray(), cancel);
        using var received = new MemoryStream();
        await socket.GetStream().CopyToAsync(received, cancel);

        Assert.Equal(43, RawAnswer.Parse(received.ToArray()).Body.Length);
        Assert.Single(app.Log.Entries);
    }

    [Fact]
    public async Task An_address_of_120_KB_is_answered_over_HTTP_2_too()
    {
        await using var h2 = new HostedApp(new Dictionary<string, string?> { ["Kestrel:EndpointDefaults:Protocols"] = "Http2" }, s => s.AddLog());
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/s/abc/pixel.gif?r={new string('x', 120_000)}")
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };

        using var answer = await h2.Visitor().SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal((HttpVersion.Version20, HttpStatusCode.OK), (answer.Version, answer.StatusCode));
    }
}
