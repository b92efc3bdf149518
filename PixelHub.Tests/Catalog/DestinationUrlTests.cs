using PixelHub.Core.Catalog;

namespace PixelHub.Tests.Catalog;

public sealed class DestinationUrlTests
{
    [Theory]
    [InlineData("https://example.test/")]
    [InlineData("HTTP://example.test")]
    [InlineData("https://example.test/a?x=%2F&y=a+b#part")]
    [InlineData("https://example.test/?to=me@example.test")]
    [InlineData("https://example.test:8443/%E4%BD%A0")]
    [InlineData("https://[2001:db8::1]/x")]
    public void A_web_address_is_kept_to_the_letter(string text)
    {
        Assert.True(DestinationUrl.TryParse("  " + text + " ", [], out var url, out var fault), fault);
        Assert.Equal(text, url!.Value);
    }

    [Theory]
    [InlineData("")]
    [InlineData("example.test")]
    [InlineData("//example.test/x")]
    [InlineData("javascript:alert(1)")]
    [InlineData("data:text/html,x")]
    [InlineData("ftp://example.test/")]
    [InlineData("https://user:secret@example.test/")]
    [InlineData("https://user@example.test/")]
    [InlineData("https://@example.test/")]
    [InlineData("https://example.test/a b")]
    [InlineData("https://example.test/\r\nSet-Cookie: a=b")]
    [InlineData("https://example.test\\@evil.test/")]
    [InlineData("https://example.test/\u0085x")]
    [InlineData("https://exämple.test/")]
    [InlineData("https://")]
    [InlineData("https:///path")]
    [InlineData("https://track.example.test/s/spring/click")]
    [InlineData("https://TRACK.example.test")]
    [InlineData("http://localhost:5080/x")]
    public void Anything_else_is_refused_with_advice(string text)
    {
        Assert.False(DestinationUrl.TryParse(text, ["track.example.test", "localhost:5080"], out var url, out var fault));
        Assert.Null(url);
        Assert.EndsWith(".", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void Length_is_bounded()
    {
        const string start = "https://example.test/";
        Assert.True(DestinationUrl.TryParse(start + new string('a', DestinationUrl.MaxLength - start.Length), [], out _, out _));
        Assert.False(DestinationUrl.TryParse(start + new string('a', DestinationUrl.MaxLength - start.Length + 1), [], out _, out _));
    }
}
