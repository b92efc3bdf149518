using PixelHub.Core.Classification;
using PixelHub.Core.Events;

namespace PixelHub.Tests.Classification;

public sealed class RuleSetTests
{
    private const string Chrome = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36";
    private const string Outlook = "Mozilla/4.0 (compatible; ms-office; MSOffice 16)";
    private const string SafeLinks = "https://eur01.safelinks.protection.outlook.com/?url=x";

    [Theory]
    [InlineData(TextMatch.Contains, "chrome/126", true)]
    [InlineData(TextMatch.Contains, "chrome/127", false)]
    [InlineData(TextMatch.StartsWith, "MOZILLA/5.0 (windows", true)]
    [InlineData(TextMatch.StartsWith, "Chrome", false)]
    [InlineData(TextMatch.Is, "Chrome", false)]
    public void An_own_rule_is_tried_before_those_of_the_product(TextMatch match, string text, bool holds)
    {
        var rules = With(new OwnRule(7, "Our monitor", match, text, EventClass.Crawler, EventClass.HttpLib));

        Assert.Equal(holds ? new Verdict(EventClass.Crawler, "own.7") : Classifier.Classify(Open(Chrome)), Classifier.Classify(rules, Open(Chrome)));
        Assert.Equal(holds ? EventClass.HttpLib : EventClass.HumanBrowser, Classifier.Classify(rules, Click(Chrome)).Class);
    }

    [Fact]
    public void The_whole_user_agent_is_compared_without_what_stands_around_it()
    {
        var rules = With(new OwnRule(1, "x", TextMatch.Is, "probe 1.0", EventClass.HttpLib, EventClass.HttpLib));

        Assert.Equal("own.1", Classifier.Classify(rules, Open("  PROBE 1.0 ")).Rule);
        Assert.NotEqual("own.1", Classifier.Classify(rules, Open("PROBE 1.01")).Rule);
    }

    [Fact]
    public void Of_two_own_rules_that_hold_the_first_decides()
    {
        var rules = With(
            new OwnRule(2, "second made, first tried", TextMatch.Contains, "Chrome", EventClass.Crawler, EventClass.Crawler),
            new OwnRule(1, "first made, second tried", TextMatch.Contains, "Mozilla", EventClass.HttpLib, EventClass.HttpLib));

        Assert.Equal("own.2", Classifier.Classify(rules, Open(Chrome)).Rule);
        Assert.Equal("own.1", Classifier.Classify(rules, Open(Outlook)).Rule);
    }

    [Fact]
    public void A_person_recognised_by_an_own_rule_has_a_program_and_a_device()
    {
        var rules = With(new OwnRule(1, "Our app", TextMatch.Contains, "Chrome/126", EventClass.HumanBrowser, EventClass.HumanBrowser));

        Assert.Equal(new Verdict(EventClass.HumanBrowser, "own.1", "Chrome", "Windows", "desktop"), Classifier.Classify(rules, Open(Chrome)));
    }

    [Fact]
    public void A_changed_class_holds_for_its_endpoint_only_and_the_rest_stays()
    {
        var rules = Changed("ua.outlook", new RuleChange(EventClass.SecurityScanner, null));

        Assert.Equal(new Verdict(EventClass.SecurityScanner, "ua.outlook"), Classifier.Classify(rules, Open(Outlook)));
        Assert.Equal(Classifier.Classify(Click(Outlook)), Classifier.Classify(rules, Click(Outlook)));
        Assert.Equal(Classifier.Classify(Open(Chrome)), Classifier.Classify(rules, Open(Chrome)));
    }

    [Fact]
    public void A_signal_can_conclude_something_else_too()
    {
        var rules = Changed("signal.head", new RuleChange(null, EventClass.HumanBrowser));

        Assert.Equal(new Verdict(EventClass.HumanBrowser, "signal.head"), Classifier.Classify(rules, Click(Chrome) with { IsHead = true }));
        Assert.Equal(EventClass.SecurityScanner, Classifier.Classify(rules, Open(Chrome) with { IsHead = true }).Class);
    }

    [Fact]
    public void Whoever_comes_by_a_link_protection_page_is_what_the_owner_says()
    {
        var click = Click(Chrome) with { Referer = SafeLinks };

        Assert.Equal((EventClass.HumanBrowser, "Chrome"), (Classifier.Classify(RuleSet.BuiltIn, click).Class, Classifier.Classify(RuleSet.BuiltIn, click).Client));
        Assert.Equal(
            new Verdict(EventClass.SecurityScanner, "signal.link-rewriter"),
            Classifier.Classify(Changed("signal.link-rewriter", new RuleChange(null, EventClass.SecurityScanner)), click));
    }

    [Fact]
    public void A_verdict_remembered_by_older_rules_is_not_given_by_newer_ones()
    {
        var before = RuleSet.BuiltIn;
        Assert.Equal("ua.browser", Classifier.Classify(before, Open(Chrome)).Rule);
        Assert.Equal("ua.browser", Classifier.Classify(before, Open(Chrome)).Rule);

        var holder = new RuleSetHolder();
        holder.Swap(Changed("ua.browser", new RuleChange(EventClass.Crawler, null)));

        Assert.Equal(EventClass.Crawler, Classifier.Classify(holder.Current, Open(Chrome)).Class);
        Assert.Equal(EventClass.Crawler, Classifier.Classify(holder.Current, Open(Chrome)).Class);
        Assert.Equal(EventClass.HumanBrowser, Classifier.Classify(before, Open(Chrome)).Class);
    }

    [Fact]
    public void A_user_agent_seen_before_costs_no_memory_with_own_rules_either()
    {
        var rules = new RuleSet(
            new RuleEdits { Own = [.. Enumerable.Range(1, OwnRule.MaxCount).Select(i => new OwnRule(i, "x", TextMatch.Contains, $"never seen {i}", EventClass.Crawler, EventClass.Crawler))] }, 1);
        var facts = Click(Chrome);
        Classifier.Classify(rules, facts);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            Classifier.Classify(rules, facts);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void A_change_of_a_rule_that_this_version_does_not_know_does_nothing()
    {
        var rules = Changed("ua.of-tomorrow", new RuleChange(EventClass.Crawler, EventClass.Crawler));

        Assert.Null(rules.Find("ua.of-tomorrow"));
        Assert.Equal(Classifier.Classify(Open(Chrome)), Classifier.Classify(rules, Open(Chrome)));
    }

    internal static RuleSet Changed(string rule, RuleChange change, long version = 1) =>
        new(RuleEdits.None with { Changes = RuleEdits.None.Changes.Add(rule, change) }, version);

    private static RuleSet With(params OwnRule[] own) => new(RuleEdits.None with { Own = [.. own] }, 1);

    private static HitFacts Open(string userAgent) => new() { Endpoint = EventKind.Impression, UserAgent = userAgent };

    private static HitFacts Click(string userAgent) => new() { Endpoint = EventKind.Click, UserAgent = userAgent };
}
