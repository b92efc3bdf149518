using PixelHub.Core.Catalog;
using PixelHub.Core.Events;
using PixelHub.Core.Reports;
using PixelHub.Tests.Support;
using PixelHub.Web.Components.Pages;
using PixelHub.Web.Composition;

namespace PixelHub.Tests.Components;

public sealed class CheckMailPageTests
{
    [Fact]
    public async Task What_arrives_while_the_page_is_open_is_told_and_nothing_older()
    {
        var dashboard = new Dashboard(FakeStore.Experiment(status: ExperimentStatus.Draft));
        dashboard.Reports.Newest = [new HitRow(10, Sample.Event(scope: EventScope.Test), false)];
        await using var page = await ShowAsync(dashboard);
        await page.UntilAsync(() => dashboard.Reports.NewestReads > 0);
        Assert.Contains("Send the mail to yourself", page.Text("[data-testid=waiting]"), StringComparison.Ordinal);

        dashboard.Reports.Newest = [new HitRow(20, Sample.Event(scope: EventScope.Test, recipient: 4, @class: EventClass.MachinePrefetch) with { Rule = "ua.apple-prefetch" }, false), .. dashboard.Reports.Newest];
        dashboard.Publish();
        await page.UntilAsync(() => page.FindAll("[data-testid=verdict]").Count == 1, () => dashboard.Time.Advance(TimeSpan.FromMilliseconds(300)));
        Assert.Equal("Apple’s privacy protection fetched it before anybody read.", page.Text("[data-testid=verdict] h3"));
        Assert.Contains("This one is a test all the same", page.Text("[data-testid=verdict]"), StringComparison.Ordinal);

        dashboard.Reports.Newest = [new HitRow(30, Sample.Event(scope: EventScope.Test, recipient: 4, kind: EventKind.Click, link: "<b>\u202E"), false), .. dashboard.Reports.Newest];
        dashboard.Publish();
        await page.UntilAsync(() => page.FindAll("[data-testid=verdict]").Count == 2, () => dashboard.Time.Advance(TimeSpan.FromMilliseconds(300)));
        Assert.Equal("A mail program followed the link: that is a person clicking.", page.Text("[data-testid=verdict] h3"));
        Assert.Contains("link “<b>‹U+202E›”", page.Text("[data-testid=verdict] .hint"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hits_that_have_left_the_newest_ones_stay_on_the_page_up_to_a_limit()
    {
        var dashboard = new Dashboard(FakeStore.Experiment());
        await using var page = await ShowAsync(dashboard);
        await page.UntilAsync(() => dashboard.Reports.NewestReads > 0);

        for (var batch = 0; batch < 3; batch++)
        {
            dashboard.Reports.Newest = [.. Enumerable.Range(0, 9).Select(i => new HitRow((100 * batch) + 50 - i, Sample.Event(recipient: 1), false))];
            dashboard.Publish();
            var expected = Math.Min(CheckMailPage.MostVerdicts, 9 * (batch + 1));
            await page.UntilAsync(() => page.FindAll("[data-testid=verdict]").Count == expected, () => dashboard.Time.Advance(TimeSpan.FromMilliseconds(300)));
        }
    }

    [Theory]
    [InlineData("http://localhost:5080", ExperimentStatus.Running, "Mails cannot reach http://localhost:5080")]
    [InlineData("https://10.0.0.1", ExperimentStatus.Running, "from your own network at most")]
    [InlineData("http://mail.example.test", ExperimentStatus.Running, "is not encrypted")]
    [InlineData("https://mail.example.test", ExperimentStatus.Archived, "nothing is recorded")]
    [InlineData("https://mail.example.test", ExperimentStatus.Paused, "is paused: hits show up here and are not counted")]
    public async Task What_is_wrong_is_at_the_top_of_the_list(string publicUrl, ExperimentStatus status, string words)
    {
        Assert.True(DestinationUrl.TryParse("https://shop.example.test/", [], out var destination, out _));
        await using var page = await ShowAsync(new Dashboard(FakeStore.Experiment(status: status) with { Destination = destination }) { Settings = new PixelHubOptions { PublicUrl = publicUrl } });

        Assert.Contains(words, page.Text(".points li"), StringComparison.Ordinal);
        Assert.Single(page.FindAll("[data-testid=point-wrong]"));
    }

    [Fact]
    public async Task A_link_without_a_destination_is_noticed_and_the_snippet_has_a_recipient()
    {
        await using var page = await ShowAsync(new Dashboard(FakeStore.Experiment()));

        Assert.Contains("leads nowhere yet", page.Text("[data-testid=point-wrong]"), StringComparison.Ordinal);
        Assert.Contains("/s/summer-sale/pixel.gif?r=check-my-mail\"", page.Text("[data-testid=snippet-block-html]"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_experiment_is_a_page_with_a_way_out()
    {
        await using var page = await ShowAsync(new Dashboard());

        Assert.Equal("There is no such experiment", page.Text("h1"));
    }

    private static Task<ComponentHost> ShowAsync(Dashboard dashboard) =>
        ComponentHost.RenderAsync<CheckMailPage>(new Dictionary<string, object?> { [nameof(CheckMailPage.Uid)] = "exp_1" }, dashboard.Register, "/experiments/exp_1/check");
}
