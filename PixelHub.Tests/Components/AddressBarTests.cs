using PixelHub.Core.Catalog;
using PixelHub.Core.Events;
using PixelHub.Core.Rollups;
using PixelHub.Tests.Support;
using PixelHub.Web.Components.State;

namespace PixelHub.Tests.Components;

public sealed class AddressBarTests
{
    public static TheoryData<string, string, EventKind, ViewTab, Facet, bool> Views =>
        new()
        {
            { "30m", "minute", EventKind.Impression, ViewTab.Results, Facet.Link, false },
            { "24h", "minute", EventKind.Click, ViewTab.Results, Facet.Campaign, false },
            { "7d", "hour", EventKind.Impression, ViewTab.Snippets, Facet.Client, true },
            { "28d", "day", EventKind.Click, ViewTab.Results, Facet.Link, true },
            { "all", "day", EventKind.Impression, ViewTab.Results, Facet.Rule, false },
        };

    [Theory]
    [MemberData(nameof(Views))]
    public void A_link_shows_the_same_to_a_colleague(string range, string interval, EventKind metric, ViewTab tab, Facet facet, bool many)
    {
        var view = ExperimentView.Read(range, interval, null, null, null, null, TimeRange.Day) with { Metric = metric, Tab = tab, Facet = facet, HasManyValues = many };

        var query = System.Web.HttpUtility.ParseQueryString(view.Href("exp_1").Split('?')[1]);

        Assert.Equal(
            view, ExperimentView.Read(query["range"], query["interval"], query["metric"], query["tab"], query["by"], query["values"], TimeRange.FourWeeks));
    }

    [Fact]
    public void Words_that_mean_nothing_are_taken_for_missing()
    {
        var view = ExperimentView.Read("1000y", "second", "<b>", "x", "ages", "-1", TimeRange.Week);

        Assert.Equal((TimeRange.Week, BucketSize.Day, EventKind.Impression, ViewTab.Results), (view.Range, view.Interval, view.Metric, view.Tab));
        Assert.Equal((Facet.Link, false), (view.Facet, view.HasManyValues));
    }

    [Fact]
    public void Another_facet_begins_with_its_first_values() =>
        Assert.False((new ExperimentView { HasManyValues = true }).By(Facet.Referrer).HasManyValues);

    [Fact]
    public void An_interval_that_the_range_has_not_is_replaced_by_the_usual_one() =>
        Assert.Equal(BucketSize.Minute, ExperimentView.Read("30m", "day", null, null, null, null, TimeRange.Week).Interval);

    [Theory]
    [InlineData(5, "30m")]
    [InlineData(31, "24h")]
    [InlineData(60 * 25, "7d")]
    [InlineData(60 * 24 * 20, "28d")]
    [InlineData(60 * 24 * 300, "28d")]
    public void The_usual_range_shows_everything_since_the_start_as_far_as_it_goes(int minutes, string key) =>
        Assert.Equal(key, TimeRange.Covering(TimeSpan.FromMinutes(minutes)).Key);

    [Theory]
    [InlineData("SUMMER", null, 1)]
    [InlineData("experiment", null, 2)]
    [InlineData("", "draft", 1)]
    [InlineData("", "nonsense", 2)]
    [InlineData("summer", "draft", 0)]
    public void The_list_is_filtered_by_name_slug_and_status(string search, string? status, int shown)
    {
        Experiment[] all = [FakeStore.Experiment(1, "summer-sale"), FakeStore.Experiment(2, "winter-sale", ExperimentStatus.Draft)];

        Assert.Equal(shown, ExperimentFilter.Read(search, status).Of([.. all]).Length);
    }

    [Fact]
    public void What_is_searched_for_survives_the_address_bar() =>
        Assert.Equal("/experiments?search=50%25%20%26%20%C3%BCber%3F&status=paused", new ExperimentFilter("50% & über?", ExperimentStatus.Paused).Href());

    [Theory]
    [InlineData("/experiments/exp_1?tab=snippets", "/experiments/exp_1?tab=snippets")]
    [InlineData("/", "/")]
    [InlineData(null, "/experiments")]
    [InlineData("", "/experiments")]
    [InlineData("https://evil.test/", "/experiments")]
    [InlineData("//evil.test/", "/experiments")]
    [InlineData("/\\evil.test/", "/experiments")]
    [InlineData("/a\\..\\evil", "/experiments")]
    [InlineData("/\t/evil.test", "/experiments")]
    [InlineData("javascript:alert(1)", "/experiments")]
    [InlineData("experiments", "/experiments")]
    public void After_sign_in_nobody_is_sent_to_a_stranger(string? asked, string to) => Assert.Equal(to, LocalUrl.Of(asked));
}
