using PixelHub.Core.Catalog;
using PixelHub.Core.Classification;
using PixelHub.Core.Events;
using PixelHub.Core.Reports;
using PixelHub.Tests.Support;
using PixelHub.Web.Components.State;

namespace PixelHub.Tests.Components;

public sealed class HitDiagnosisTests
{
    private const EventKind Open = EventKind.Impression;
    private const EventKind Click = EventKind.Click;

    /// <summary>What a request looks like, and a part of what is said of it.</summary>
    public static TheoryData<EventKind, string, string, string> Requests => new()
    {
        { Open, "Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)", "Gmail’s proxy fetched it: that is a person opening, device unknown.", "Person" },
        { Click, "Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)", "proxy followed the link: nobody clicked", "Machine" },
        { Open, "YahooMailProxy; https://help.yahoo.com/", "Yahoo’s proxy fetched it", "Person" },
        { Open, "SeznamEmailProxy/1.0", "Seznam’s proxy fetched it", "Person" },
        { Open, "Mozilla/5.0", "Apple’s privacy protection fetched it before anybody read.", "Machine" },
        { Open, "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/42.0.2311.135 Safari/537.36 Edge/12.246 Mozilla/5.0", "Gmail fetched it before anybody read.", "Machine" },
        { Open, "Mozilla/4.0 (compatible; ms-office; MSOffice 16)", "Outlook fetched the picture itself", "Person" },
        { Click, "Mozilla/4.0 (compatible; ms-office; MSOffice 16)", "the twin of the browser’s click", "Machine" },
        { Click, "Microsoft Office Existence Discovery", "looked at the link before opening it", "Machine" },
        { Open, "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148", "Apple Mail on iOS showed the picture: that is a person opening.", "Person" },
        { Click, People.Browser, "followed the link: that is a person clicking.", "Person" },
        { Open, "Mozilla/5.0 Barracuda Sentinel (EE)", "A security scanner looked at the picture", "Machine" },
        { Click, "Slackbot-LinkExpanding 1.0", "drew a preview", "Machine" },
        { Open, "Googlebot/2.1", "A robot that says so", "Machine" },
        { Click, "curl/8.11.0", "A program fetched it", "Machine" },
        { Open, "", "does not say with what", "Machine" },
        { Open, "something else", "of whom nothing is known", "Machine" },
    };

    [Theory]
    [MemberData(nameof(Requests))]
    public void Each_fetcher_is_told_in_words(EventKind kind, string userAgent, string words, string tone)
    {
        var diagnosis = Diagnose(new HitFacts { Endpoint = kind, UserAgent = userAgent, Recipient = "a1" });

        Assert.Contains(words, diagnosis.Sentence, StringComparison.Ordinal);
        Assert.Equal(tone, diagnosis.Tone.ToString());
        Assert.NotEqual("", diagnosis.Meaning);
    }

