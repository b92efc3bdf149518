using PixelHub.Core.Classification;

namespace PixelHub.Tests.Classification;

public sealed class RuleBookTests
{
    [Fact]
    public void Ids_that_may_be_stored_with_events_are_still_there()
    {
        string[] published =
        [
            "signal.unfilled-tag", "signal.empty-recipient", "signal.prefetch", "signal.head", "signal.link-rewriter",
            "ua.empty", "ua.apple-prefetch", "ua.gmail-prefetch", "ua.gmail-proxy", "ua.yahoo-proxy", "ua.seznam-proxy", "ua.rambler-proxy",
            "ua.ukrnet-proxy", "ua.fastmail-proxy", "ua.yandex-proxy", "ua.hey-proxy", "ua.mail-security", "ua.office-discovery", "ua.outlook",
            "ua.link-preview", "ua.url-security", "ua.attack-tool", "ua.mail-client", "ua.apple-mail-app", "ua.apple-mail", "ua.headless", "ua.http-lib",
            "ua.crawler", "ua.declared-robot", "ua.page-test", "ua.false-browser", "ua.browser", "ua.opera-mini", "ua.other",
        ];

        Assert.All(published, id => Assert.NotNull(RuleBook.Find(id)));
    }

    [Fact]
    public void No_id_is_given_twice_and_each_has_a_meaning()
    {
        Assert.Equal(RuleBook.All.Length, RuleBook.All.Select(rule => rule.Id).Distinct(StringComparer.Ordinal).Count());
        Assert.All(RuleBook.All, rule => Assert.NotEmpty(rule.Meaning));
    }

    [Fact]
    public void An_id_of_another_version_is_simply_unknown()
    {
        Assert.Null(RuleBook.Find("ua.of-tomorrow"));
        Assert.Null(RuleBook.Find(null));
    }
}
