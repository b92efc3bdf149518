using PixelHub.Core.Catalog;
using PixelHub.Core.Events;
using PixelHub.Core.Reports;
using PixelHub.Core.Rollups;
using PixelHub.Tests.Support;
using PixelHub.Web.Components.Pages;

namespace PixelHub.Tests.Components;

public sealed class ExperimentPageTests
{
    [Fact]
    public async Task Every_figure_moves_when_hits_are_published()
    {
        var dashboard = new Dashboard(FakeStore.Experiment());
        await using var page = await ShowAsync(dashboard);
        Assert.Equal("0", Figure(page, "tile-opened"));
        Assert.Empty(page.FindAll("[data-testid=feed-row]"));

        dashboard.Reports.Totals = [FakeReports.Line(EventKind.Impression, 20), FakeReports.Line(EventKind.Click, 5, EventClass.HumanBrowser)];
        dashboard.Reports.Newest = [new HitRow(10, Sample.Event(recipient: 1), IsRepeat: false)];
        dashboard.Publish();
        await page.UntilAsync(() => Figure(page, "tile-opened") == "20", () => dashboard.Time.Advance(TimeSpan.FromMilliseconds(300)));

        Assert.Equal("5", Figure(page, "tile-clicks"));
        Assert.Equal("5.0%", page.Find("[data-testid=tile-ctr] data").TextContent);
        Assert.Equal("25.0%", page.Find("[data-testid=tile-ctor] data").TextContent);
        Assert.Contains("Mail program", page.Text("[data-testid=feed-row]"), StringComparison.Ordinal);
        Assert.Contains("People 20", page.Find("[data-testid=class-breakdown] [role=img]").GetAttribute("aria-label"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_that_was_left_reads_no_more()
    {
        var dashboard = new Dashboard(FakeStore.Experiment());
        await (await ShowAsync(dashboard)).DisposeAsync();
        var reads = dashboard.Reports.Reads;

        dashboard.Publish();
        dashboard.Time.Advance(TimeSpan.FromMinutes(5));
        await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, TestContext.Current.CancellationToken);

        Assert.Equal(reads, dashboard.Reports.Reads);
    }

    [Fact]
    public async Task Before_the_start_nothing_is_known_and_that_is_not_zero()
    {
        var dashboard = new Dashboard(FakeStore.Experiment(status: ExperimentStatus.Draft));
        await using var page = await ShowAsync(dashboard);

        Assert.Equal("–", page.Find("[data-testid=tile-opened] data").TextContent);
        Assert.Contains("Counting begins when you start", page.Text("[data-testid=tile-opened]"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_sent_count_there_is_no_rate_but_the_way_to_one()
    {
        var experiment = FakeStore.Experiment();
        var dashboard = new Dashboard(experiment with { Variants = [experiment.Variants[0] with { SentCount = null }] });
        dashboard.Reports.Totals = [FakeReports.Line(EventKind.Impression, 3)];
        await using var page = await ShowAsync(dashboard);

        Assert.Equal("3", Figure(page, "tile-opened"));
        Assert.Equal("–", page.Find("[data-testid=tile-ctr] data").TextContent);
        Assert.Equal("/experiments/exp_1?range=30m#sent", page.Find("[data-testid=tile-ctr] .below a").GetAttribute("href"));
    }

    [Fact]
    public async Task People_who_are_told_apart_only_for_a_day_are_marked_as_approximate()
    {
        var dashboard = new Dashboard(FakeStore.Experiment());
        dashboard.Reports.Totals = [FakeReports.Line(EventKind.Impression, 3, viewers: 4)];
        await using var page = await ShowAsync(dashboard);

        Assert.Equal("≈ 7", page.Find("[data-testid=tile-opened] data").TextContent);
    }

    [Fact]
    public async Task Where_people_are_not_told_apart_there_are_totals_and_no_rates()
    {
        var dashboard = new Dashboard(FakeStore.Experiment() with { PrivacyMode = PrivacyMode.Aggregate });
        dashboard.Reports.Totals =
        [
            new(1, EventScope.Counted, EventKind.Impression, EventClass.HumanClient, 500, 0, 0, 0, 0),
            new(1, EventScope.Counted, EventKind.Click, EventClass.HumanBrowser, 40, 0, 0, 0, 0),
        ];
        await using var page = await ShowAsync(dashboard);

        Assert.Equal(("500", "40"), (Figure(page, "tile-opened"), Figure(page, "tile-clicks")));
        Assert.Equal("Opens", page.Text("[data-testid=tile-opened] h2"));
        Assert.All(["tile-open-rate", "tile-ctr", "tile-ctor"], tile => Assert.Equal("–", page.Find($"[data-testid={tile}] data").TextContent));
        Assert.Contains("which this experiment does not keep", page.Text("[data-testid=tile-ctr]"), StringComparison.Ordinal);
        Assert.Equal(["Opens", "500", "–", "40"], new[] { page.FindAll("[data-testid=variant-table] th")[3].TextContent }.Concat(page.FindAll("[data-testid=variant-table] data").Select(d => d.TextContent).Skip(1)));
    }

    [Fact]
    public async Task More_people_than_mails_is_a_warning_with_its_causes()
    {
        var dashboard = new Dashboard(FakeStore.Experiment());
        dashboard.Reports.Totals = [FakeReports.Line(EventKind.Impression, 101)];
        await using var page = await ShowAsync(dashboard);

        Assert.Contains("More people opened than mails were sent", page.Text(".notice.warn"), StringComparison.Ordinal);
        Assert.Equal("101.0%", page.Find("[data-testid=tile-open-rate] data").TextContent);
    }

    [Fact]
    public async Task Start_and_pause_are_offered_where_they_are_possible()
    {
        var dashboard = new Dashboard(FakeStore.Experiment(status: ExperimentStatus.Draft));
        await using var page = await ShowAsync(dashboard);

        await page.ClickAsync("[data-testid=start]");
        Assert.Equal("Running", page.Text("[data-testid=status]"));
        Assert.Empty(page.FindAll("[data-testid=start]"));

        await page.ClickAsync("[data-testid=pause]");
        Assert.Equal("Paused", page.Text("[data-testid=status]"));
        Assert.Equal("Resume", page.Text("[data-testid=start]"));
    }

    [Fact]
    public async Task A_step_that_somebody_else_took_first_is_explained()
    {
        var dashboard = new Dashboard(FakeStore.Experiment());
        await using var page = await ShowAsync(dashboard);
        dashboard.Store.NextAnswer = new StoreResult.InvalidTransition(ExperimentStatus.Paused, [Transition.Start]);

        await page.ClickAsync("[data-testid=pause]");

        Assert.Contains("it is paused already", page.Text("[role=alert]"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_address_bar_decides_what_is_asked_for()
    {
        var dashboard = new Dashboard(FakeStore.Experiment());
        await using var page = await ShowAsync(dashboard, "/experiments/exp_1?range=7d&interval=hour&metric=clicks");

        Assert.Equal(BucketSize.Hour, dashboard.Reports.LastQuery.Interval);
        Assert.Equal(new DateTimeOffset(2026, 3, 8, 0, 0, 0, TimeSpan.Zero), dashboard.Reports.LastQuery.From);
        Assert.Equal(["Clicks", "7 days", "by hour", "Links"], page.FindAll(".seg a[aria-current]").Select(a => a.TextContent));

        await page.Dispatcher.InvokeAsync(() => page.Navigation.NavigateTo("/experiments/exp_1?range=28d"));
        await page.UntilAsync(() => dashboard.Reports.LastQuery.From == new DateTimeOffset(2026, 2, 15, 0, 0, 0, TimeSpan.Zero));
        Assert.Contains("28 days", page.FindAll(".seg a[aria-current]").Select(a => a.TextContent));
    }

    [Fact]
    public async Task A_chart_without_a_hit_says_so_and_its_table_too()
    {
        var dashboard = new Dashboard(FakeStore.Experiment());
        await using var page = await ShowAsync(dashboard);

        Assert.Contains("No opens of people in this range", page.Text("figure"), StringComparison.Ordinal);
        Assert.Contains("No hits in this range", page.Text("figure table"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_experiment_is_a_page_with_a_way_out()
    {
        var dashboard = new Dashboard();
        await using var page = await ComponentHost.RenderAsync<ExperimentPage>(new Dictionary<string, object?> { ["Uid"] = "exp_<script>" }, dashboard.Register);

        Assert.Equal("There is no such experiment", page.Text("h1"));
        Assert.Equal("/experiments", page.Find(".page a").GetAttribute("href"));
    }

    private static Task<ComponentHost> ShowAsync(Dashboard dashboard, string at = "/experiments/exp_1") =>
        ComponentHost.RenderAsync<ExperimentPage>(new Dictionary<string, object?> { [nameof(ExperimentPage.Uid)] = "exp_1" }, dashboard.Register, at);

    private static string? Figure(ComponentHost page, string tile) => page.Find($"[data-testid={tile}] data").GetAttribute("value");
}
