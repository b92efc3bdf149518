using PixelHub.Core.Classification;
using PixelHub.Core.Events;
using PixelHub.Core.RuleEditing;
using PixelHub.Tests.RuleEditing;
using PixelHub.Tests.Support;
using PixelHub.Web.Components.Pages;
using PixelHub.Web.Components.State;

namespace PixelHub.Tests.Components;

public sealed class RulesPageTests
{
    private const string Outlook = "[data-testid='rule-ua.outlook']";
    private const string Save = "[data-testid=rules-save]";
    private const string State = "[data-testid=rules-state]";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_rule_stands_there_once_with_its_classes_and_the_hits_it_decided()
    {
        using var desk = new RuleDesk { Hits = [new(0, "ua.outlook", EventKind.Impression, EventClass.HumanClient, 1_200), new(0, "ua.outlook", EventKind.Click, EventClass.MachinePrefetch, 34)] };
        await using var page = await ShowAsync(desk);

        var shown = page.FindAll("li[data-testid^='rule-']").Select(r => r.GetAttribute("data-testid")!["rule-".Length..]).ToList();
        Assert.Equal(RuleBook.All.Select(r => r.Id).Where(id => !id.StartsWith(StoredVerdicts.BehaviourPrefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal), shown.Order(StringComparer.Ordinal));
        Assert.Equal("HumanClient", page.Find($"{Outlook} [data-testid=on-open]").GetAttribute("value"));
        Assert.Equal("MachinePrefetch", page.Find($"{Outlook} [data-testid=on-click]").GetAttribute("value"));
        Assert.Equal("1234", page.Find($"{Outlook} data").GetAttribute("value"));
        Assert.Equal("0", page.Find("[data-testid='rule-ua.crawler'] data").GetAttribute("value"));
        Assert.Empty(page.FindAll("[data-testid='rule-signal.link-rewriter'] [data-testid=on-open]"));
    }

    [Fact]
    public void No_rule_is_left_over_in_a_group_of_its_own() => Assert.DoesNotContain(RuleGroup.All, g => g.Key == "more");

    [Fact]
    public async Task A_changed_rule_is_marked_counted_and_taken_back()
    {
        using var desk = new RuleDesk();
        await using var page = await ShowAsync(desk);

        await page.ChangeAsync($"{Outlook} [data-testid=on-open]", "SecurityScanner");
        await page.ChangeAsync($"{Outlook} [data-testid=on-click]", "HumanClient");

        Assert.Equal("Save 2 changes", page.Text(Save));
        Assert.Contains("changed", page.Find(Outlook).ClassName!, StringComparison.Ordinal);
        await page.ClickAsync($"{Outlook} [data-testid=reset]");
        Assert.True(page.Find(Save).HasAttribute("disabled"));
        Assert.Equal("HumanClient", page.Find($"{Outlook} [data-testid=on-open]").GetAttribute("value"));
        Assert.Same(RuleSet.BuiltIn, desk.Dashboard.Rules.Current);
    }

    [Fact]
    public async Task All_changes_are_saved_at_once_and_listed_in_words()
    {
        using var desk = new RuleDesk();
        await using var page = await ShowAsync(desk);
        await page.ChangeAsync($"{Outlook} [data-testid=on-open]", "SecurityScanner");
        await page.ClickAsync("[data-testid=own-add]");
        await page.TypeAsync("[data-testid=own-name]", "Our monitor");
        await page.TypeAsync("[data-testid=own-text]", " Uptime-Probe ");
        await page.ChangeAsync("[data-testid=own-match]", "StartsWith");
        await page.TypeAsync("[data-testid=threshold-sweepLinks]", "4");

        await page.ClickAsync(Save);

        var saved = desk.Dashboard.Rules.Current;
        Assert.Equal((1L, EventClass.SecurityScanner, 4), (saved.Version, saved.Find("ua.outlook")!.OnOpen, saved.Behaviour.SweepLinks));
        Assert.Equal(new OwnRule(1, "Our monitor", TextMatch.StartsWith, "Uptime-Probe", EventClass.Crawler, EventClass.Crawler), Assert.Single(saved.Edits.Own));
        Assert.StartsWith("Saved.", page.Text(State), StringComparison.Ordinal);
        var history = page.Text("[data-testid=rule-history]");
        Assert.Contains("an open is “Security scanner” instead of “Mail program”.", history, StringComparison.Ordinal);
        Assert.Contains("Your rule “Our monitor” is new: begins with “Uptime-Probe”, open Crawler, click Crawler.", history, StringComparison.Ordinal);
        Assert.Contains("links of one recipient, at least: 4 instead of 3.", history, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("own-text", "ab")]
    [InlineData("own-name", " ")]
    [InlineData("threshold-burstSeconds", "soon")]
    [InlineData("threshold-burstSeconds", "0")]
    public async Task What_cannot_be_saved_is_told_at_its_field(string field, string text)
    {
        using var desk = new RuleDesk();
        await using var page = await ShowAsync(desk);
        await page.ClickAsync("[data-testid=own-add]");
        await page.TypeAsync("[data-testid=own-name]", "Our monitor");
        await page.TypeAsync("[data-testid=own-text]", "Uptime-Probe");
        await page.TypeAsync($"[data-testid={field}]", text);

        await page.ClickAsync(Save);

        Assert.Same(RuleSet.BuiltIn, desk.Dashboard.Rules.Current);
        Assert.Equal("true", page.Find($"[data-testid={field}]").GetAttribute("aria-invalid"));
        Assert.Contains("marked", page.Text("[data-testid=rules-refusal]"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Somebody_elses_change_is_told_and_nothing_typed_is_lost()
    {
        using var desk = new RuleDesk { NextAnswer = new RuleSaveResult.Stale(RuleSet.BuiltIn) };
        await using var page = await ShowAsync(desk);
        await page.ChangeAsync($"{Outlook} [data-testid=on-open]", "SecurityScanner");

        await page.ClickAsync(Save);

        Assert.Contains("somebody else", page.Text("[data-testid=rules-refusal]"), StringComparison.Ordinal);
        Assert.Equal("SecurityScanner", page.Find($"{Outlook} [data-testid=on-open]").GetAttribute("value"));
        await page.ClickAsync("[data-testid=rules-discard]");
        Assert.Equal("HumanClient", page.Find($"{Outlook} [data-testid=on-open]").GetAttribute("value"));
    }

    [Fact]
    public async Task A_user_agent_is_tried_with_changes_that_are_not_saved_yet()
    {
        using var desk = new RuleDesk();
        await using var page = await ShowAsync(desk);
        await page.TypeAsync("[data-testid=try-agent]", People.MailClient);
        Assert.StartsWith("Mail program, counted as a person: Thunderbird · Linux", page.Text("[data-testid=try-answer]"), StringComparison.Ordinal);

        await page.ClickAsync("[data-testid=own-add]");
        await page.TypeAsync("[data-testid=own-name]", "<b>Ours</b>");
        await page.TypeAsync("[data-testid=own-text]", "thunderbird/128");

        Assert.StartsWith("Crawler, not counted as a person.", page.Text("[data-testid=try-answer]"), StringComparison.Ordinal);
        Assert.Contains("Your rule “<b>Ours</b>”", page.Text("[data-testid=try-answer]"), StringComparison.Ordinal);
        Assert.Single(page.FindAll("[data-testid=try-answer] b"));
    }

    [Fact]
    public async Task Own_rules_are_moved_and_deleted()
    {
        using var desk = new RuleDesk();
        desk.Dashboard.Rules.Swap(new RuleSet(
            new RuleEdits { Own = [Own(1, "one"), Own(2, "two"), Own(3, "three")], NextOwn = 4 }, 1));
        await using var page = await ShowAsync(desk);

        await page.ClickAsync("fieldset[data-testid=own-rule]:nth-of-type(3) [data-testid=own-up]");
        await page.ClickAsync("fieldset[data-testid=own-rule]:nth-of-type(1) [data-testid=own-delete]");
        await page.ClickAsync(Save);

        Assert.Equal([3, 2], desk.Dashboard.Rules.Current.Edits.Own.Select(r => r.Number));
        Assert.Contains("Your rule “one” is deleted.", page.Text("[data-testid=rule-history]"), StringComparison.Ordinal);
        Assert.Contains("tried in another order", page.Text("[data-testid=rule-history]"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Re_applying_is_previewed_confirmed_followed_and_told_before_and_after()
    {
        using var desk = new RuleDesk(FakeStore.Experiment(5, "summer-sale"))
        {
            Hits = [new(5, "ua.outlook", EventKind.Impression, EventClass.HumanClient, 1_204), new(5, "ua.browser", EventKind.Click, EventClass.HumanBrowser, 86_908)],
        };
        desk.Runs.Hold();
        desk.Runs.Results = [new(5, 1_310, new(900, 1_204, 40, 41, 3), new(12, 13, 40, 41, 700))];
        await desk.Job.StartAsync(Cancel);
        await using var page = await ShowAsync(desk);
        Assert.Contains("none of 88,112 hits", page.Text("[data-testid=reapply-preview]"), StringComparison.Ordinal);

        await page.ChangeAsync($"{Outlook} [data-testid=on-open]", "SecurityScanner");
        Assert.True(page.Find("[data-testid=reapply-ask]").HasAttribute("disabled"));
        await page.ClickAsync(Save);
        Assert.Equal("1,204 of 88,112 hits would get another class by the saved rules:", page.Text("[data-testid=reapply-preview]"));
        Assert.Contains("In “Experiment 5”.", page.Text("[data-testid=reapply]"), StringComparison.Ordinal);

        await page.ClickAsync("[data-testid=reapply-ask]");
        Assert.Contains("keeps its first verdict", page.Text("[data-testid=reapply-confirm]"), StringComparison.Ordinal);
        Assert.Contains("put the rules back", page.Text("[data-testid=reapply-confirm]"), StringComparison.Ordinal);
        await page.ClickAsync("[data-testid=reapply-start]");
        Assert.Contains("of 1,000 hits looked at", page.Text("[data-testid=reapply-progress]"), StringComparison.Ordinal);

        desk.Runs.LetGo();
        await page.UntilAsync(() => page.FindAll("[data-testid=reapply-last]").Count == 1, () => desk.Dashboard.Time.Advance(TimeSpan.FromMilliseconds(500)));
        Assert.Contains("“Experiment 5” 1,310 900 → 12 1,204 → 13 40 → 40 41 → 41 3 → 700", page.Text("[data-testid=reapply-result]"), StringComparison.Ordinal);
        await desk.Job.StopAsync(Cancel);
    }

    [Fact]
    public async Task A_run_can_be_stopped_by_who_comes_to_the_page_later()
    {
        using var desk = new RuleDesk();
        desk.Runs.Last = FakeReapplyStore.Open();
        desk.Runs.Hold();
        await desk.Job.StartAsync(Cancel);
        await desk.Job.BeginAsync("", Cancel); // it has looked for the run by then
        await using var page = await ShowAsync(desk);
        Assert.Contains("400 of 1,000 hits looked at", page.Text("[data-testid=reapply-progress]"), StringComparison.Ordinal);

        await page.ClickAsync("[data-testid=reapply-stop]");
        desk.Runs.LetGo();

        await page.UntilAsync(() => page.FindAll("[data-testid=reapply-last]").Count == 1, () => desk.Dashboard.Time.Advance(TimeSpan.FromMilliseconds(500)));
        Assert.StartsWith("Stopped", page.Text("[data-testid=reapply-last]"), StringComparison.Ordinal);
        await desk.Job.StopAsync(Cancel);
    }

    private static OwnRule Own(int number, string name) => new(number, name, TextMatch.Contains, $"text {name}", EventClass.Crawler, EventClass.Crawler);

    private static Task<ComponentHost> ShowAsync(RuleDesk desk) => ComponentHost.RenderAsync<RulesPage>(services: desk.Register, at: "/rules");
}
