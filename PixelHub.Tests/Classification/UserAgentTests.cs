using PixelHub.Core.Classification;
using PixelHub.Core.Events;

namespace PixelHub.Tests.Classification;

public sealed class UserAgentTests
{
    public static TheoryData<int> CorpusLines => [.. Enumerable.Range(0, UserAgentCorpus.Lines.Count)];

    [Theory]
    [MemberData(nameof(CorpusLines))]
    public void A_user_agent_from_the_wild_gets_its_class_on_opens_and_on_clicks(int line)
    {
        var expected = UserAgentCorpus.Lines[line];

        var open = Classify(EventKind.Impression, expected.UserAgent);
        var click = Classify(EventKind.Click, expected.UserAgent);

        Assert.Equal((expected.OnOpen, expected.OnClick, expected.Rule, expected.Rule), (open.Class, click.Class, open.Rule, click.Rule));
    }

    [Fact]
    public void The_corpus_meets_every_rule()
    {
        var met = UserAgentCorpus.Lines.Select(line => line.Rule).Append("ua.empty").ToHashSet(StringComparer.Ordinal);

        Assert.True(UserAgentCorpus.Lines.Count >= 500, $"The corpus has {UserAgentCorpus.Lines.Count} lines.");
        Assert.All(UserAgentCorpus.Lines, line => Assert.NotEmpty(line.Source));
        Assert.Equal(UserAgentCorpus.Lines.Count, UserAgentCorpus.Lines.Select(line => line.UserAgent).Distinct(StringComparer.Ordinal).Count());
        Assert.Empty(RuleBook.All.Where(rule => rule.Id.StartsWith("ua.", StringComparison.Ordinal) && !met.Contains(rule.Id)).Select(rule => rule.Id));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("   ")]
    public void No_user_agent_is_unknown_on_an_open_and_a_program_on_a_click(string? userAgent)
    {
        Assert.Equal(new Verdict(EventClass.Unknown, "ua.empty"), Classify(EventKind.Impression, userAgent));
        Assert.Equal(new Verdict(EventClass.HttpLib, "ua.empty"), Classify(EventKind.Click, userAgent));
    }

    [Theory]
    [InlineData("ua.mail-client", "Thunderbird", "Linux", "desktop", "Mozilla/5.0 (X11; Linux x86_64; rv:115.0) Gecko/20100101 Thunderbird/115.3.1")]
    [InlineData("ua.mail-client", "Naver Mail", "Android", "phone", "Mozilla/5.0 (Linux; Android 13; SM-S911N) AppleWebKit/537.36 (KHTML, like Gecko) Mobile Safari/537.36 NaverMailApp/2.9.1")]
    [InlineData("ua.mail-client", "Gmail app", "Android", null, "Android-Gmail/2023.05.14 (sw411dp)")]
    [InlineData("ua.apple-mail", "Apple Mail", "iOS", "phone", "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148")]
    [InlineData("ua.apple-mail", "Apple Mail", "iPadOS", "tablet", "Mozilla/5.0 (iPad; CPU OS 16_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148")]
    [InlineData("ua.apple-mail", "Apple Mail", "macOS", "desktop", "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko)")]
    [InlineData("ua.outlook", "Outlook", null, null, "Mozilla/4.0 (compatible; ms-office; MSOffice 16)")]
    [InlineData("ua.outlook", "Outlook", "iOS", "phone", "Outlook-iOS/709.2226530.prod.iphone (3.24.1)")]
    [InlineData("ua.outlook", "Outlook", "Windows", "desktop", "Microsoft Office/16.0 (Windows NT 10.0; Microsoft Outlook 16.0.16327; Pro)")]
    [InlineData("ua.browser", "Chrome", "Windows", "desktop", "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36")]
    [InlineData("ua.browser", "Edge", "Windows", "desktop", "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36 Edg/126.0.0.0")]
    [InlineData("ua.browser", "Safari", "iOS", "phone", "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1")]
    [InlineData("ua.browser", "Chrome", "iOS", "phone", "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/126.0.6478.54 Mobile/15E148 Safari/604.1")]
    [InlineData("ua.browser", "Samsung Internet", "Android", "phone", "Mozilla/5.0 (Linux; Android 14; SAMSUNG SM-S918B) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/25.0 Chrome/121.0.0.0 Mobile Safari/537.36")]
    [InlineData("ua.browser", "Chrome", "Android", "tablet", "Mozilla/5.0 (Linux; Android 13; SM-X700) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/125.0.0.0 Safari/537.36")]
    [InlineData("ua.browser", "Firefox", "Android", "tablet", "Mozilla/5.0 (Android 13; Tablet; rv:126.0) Gecko/126.0 Firefox/126.0")]
    [InlineData("ua.browser", "Internet Explorer", "Windows", "desktop", "Mozilla/5.0 (Windows NT 10.0; WOW64; Trident/7.0; rv:11.0) like Gecko")]
    [InlineData("ua.browser", "Chrome", "ChromeOS", "desktop", "Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36")]
    [InlineData("ua.browser", "Facebook app", "iOS", "phone", "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/21F90 [FBAN/FBIOS;FBAV/467.1]")]
    [InlineData("ua.browser", "Safari", null, null, "Mozilla/5.0 (SMART-TV; LINUX; Tizen 6.0) AppleWebKit/537.36 (KHTML, like Gecko) 76.0.3809.146/6.0 TV Safari/537.36")]
    public void A_person_who_comes_directly_brings_client_system_and_device(string rule, string client, string? system, string? device, string userAgent)
    {
        var verdict = Classify(EventKind.Impression, userAgent);

        Assert.Equal((rule, client, system, device), (verdict.Rule, verdict.Client, verdict.Os, verdict.Device));
    }

