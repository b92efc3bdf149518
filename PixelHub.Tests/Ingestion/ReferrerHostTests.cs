using PixelHub.Core.Ingestion;

namespace PixelHub.Tests.Ingestion;

public sealed class ReferrerHostTests
{
    [Theory]
    [InlineData("https://Mail.Example.test:8443/inbox?id=7#top", "mail.example.test")]
    [InlineData("https://b\u00fccher.example/", "xn--bcher-kva.example")]
    [InlineData("http://\ufeff", null)] // found by the fuzzing: an address for the system, but no host
    [InlineData("\\\\/\u202e", null)] // likewise: the system's parser threw
    [InlineData("mail.example.test/inbox", null)]
    [InlineData("ftp://example.test/", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void Of_a_referer_the_host_is_kept_or_nothing(string? referer, string? host) => Assert.Equal(host, ReferrerHost.Of(referer));
}
