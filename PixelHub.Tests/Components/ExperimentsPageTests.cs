using PixelHub.Core.Catalog;
using PixelHub.Core.Events;
using PixelHub.Core.Ingestion;
using PixelHub.Tests.Support;
using PixelHub.Web.Components.Layout;
using PixelHub.Web.Components.Pages;

namespace PixelHub.Tests.Components;

public sealed class ExperimentsPageTests
{
    [Fact]
    public async Task Without_experiments_the_page_teaches_the_first_one()
    {
        await using var page = await ShowAsync(new Dashboard());

        Assert.Equal("/experiments/new", page.Find("[data-testid=new-experiment]").GetAttribute("href"));
        Assert.Contains("Make your first experiment", page.Text(".page"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_list_moves_when_hits_are_published()
    {
        var dashboard = new Dashboard(FakeStore.Experiment());
        await using var page = await ShowAsync(dashboard);
        Assert.Equal("0", page.Find("[data-testid=experiment-row] [data-label=opened] data").TextContent);

        dashboard.Reports.Totals = [FakeReports.Line(EventKind.Impression, 1_234)];
        dashboard.Publish();

        await page.UntilAsync(
            () => page.Find("[data-testid=experiment-row] [data-label=opened] data").TextContent == "1.2k", () => dashboard.Time.Advance(TimeSpan.FromMilliseconds(300)));
        Assert.Equal("1,234", page.Find("[data-testid=experiment-row] [data-label=opened] data").GetAttribute("title"));
    }

    [Fact]
    public async Task Counters_count_all_and_not_what_the_search_left()
    {
        var dashboard = new Dashboard(FakeStore.Experiment(1, "one"), FakeStore.Experiment(2, "two"), FakeStore.Experiment(3, "three", ExperimentStatus.Draft));
        await using var page = await ShowAsync(dashboard, "/experiments?search=two");

        Assert.Single(page.FindAll("[data-testid=experiment-row]"));
        Assert.Equal(["All 3", "Draft 1", "Running 2"], page.FindAll(".seg a").Select(a => a.TextContent.Trim()));
        Assert.Equal("1 of 3 experiments.", page.Text("[role=status]"));
    }

    [Fact]
    public async Task What_is_searched_for_goes_to_the_address_bar()
    {
        await using var page = await ShowAsync(new Dashboard(FakeStore.Experiment()), "/experiments?status=running");

        await page.TypeAsync("[data-testid=search]", "a&b");

        Assert.Equal("/experiments?search=a%26b&status=running", page.Navigation.At);
        await page.UntilAsync(() => page.Text(".page").Contains("Nothing fits", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_search_that_fits_nothing_has_a_way_back()
    {
        await using var page = await ShowAsync(new Dashboard(FakeStore.Experiment()), "/experiments?search=zzz");

        Assert.Contains("Nothing fits", page.Text(".page"), StringComparison.Ordinal);
        Assert.Equal("/experiments", page.Find(".words a").GetAttribute("href"));
    }

    [Fact]
    public async Task Hits_that_were_lost_are_told_on_every_page_as_soon_as_they_are()
    {
        var dashboard = new Dashboard();
        await using var banner = await ComponentHost.RenderAsync<LossBanner>(services: dashboard.Register);
        Assert.Empty(banner.FindAll("[role=alert]"));

        dashboard.Counters.CountDropped(DropReason.DiskFailed);
        dashboard.Counters.CountDropped(DropReason.InvalidSlug); // no loss
        dashboard.Time.Advance(TimeSpan.FromSeconds(5));

        await banner.UntilAsync(() => banner.FindAll("[role=alert]").Count == 1);
        Assert.Contains("1 hit was lost", banner.Text("[role=alert]"), StringComparison.Ordinal);
    }

    private static Task<ComponentHost> ShowAsync(Dashboard dashboard, string at = "/experiments") =>
        ComponentHost.RenderAsync<ExperimentsPage>(services: dashboard.Register, at: at);
}
