using PixelHub.Core.Catalog;
using PixelHub.Core.Events;
using PixelHub.Core.Reports;
using PixelHub.Tests.Support;
using PixelHub.Web.Components.Pages;
using PixelHub.Web.Components.State;

namespace PixelHub.Tests.Components;

public sealed class ExplanationTests
{
    private static readonly ExperimentReport Report = new(
        [
            new(1, EventScope.Counted, EventKind.Impression, EventClass.HumanClient, 150, 6, 130, 0, 0),
            new(1, EventScope.Counted, EventKind.Impression, EventClass.HumanBrowser, 90, 2, 70, 8, 0),
            new(2, EventScope.Counted, EventKind.Impression, EventClass.ProxyOpen, 180, 0, 171, 0, 0),
            new(1, EventScope.Counted, EventKind.Impression, EventClass.MachinePrefetch, 40, 0, 0, 0, 0),
            new(1, EventScope.Counted, EventKind.Click, EventClass.HumanBrowser, 60, 1, 50, 3, 33),
            new(1, EventScope.Test, EventKind.Impression, EventClass.HumanClient, 7, 0, 7, 0, 0),
        ],
        [], null)
    { MachineOnly = [new MachineOnlyLine(1, 30), new MachineOnlyLine(2, 6)] };

    public static TheoryData<FigureKind, int?, string> Formulas => new()
    {
        { FigureKind.PeopleOpened, null, "people who opened 412 = direct 208 + through mail proxies 171 + inferred from clicks 33. Approximate: 8 of them named no recipient and are told apart for one day only" },
        { FigureKind.PeopleOpened, 2, "people who opened 171 = direct 0 + through mail proxies 171 + inferred from clicks 0" },
        { FigureKind.Opens, null, "opens 420 = mail program 150 + browser 90 + person via proxy 180; repeats within 30 s left out: 8" },
        { FigureKind.OpenRate, null, "41.2% = people who opened 412 ÷ mails that arrived 1,000" },
        { FigureKind.OnlyMachines, null, "only machines = 36 people" },
        { FigureKind.MachineShare, null, "3.6% = only machines 36 ÷ mails that arrived 1,000" },
        { FigureKind.UpperRate, null, "44.8% = (people who opened 412 + only machines 36) ÷ mails that arrived 1,000" },
        { FigureKind.Estimate, null, "42.7% = people who opened 412 ÷ (mails that arrived 1,000 − only machines 36)" },
        { FigureKind.PeopleClicked, null, "people who clicked 53 = recipients 50 + viewers without a recipient 3. Approximate: 3 of them named no recipient and are told apart for one day only" },
        { FigureKind.Clicks, null, "clicks 60 = browser 60; repeats within 30 s left out: 1" },
        { FigureKind.ClickRate, null, "5.3% = people who clicked 53 ÷ mails that arrived 1,000" },
        { FigureKind.ClickToOpenRate, null, "12.9% = people who clicked 53 ÷ people who opened 412" },
        { FigureKind.ClickToOpenRate, 2, "0.0% = people who clicked 0 ÷ people who opened 171" },
        { FigureKind.Delivered, null, "mails that arrived 1,000 = sent 1,020 − bounced 20" },
        { FigureKind.Delivered, 2, "mails that arrived 510 = sent 510 − bounced 0" },
        { FigureKind.Share, 1, "50.0% = weight 50 ÷ 100 of all" },
    };

    [Theory]
    [MemberData(nameof(Formulas))]
    public void The_numbers_of_now_stand_in_the_formula(FigureKind kind, int? variant, string formula) =>
        Assert.Equal(formula, Explanation.Of(new FigureKey(kind, variant), Running(), Report).Formula);

    [Fact]
    public void Every_figure_has_words_and_a_formula_with_and_without_numbers()
    {
        Assert.Equal(Enum.GetValues<FigureKind>(), FigureWords.All.Select(w => w.Kind).Order());
        Assert.Equal(FigureWords.All.Length, FigureWords.All.Select(w => w.Anchor).Distinct(StringComparer.Ordinal).Count());
        foreach (var kind in Enum.GetValues<FigureKind>())
        {
            Assert.NotEqual("", Explanation.Of(new FigureKey(kind), FakeStore.Experiment(status: ExperimentStatus.Draft), new ExperimentReport([], [], null)).Formula);
            Assert.NotEqual("", Explanation.Of(new FigureKey(kind, 1), FakeStore.Experiment() with { Variants = [new Variant(1, "a", "A", 10_000)] }, new ExperimentReport([], [], null)).Formula);
        }
    }