    [Fact]
    public void What_the_request_says_besides_is_told_too()
    {
        Assert.Contains("merge tag was not filled in", Diagnose(new HitFacts { Endpoint = Open, UserAgent = People.Browser, Recipient = "*|UNIQID|*" }).Sentence, StringComparison.Ordinal);
        Assert.Contains("recipient in the address is empty", Diagnose(new HitFacts { Endpoint = Open, UserAgent = People.Browser, Recipient = "" }).Sentence, StringComparison.Ordinal);
        Assert.Contains("(HEAD)", Diagnose(new HitFacts { Endpoint = Click, UserAgent = People.Browser, IsHead = true }).Sentence, StringComparison.Ordinal);
        Assert.Contains("fetched ahead", Diagnose(new HitFacts { Endpoint = Click, UserAgent = People.Browser, Purpose = "prefetch" }).Sentence, StringComparison.Ordinal);
        Assert.Contains("Safe Links", Diagnose(new HitFacts { Endpoint = Click, UserAgent = People.Browser, Referer = "https://eu.safelinks.protection.outlook.com/x" }).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_rule_and_every_class_has_words()
    {
        foreach (var (rule, kind) in RuleBook.All.Append(new ClassificationRule("of.tomorrow", "", EventClass.Unknown, EventClass.SecurityScanner)).SelectMany(r => new[] { (r, Open), (r, Click) }))
        {
            Assert.EndsWith(".", HitDiagnosis.Of(new HitRow(1, Sample.Event(kind: kind, @class: rule.On(kind)) with { Rule = rule.Id }, false), FakeStore.Experiment()).Sentence, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(EventScope.Test, false, "because the experiment was a draft")]
    [InlineData(EventScope.Outside, false, "because the experiment is paused")]
    [InlineData(EventScope.Counted, true, "came again within 30 s")]
    public void Why_a_hit_is_left_out_is_told(EventScope scope, bool isRepeat, string words) =>
        Assert.Contains(words, HitDiagnosis.Of(new HitRow(1, Sample.Event(scope: scope, recipient: 1), isRepeat), FakeStore.Experiment(status: ExperimentStatus.Paused)).Meaning, StringComparison.Ordinal);

    [Fact]
    public void A_missing_recipient_is_to_be_mended_and_a_reader_who_wants_privacy_is_not()
    {
        var missing = HitDiagnosis.Of(new HitRow(1, Sample.Event(viewer: 5), false), FakeStore.Experiment());
        Assert.Equal(DiagnosisTone.Mend, missing.Tone);
        Assert.StartsWith("No recipient in the address", Assert.Single(missing.Advice), StringComparison.Ordinal);

        var hidden = HitDiagnosis.Of(new HitRow(1, Sample.Event(), false), FakeStore.Experiment());
        Assert.Equal(DiagnosisTone.Person, hidden.Tone);
        Assert.Contains("asks for privacy", Assert.Single(hidden.Advice), StringComparison.Ordinal);
        Assert.Empty(HitDiagnosis.Of(new HitRow(1, Sample.Event(), false), FakeStore.Experiment() with { PrivacyMode = PrivacyMode.Aggregate }).Advice);
    }

    [Theory]
    [InlineData("http://localhost:5080", PublicReach.ThisMachine)]
    [InlineData("https://127.0.0.2", PublicReach.ThisMachine)]
    [InlineData("http://[::1]:5080", PublicReach.ThisMachine)]
    [InlineData("https://pixelhub.localhost", PublicReach.ThisMachine)]
    [InlineData("http://0.0.0.0:80", PublicReach.ThisMachine)]
    [InlineData("https://10.1.2.3", PublicReach.LocalNetwork)]
    [InlineData("https://172.31.255.1", PublicReach.LocalNetwork)]
    [InlineData("https://172.32.0.1", PublicReach.World)]
    [InlineData("https://192.168.0.7:8443", PublicReach.LocalNetwork)]
    [InlineData("https://100.100.1.1", PublicReach.LocalNetwork)]
    [InlineData("https://[fd12::1]", PublicReach.LocalNetwork)]
    [InlineData("https://[::ffff:10.0.0.1]", PublicReach.LocalNetwork)]
    [InlineData("https://[2001:db8::1]", PublicReach.World)]
    [InlineData("http://mailserver:5080", PublicReach.LocalNetwork)]
    [InlineData("https://nas.home.arpa", PublicReach.LocalNetwork)]
    [InlineData("http://mail.example.com", PublicReach.PlainHttp)]
    [InlineData("https://mail.example.com", PublicReach.World)]
    public void An_address_that_the_world_cannot_reach_is_noticed(string baseUrl, PublicReach reach) => Assert.Equal(reach, PublicReaches.Of(baseUrl));

    private static HitDiagnosis Diagnose(HitFacts facts)
    {
        var verdict = Classifier.Classify(facts);
        var hit = Sample.Event(kind: facts.Endpoint, @class: verdict.Class, recipient: 1) with { Rule = verdict.Rule, Client = verdict.Client, Os = verdict.Os, Device = verdict.Device };
        return HitDiagnosis.Of(new HitRow(1, hit, false), FakeStore.Experiment());
    }
}
