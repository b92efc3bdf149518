using PixelHub.Core.Classification;
using PixelHub.Core.Events;

namespace PixelHub.Tests.Classification;

public sealed class RequestSignalTests
{
    private const string Chrome = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36";
    private const string Slack = "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)";
    private const string GmailProxy = "Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)";
    private const string SafeLinks = "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fexample.org";

    [Theory]
    [InlineData(Chrome)]
    [InlineData("something nobody knows")]
    [InlineData(GmailProxy)]
    public void Head_is_a_machine_even_from_a_user_agent_of_a_person(string userAgent)
    {
        Assert.Equal(
            new Verdict(EventClass.SecurityScanner, "signal.head"),
            Classifier.Classify(new HitFacts { Endpoint = EventKind.Impression, UserAgent = userAgent, IsHead = true }));
    }

    [Fact]
    public void Head_from_a_known_machine_stays_what_it_is()
    {
        Assert.Equal(
            new Verdict(EventClass.LinkPreview, "ua.link-preview"),
            Classifier.Classify(new HitFacts { Endpoint = EventKind.Click, UserAgent = Slack, IsHead = true }));
    }

    [Theory]
    [InlineData("prefetch")]
    [InlineData("prefetch;prerender")]
    [InlineData("prefetch;anonymous-client-ip")]
    [InlineData("PREFETCH")]
    [InlineData("preview")]
    public void A_browser_that_fetches_ahead_is_no_person_yet(string purpose)
    {
        Assert.Equal(
            new Verdict(EventClass.MachinePrefetch, "signal.prefetch"),
            Classifier.Classify(new HitFacts { Endpoint = EventKind.Click, UserAgent = Chrome, Purpose = purpose, Referer = SafeLinks }));
    }

    [Fact]
    public void A_preview_that_says_it_fetches_ahead_stays_a_preview()
    {
        Assert.Equal("ua.link-preview", Classifier.Classify(new HitFacts { Endpoint = EventKind.Click, UserAgent = Slack, Purpose = "preview" }).Rule);
    }

    [Fact]
    public void Another_purpose_says_nothing()
    {
        Assert.Equal("ua.browser", Classifier.Classify(new HitFacts { Endpoint = EventKind.Click, UserAgent = Chrome, Purpose = "instant" }).Rule);
    }

    [Theory]
    [InlineData(SafeLinks)]
    [InlineData("https://urldefense.com/v3/__https://example.org__;!!x")]
    [InlineData("https://urldefense.proofpoint.com/v2/url?u=x")]
    [InlineData("https://linkprotect.cudasvc.com/url?a=x")]
    [InlineData("https://protect-eu.mimecast.com/s/x")]
    [InlineData("https://secure-web.cisco.com/1x")]
    [InlineData("HTTPS://URLDEFENSE.COM:443")]
    public void A_click_from_a_link_protection_page_is_a_person(string referer)
    {
        Assert.Equal(
            new Verdict(EventClass.HumanBrowser, "signal.link-rewriter", "Chrome", "Windows", "desktop"),
            Classifier.Classify(new HitFacts { Endpoint = EventKind.Click, UserAgent = Chrome, Referer = referer }));
        Assert.Equal(
            new Verdict(EventClass.HumanBrowser, "signal.link-rewriter"),
            Classifier.Classify(new HitFacts { Endpoint = EventKind.Click, UserAgent = "something nobody knows", Referer = referer }));
        Assert.Equal(
            new Verdict(EventClass.HumanBrowser, "signal.link-rewriter"),
            Classifier.Classify(new HitFacts { Endpoint = EventKind.Click, UserAgent = null, Referer = referer }));
    }

    [Theory]
    [InlineData("https://urldefense.com.evil.example/")]
    [InlineData("https://urldefense.com@evil.example/")]
    [InlineData("https://evil.example/urldefense.com")]
    [InlineData("https://evil.example?x=.mimecast.com")]
    [InlineData("https://evil.example\\@a.mimecast.com")]
    [InlineData("https://.mimecast.com")]
    [InlineData("https://notmimecast.com")]
    [InlineData("ftp://urldefense.com/")]
    [InlineData("urldefense.com")]
    [InlineData("https://")]
    public void A_page_that_only_looks_like_link_protection_says_nothing(string referer)
    {
        Assert.Equal("ua.other", Classifier.Classify(new HitFacts { Endpoint = EventKind.Click, UserAgent = "something nobody knows", Referer = referer }).Rule);
    }

    [Theory]
    [InlineData("Barracuda Sentinel (EE)", EventClass.SecurityScanner)]
    [InlineData(Slack, EventClass.LinkPreview)]
    [InlineData("curl/8.5.0", EventClass.HttpLib)]
    public void A_machine_that_says_so_stays_one_whatever_page_it_claims_to_come_from(string userAgent, EventClass expected)
    {
        Assert.Equal(expected, Classifier.Classify(new HitFacts { Endpoint = EventKind.Click, UserAgent = userAgent, Referer = SafeLinks }).Class);
    }

    [Fact]
    public void Head_outweighs_a_link_protection_page()
    {
        Assert.Equal(
            "signal.head",
            Classifier.Classify(new HitFacts { Endpoint = EventKind.Click, UserAgent = Chrome, Referer = SafeLinks, IsHead = true }).Rule);
    }

    [Fact]
    public void On_an_image_a_link_protection_page_says_nothing()
    {
        Assert.Equal("ua.browser", Classifier.Classify(new HitFacts { Endpoint = EventKind.Impression, UserAgent = Chrome, Referer = SafeLinks }).Rule);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    public void An_empty_recipient_is_a_test(string recipient)
    {
        Assert.Equal(
            new Verdict(EventClass.TestOrUnmerged, "signal.empty-recipient"),
            Classifier.Classify(new HitFacts { Endpoint = EventKind.Impression, UserAgent = Chrome, Recipient = recipient }));
    }

    [Fact]
    public void A_link_without_a_place_for_the_recipient_is_no_test()
    {
        Assert.Equal("ua.browser", Classifier.Classify(new HitFacts { Endpoint = EventKind.Impression, UserAgent = Chrome, Recipient = null }).Rule);
    }

    [Theory]
    [InlineData(Chrome)]
    [InlineData("Barracuda Sentinel (EE)")]
    [InlineData(null)]
    public void An_unfilled_tag_is_a_test_whoever_fetches_it(string? userAgent)
    {
        Assert.Equal(
            new Verdict(EventClass.TestOrUnmerged, "signal.unfilled-tag"),
            Classifier.Classify(new HitFacts { Endpoint = EventKind.Click, UserAgent = userAgent, Recipient = "*|UNIQID|*", IsHead = true, Referer = SafeLinks }));
    }
}