    [Fact]
    public void Classes_are_listed_with_what_is_left_out_at_the_end()
    {
        var opened = Explanation.Of(new FigureKey(FigureKind.PeopleOpened, 1), Running(), Report);
        Assert.Equal<ClassHits>([new ClassHits(EventClass.HumanClient, 150, true), new ClassHits(EventClass.HumanBrowser, 90, true), new ClassHits(EventClass.MachinePrefetch, 40, false)], opened.Classes);

        var chosen = Explanation.Of(new FigureKey(FigureKind.Opens, null, ClassSet.Of(EventClass.MachinePrefetch)), Running(), Report);
        Assert.Equal((EventClass.MachinePrefetch, true), (chosen.Classes[0].Class, chosen.Classes[0].IsIncluded));
        Assert.Empty(Explanation.Of(new FigureKey(FigureKind.Share, 1), Running(), Report).Classes);
    }

    [Fact]
    public void The_newest_rows_are_those_that_are_in_the_figure()
    {
        HitRow[] newest =
        [
            new(99, Sample.Event(@class: EventClass.MachinePrefetch), false), new(98, Sample.Event(kind: EventKind.Click), false), new(97, Sample.Event(scope: EventScope.Test), false),
            new(96, Sample.Event(), true), new(95, Sample.Event(variant: 2), false), .. Enumerable.Range(1, 20).Select(i => new HitRow(95 - i, Sample.Event(), false)),
        ];

        Assert.Equal(Enumerable.Range(1, 10).Select(i => 95L - i), Rows(FigureKind.PeopleOpened, 1));
        Assert.Equal(95L, Rows(FigureKind.OpenRate, null)[0]);
        Assert.Equal([98L], Rows(FigureKind.ClickRate, null));
        Assert.Equal([99L], Rows(FigureKind.OnlyMachines, null));
        Assert.Empty(Rows(FigureKind.Delivered, null));

        long[] Rows(FigureKind kind, int? variant) => [.. Explanation.Of(new FigureKey(kind, variant), Running(), Report).Newest(newest).Select(h => h.Position)];
    }

    [Fact]
    public async Task A_figure_opens_one_dialog_that_moves_with_the_numbers()
    {
        var dashboard = new Dashboard(Running());
        dashboard.Reports.Totals = Report.Totals;
        dashboard.Reports.MachineOnly = Report.MachineOnly;
        dashboard.Reports.Newest = [new HitRow(10, Sample.Event(kind: EventKind.Click), false)];
        await using var page = await ComponentHost.RenderAsync<ExperimentPage>(new Dictionary<string, object?> { [nameof(ExperimentPage.Uid)] = "exp_1" }, dashboard.Register, "/experiments/exp_1");
        Assert.Equal("explain", page.Find("[data-testid=tile-opened] button").GetAttribute("data-dialog"));
        Assert.Empty(page.FindAll("[data-testid=explain-formula]"));

        await page.ClickAsync("[data-testid=tile-opened] button");
        Assert.StartsWith("people who opened 412 =", page.Text("[data-testid=explain-formula]"), StringComparison.Ordinal);
        Assert.Equal("None of the newest 1 hit is in it.", page.Text("[data-testid=explain-none]"));
        Assert.Equal("/help/numbers#people-opened", page.Find("[data-testid=explain-more]").GetAttribute("href"));

        dashboard.Reports.Totals = [FakeReports.Line(EventKind.Impression, 3)];
        dashboard.Reports.Newest = [new HitRow(11, Sample.Event(), false)];
        dashboard.Publish();
        await page.UntilAsync(() => page.Text("[data-testid=explain-formula]").StartsWith("people who opened 3 ", StringComparison.Ordinal), () => dashboard.Time.Advance(TimeSpan.FromMilliseconds(300)));
        Assert.Single(page.FindAll("[data-testid=explain-rows] li"));

        await page.RaiseAsync("[data-testid=explain]", "onclose", EventArgs.Empty);
        Assert.Empty(page.FindAll("[data-testid=explain-formula]"));
    }

    [Fact]
    public async Task Every_figure_of_the_page_can_be_explained()
    {
        var dashboard = new Dashboard(Running());
        await using var page = await ComponentHost.RenderAsync<ExperimentPage>(new Dictionary<string, object?> { [nameof(ExperimentPage.Uid)] = "exp_1" }, dashboard.Register, "/experiments/exp_1?classes=bots");

        Assert.All(page.FindAll("[data-testid=tiles] .tile, [data-testid=open-rate] dt, [data-testid=variant-table] td"), part => Assert.Single(part.QuerySelectorAll("button[data-dialog=explain]")));
    }

    [Fact]
    public async Task All_figures_are_listed_on_a_page_of_their_own()
    {
        await using var page = await ComponentHost.RenderAsync<NumbersPage>();

        Assert.All(FigureWords.All, words => Assert.Contains(words.Formula, page.Text($"#{words.Anchor}"), StringComparison.Ordinal));
    }

    private static Experiment Running()
    {
        var experiment = FakeStore.Experiment(variants: ["A", "B"]);
        return experiment with { Variants = [experiment.Variants[0] with { SentCount = 510, BouncedCount = 20 }, experiment.Variants[1] with { SentCount = 510 }] };
    }
}
