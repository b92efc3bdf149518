using PixelHub.Core.Events;
using PixelHub.Tests.Support;
using PixelHub.Web.Components.Pages;

namespace PixelHub.Tests.Components;

public sealed class ClassTogglesTests
{
    [Fact]
    public async Task A_switch_moves_chart_table_and_totals_and_no_rate()
    {
        var dashboard = Counted();
        await using var page = await ShowAsync(dashboard);
        var rate = page.Find("[data-testid=tile-open-rate] data").TextContent;
        Assert.Empty(page.FindAll("[data-testid=class-chip]"));
        Assert.Empty(page.FindAll("[data-testid=chosen-opens]"));

        await page.ClickAsync("[data-testid=switch-prefetch]");

        Assert.Equal("/experiments/exp_1?range=30m&classes=people,proxied,prefetch#classes", page.Navigation.At);
        await page.UntilAsync(() => dashboard.Reports.LastQuery.Classes.Contains(EventClass.MachinePrefetch));
        await page.UntilAsync(() => page.FindAll("[data-testid=chosen-opens]").Count == 1);
        Assert.Equal("57", page.Text("[data-testid=chosen-opens]"));
        Assert.Contains("57 opens of the classes chosen below", page.Text("[data-testid=tile-opened]"), StringComparison.Ordinal);
        Assert.Contains("Not only people: + Prefetched", page.Text("[data-testid=class-chip]"), StringComparison.Ordinal);
        Assert.Contains("Not only people: + Prefetched, repeats left out", page.Text(".zone"), StringComparison.Ordinal);
        Assert.Equal(("20", rate), (page.Find("[data-testid=tile-opened] data").GetAttribute("value"), page.Find("[data-testid=tile-open-rate] data").TextContent));
    }

    [Fact]
    public async Task A_link_shows_the_same_choice_and_one_click_leads_back_to_people()
    {
        var dashboard = Counted();
        await using var page = await ShowAsync(dashboard, "/experiments/exp_1?range=7d&classes=human_client,crawler");

        Assert.Equal(("mixed", "true", "false", "mixed", "false"), (State(page, "people"), State(page, "human_client"), State(page, "human_browser"), State(page, "bots"), State(page, "proxied")));
        var clear = page.Find("[data-testid=class-chip-clear]");
        Assert.Equal(("/experiments/exp_1?range=7d", "Escape"), (clear.GetAttribute("href"), clear.GetAttribute("data-shortcut")));

        await page.Dispatcher.InvokeAsync(() => page.Navigation.NavigateTo("/experiments/exp_1?range=7d"));
        await page.UntilAsync(() => page.FindAll("[data-testid=class-chip]").Count == 0);
        await page.UntilAsync(() => dashboard.Reports.LastQuery.Classes.IsPeople);
    }

    [Fact]
    public async Task Where_people_are_not_told_apart_the_columns_of_hits_follow_the_choice()
    {
        var dashboard = Counted(FakeStore.Experiment() with { PrivacyMode = Core.Catalog.PrivacyMode.Aggregate });
        await using var page = await ShowAsync(dashboard, "/experiments/exp_1?classes=prefetch");

        Assert.Equal("37", page.Text("[data-testid=variant-table] [data-testid=explain-opens]"));
        Assert.Equal("20", page.Find("[data-testid=tile-opened] data").GetAttribute("value"));
    }

    private static Dashboard Counted(Core.Catalog.Experiment? experiment = null)
    {
        var dashboard = new Dashboard(experiment ?? FakeStore.Experiment());
        dashboard.Reports.Totals =
        [
            FakeReports.Line(EventKind.Impression, 20), FakeReports.Line(EventKind.Click, 5, EventClass.HumanBrowser),
            new(1, EventScope.Counted, EventKind.Impression, EventClass.MachinePrefetch, 37, 0, 0, 0, 0),
        ];
        return dashboard;
    }

    private static string? State(ComponentHost page, string key) => page.Find($"[data-testid=switch-{key}]").GetAttribute("aria-checked");

    private static Task<ComponentHost> ShowAsync(Dashboard dashboard, string at = "/experiments/exp_1") =>
        ComponentHost.RenderAsync<ExperimentPage>(new Dictionary<string, object?> { [nameof(ExperimentPage.Uid)] = "exp_1" }, dashboard.Register, at);
}