    [Theory]
    [InlineData("Barracuda Sentinel")]
    [InlineData("Proofpoint")]
    [InlineData("urldefense")]
    [InlineData("Mimecast")]
    [InlineData("MessageLabs")]
    [InlineData("Symantec")]
    [InlineData("FireEye")]
    [InlineData("Trellix")]
    [InlineData("Forcepoint")]
    [InlineData("IronPort")]
    [InlineData("CiscoSecureEmail")]
    [InlineData("TrendMicro")]
    [InlineData("Sophos")]
    [InlineData("FortiMail")]
    [InlineData("FortiGuard")]
    [InlineData("Zscaler")]
    [InlineData("Kaspersky Lab")]
    public void The_name_of_a_mail_security_product_is_enough(string name)
    {
        // Of most of them no user agent is public: they go out as a browser, or with a name and no more.
        var userAgent = $"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36 {name}/1.0";

        Assert.Equal(new Verdict(EventClass.SecurityScanner, "ua.mail-security"), Classify(EventKind.Impression, userAgent));
        Assert.Equal(new Verdict(EventClass.SecurityScanner, "ua.mail-security"), Classify(EventKind.Click, userAgent));
    }

    [Theory]
    [InlineData("ua.crawler", "Mozilla/5.0 (Linux; Android 14; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Mobile Safari/537.36 SomeBots/1.0")]
    [InlineData("ua.crawler", "Mozilla/5.0 (X11; Linux x86_64; some bot) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36")]
    [InlineData("ua.declared-robot", "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36 (help@example.co.uk)")]
    [InlineData("ua.declared-robot", "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36 a@b c@example.org.")]
    [InlineData("ua.declared-robot", "https://example.org/about")]
    [InlineData("ua.http-lib", "MyOwnHttpThing")]
    [InlineData("ua.browser", "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/42.0.2311.135 Safari/537.36 Edge/12.246")]
    [InlineData("ua.browser", "Mozilla/5.0 (Linux; Android 14; some bot (2024) Build/1) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Mobile Safari/537.36")]
    [InlineData("ua.browser", "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36 app@1.2.3")]
    [InlineData("ua.browser", "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36 a@b @example.org")]
    [InlineData("ua.other", "mozilla/5.0")]
    [InlineData("ua.other", "Robotics and crawlerlike things")]
    public void What_is_a_sign_of_a_robot_and_what_only_looks_like_one(string rule, string userAgent)
    {
        Assert.Equal(rule, Classify(EventKind.Click, userAgent).Rule);
    }

    [Theory]
    [InlineData("ua.link-preview", "WhatsApp/2.23.8.76 A")]
    [InlineData("ua.link-preview", "Mozilla/5.0 (Macintosh) WhatsApp/2.2412.54 Electron/30.0.9")]
    [InlineData("ua.link-preview", "Mozilla/5.0 (Linux; Android 11) AppleWebKit/537.36 (KHTML, like Gecko) WhatsApp/2.21.23")]
    [InlineData("ua.link-preview", "Mozilla/5.0 (compatible; Viber/20.1)")]
    [InlineData("ua.browser", "Mozilla/5.0 (iPhone; CPU iPhone OS 17_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 WhatsApp/23.20.79")]
    [InlineData("ua.browser", "Mozilla/5.0 (Linux; Android 10; SM-G986B Build/QP1A.190711.020; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/78.0.3904.96 Mobile Safari/537.36 Viber/16.5.0.18")]
    public void A_messenger_that_draws_a_preview_is_told_from_the_browser_inside_it(string rule, string userAgent)
    {
        Assert.Equal(rule, Classify(EventKind.Click, userAgent).Rule);
        Assert.Equal(rule, Classify(EventKind.Impression, userAgent).Rule);
    }

    [Fact]
    public void A_name_inside_another_word_names_no_mail_program()
    {
        Assert.Equal("ua.other", Classify(EventKind.Impression, "Filesystem Client/2.0").Rule);
    }

    [Fact]
    public void A_proxy_is_named_and_hides_the_rest()
    {
        Assert.Equal(
            new Verdict(EventClass.ProxyOpen, "ua.gmail-proxy", "Gmail"),
            Classify(EventKind.Impression, "Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)"));
    }

    [Fact]
    public void A_machine_brings_no_client_system_or_device()
    {
        foreach (var line in UserAgentCorpus.Lines.Where(line => !line.OnClick.IsPerson()))
        {
            var verdict = Classify(EventKind.Click, line.UserAgent);
            Assert.Equal((null, null, null), (verdict.Client, verdict.Os, verdict.Device));
        }
    }

    [Fact]
    public void A_longer_user_agent_than_is_remembered_is_classified_all_the_same()
    {
        var userAgent = "Mozilla/5.0 (Windows NT 10.0; " + new string('x', 10_000) + ") AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36";

        Assert.Equal("ua.browser", Classify(EventKind.Click, userAgent).Rule);
    }

    private static Verdict Classify(EventKind endpoint, string? userAgent) => Classifier.Classify(new HitFacts { Endpoint = endpoint, UserAgent = userAgent });
}
