using System.Net;
using Microsoft.AspNetCore.Http;
using PixelHub.Web.Security;

namespace PixelHub.Tests.Security;

public sealed class SetupTokenTests
{
    [Fact]
    public void A_token_has_128_random_bits_and_is_another_one_in_each_process()
    {
        var token = new SetupToken();

        Assert.Matches("^[0-9a-f]{32}$", token.Value);
        Assert.NotEqual(token.Value, new SetupToken().Value);
    }

    [Fact]
    public void Only_the_whole_token_matches()
    {
        var token = new SetupToken();

        Assert.True(token.Matches(token.Value));
        Assert.True(token.Matches($" {token.Value}\n")); // copied with what stood around it
        Assert.False(token.Matches(token.Value[..^1]));
        Assert.False(token.Matches(token.Value + "0"));
        Assert.False(token.Matches(""));
        Assert.False(token.Matches(null));
        Assert.False(token.Matches(new string('0', 1_000_000)));
    }

    [Theory]
    [InlineData("127.0.0.1", "localhost", false)]
    [InlineData("127.0.0.1", "localhost:5080", false)]
    [InlineData("127.3.4.5", "127.0.0.1:5080", false)]
    [InlineData("::1", "[::1]:5080", false)]
    [InlineData("::ffff:127.0.0.1", "localhost", false)]
    [InlineData("192.0.2.7", "localhost", true)]
    [InlineData("172.17.0.1", "localhost:5080", true)]
    [InlineData(null, "localhost", true)]
    [InlineData("127.0.0.1", "rebound.evil.test", true)]
    [InlineData("127.0.0.1", "localhost.evil.test", true)]
    [InlineData("127.0.0.1", "192.168.1.5:5080", true)]
    [InlineData("127.0.0.1", "", true)]
    public void Somebody_at_the_machine_itself_needs_no_token_and_everybody_else_does(string? address, string host, bool isNeeded) =>
        Assert.Equal(isNeeded, SetupToken.IsNeededBy(Request(address, host)));

    [Theory]
    [InlineData("X-Forwarded-For")]
    [InlineData("x-forwarded-proto")]
    [InlineData("Forwarded")]
    [InlineData("Via")]
    [InlineData("X-Real-IP")]
    [InlineData("X-Original-For")]
    [InlineData("CF-Connecting-IP")]
    public void A_proxy_on_the_machine_does_not_make_its_visitors_trusted(string header)
    {
        var http = Request("127.0.0.1", "localhost");
        http.Request.Headers[header] = "";

        Assert.True(SetupToken.IsNeededBy(http));
    }

    private static DefaultHttpContext Request(string? address, string host)
    {
        var http = new DefaultHttpContext();
        http.Connection.RemoteIpAddress = address is null ? null : IPAddress.Parse(address);
        http.Request.Host = new HostString(host);
        return http;
    }
}
