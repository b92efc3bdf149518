using PixelHub.Core.Classification;
using PixelHub.Core.Events;

namespace PixelHub.Tests.Classification;

public sealed class StoredVerdictsTests
{
    private static readonly Verdict Outlook = new(EventClass.HumanClient, "ua.outlook", "Outlook", "Windows", "desktop");

    private static readonly RuleSet NoOutlook = RuleSetTests.Changed("ua.outlook", new RuleChange(EventClass.SecurityScanner, EventClass.HumanClient));

    public static TheoryData<string> Rules => [.. RuleBook.All.Select(rule => rule.Id)];

    [Theory]
    [MemberData(nameof(Rules))]
    public void By_the_rules_that_gave_it_no_verdict_changes(string id)
    {
        var rule = RuleBook.Find(id)!;
        foreach (var kind in new[] { EventKind.Impression, EventKind.Click })
        {
            Assert.Null(StoredVerdicts.Reread(RuleSet.BuiltIn, kind, new Verdict(rule.On(kind), id), first: null));
        }
    }

    [Fact]
    public void A_hit_gets_the_class_that_its_rule_gives_now_by_kind()
    {
        Assert.Equal(new Verdict(EventClass.SecurityScanner, "ua.outlook"), StoredVerdicts.Reread(NoOutlook, EventKind.Impression, Outlook, first: null));
        Assert.Equal(
            new Verdict(EventClass.HumanClient, "ua.outlook"),
            StoredVerdicts.Reread(NoOutlook, EventKind.Click, new Verdict(EventClass.MachinePrefetch, "ua.outlook"), first: null));
    }

    [Fact]
    public void Another_sort_of_person_keeps_program_and_device() =>
        Assert.Equal(
            Outlook with { Class = EventClass.HumanBrowser },
            StoredVerdicts.Reread(RuleSetTests.Changed("ua.outlook", new RuleChange(EventClass.HumanBrowser, null)), EventKind.Impression, Outlook, first: null));

    [Fact]
    public void A_proxy_says_whose_it_is_again()
    {
        var rules = RuleSetTests.Changed("ua.gmail-proxy", new RuleChange(EventClass.MachinePrefetch, null));
        var changed = StoredVerdicts.Reread(rules, EventKind.Impression, new Verdict(EventClass.ProxyOpen, "ua.gmail-proxy", "Gmail"), first: null);

        Assert.Equal(new Verdict(EventClass.MachinePrefetch, "ua.gmail-proxy"), changed);
        Assert.Equal(new Verdict(EventClass.ProxyOpen, "ua.gmail-proxy", "Gmail"), StoredVerdicts.Reread(RuleSet.BuiltIn, EventKind.Impression, changed!, first: null));
    }

    [Fact]
    public void When_the_rule_is_put_back_a_hit_is_what_it_was_with_all_that_was_known_of_it()
    {
        var changed = StoredVerdicts.Reread(NoOutlook, EventKind.Impression, Outlook, first: null)!;

        Assert.Equal(Outlook, StoredVerdicts.Reread(RuleSet.BuiltIn, EventKind.Impression, changed, first: Outlook));
    }

    [Fact]
    public void A_person_who_became_a_machine_and_another_sort_of_person_has_their_program_again()
    {
        var changed = StoredVerdicts.Reread(NoOutlook, EventKind.Impression, Outlook, first: null)!;
        var browser = RuleSetTests.Changed("ua.outlook", new RuleChange(EventClass.HumanBrowser, null));

        Assert.Equal(Outlook with { Class = EventClass.HumanBrowser }, StoredVerdicts.Reread(browser, EventKind.Impression, changed, first: Outlook));
    }

    [Fact]
    public void A_mail_program_that_came_by_a_link_protection_page_stays_one_and_comes_back_as_one()
    {
        var click = new Verdict(EventClass.HumanClient, "signal.link-rewriter", "Thunderbird");
        var scanner = RuleSetTests.Changed("signal.link-rewriter", new RuleChange(null, EventClass.SecurityScanner));

        Assert.Null(StoredVerdicts.Reread(RuleSet.BuiltIn, EventKind.Click, click, first: null));
        var changed = StoredVerdicts.Reread(scanner, EventKind.Click, click, first: null);
        Assert.Equal(EventClass.SecurityScanner, changed?.Class);
        Assert.Equal(click, StoredVerdicts.Reread(RuleSet.BuiltIn, EventKind.Click, changed!, first: click));
    }

    [Theory]
    [InlineData("behaviour.sweep", EventKind.Click)]
    [InlineData("own.99", EventKind.Click)]
    [InlineData("ua.of-yesterday", EventKind.Impression)]
    [InlineData("ua.outlook", EventKind.Send)]
    [InlineData("ua.outlook", EventKind.Conversion)]
    public void What_the_rules_have_no_say_in_stays_as_it_is(string rule, EventKind kind)
    {
        var first = new Verdict(EventClass.HumanBrowser, "ua.browser");

        Assert.Null(StoredVerdicts.Reread(NoOutlook, kind, new Verdict(EventClass.LinkPreview, rule), first: null));
        Assert.Null(StoredVerdicts.Reread(NoOutlook, kind, new Verdict(EventClass.LinkPreview, rule), first));
        Assert.Null(StoredVerdicts.ClassOf(NoOutlook, kind, rule, EventClass.LinkPreview));
    }
}
