using PixelHub.Core.Catalog;
using PixelHub.Core.Classification;
using PixelHub.Core.Reports;
using PixelHub.Core.Rollups;
using PixelHub.Tests.Support;
using PixelHub.Web.Components.Pages;
using PixelHub.Web.Components.State;

namespace PixelHub.Tests.Components;

public sealed class BreakdownPanelTests
{
    private const string Row = "[data-testid=breakdown-row]";

    [Fact]
    public async Task The_values_stand_with_their_opens_clicks_and_machines()
    {
        await using var page = await ShowAsync(With(Facet.Link, new("hero", false, 1_234, 56, 7), new(null, false, 0, 3, 0)));

        Assert.Equal(["hero 1.2k 56 7", "No link id 0 3 0"], Rows(page));
        Assert.Equal("1,234", page.FindAll($"{Row} data")[0].GetAttribute("title"));
        Assert.Equal(["width: 100%", "width: 0.2%"], page.FindAll($"{Row} .bar").Select(b => b.GetAttribute("style")));
        Assert.Equal("Link", page.Text("[data-testid=breakdown] th[scope=col]"));
    }

    [Fact]
    public async Task What_is_broken_down_by_stands_in_the_address_bar()
    {
        var dashboard = With(Facet.Device, new BreakdownLine("phone", false, 2, 1, 0));
        await using var page = await ShowAsync(dashboard);
        Assert.Empty(page.FindAll(Row));
        Assert.Equal("Links", page.Text("[data-testid=breakdown] [aria-current]"));

        await FollowAsync(page, "[data-testid=by-devices]");
        await page.UntilAsync(() => page.FindAll(Row).Count == 1);

        Assert.EndsWith("&by=devices#breakdown", page.Navigation.At, StringComparison.Ordinal);
        Assert.Equal(["Phone 2 1 0"], Rows(page));
        Assert.Equal("Devices", page.Text("[data-testid=breakdown] [aria-current]"));
    }

    [Fact]
    public async Task The_first_ten_are_shown_and_a_link_shows_more()
    {
        var dashboard = With(Facet.Link, [.. Enumerable.Range(1, 112).Select(i => new BreakdownLine($"l{i}", false, 500 - i, 0, 0))]);
        await using var page = await ShowAsync(dashboard);
        Assert.Equal(10, page.FindAll(Row).Count);
        Assert.Equal("and 102 more Show up to 100", page.Text(".foot"));

        await FollowAsync(page, "[data-testid=more-values]");
        await page.UntilAsync(() => page.FindAll(Row).Count == 100);
        Assert.Equal("and 12 more Show only 10", page.Text(".foot"));

        await FollowAsync(page, "[data-testid=fewer-values]");
        await page.UntilAsync(() => page.FindAll(Row).Count == 10);
    }

    [Fact]
    public async Task Ten_values_are_all_there_is()
    {
        await using var page = await ShowAsync(With(Facet.Link, [.. Enumerable.Range(1, 10).Select(i => new BreakdownLine($"l{i}", false, 1, 0, 0))]));

        Assert.Equal(10, page.FindAll(Row).Count);
        Assert.Empty(page.FindAll(".foot"));
    }

    [Fact]
    public async Task The_values_move_when_hits_are_published()
    {
        var dashboard = With(Facet.Link, new BreakdownLine("hero", false, 1, 0, 0));
        await using var page = await ShowAsync(dashboard);

        dashboard.Reports.Breakdowns = new Dictionary<Facet, IReadOnlyList<BreakdownLine>> { [Facet.Link] = [new("hero", false, 2, 0, 0)] };
        dashboard.Publish();
        await page.UntilAsync(() => Rows(page)[0] == "hero 2 0 0", () => dashboard.Time.Advance(TimeSpan.FromMilliseconds(300)));
    }

    [Fact]
    public async Task Old_values_stay_dimmed_in_their_own_words_until_the_new_ones_are_there()
    {
        var dashboard = With(Facet.Link, new BreakdownLine(null, false, 1, 0, 0));
        await using var page = await ShowAsync(dashboard);
        var wait = new TaskCompletionSource();
        dashboard.Reports.BreakdownsWait = wait.Task;

        await FollowAsync(page, "[data-testid=by-campaigns]");
        await page.UntilAsync(() => page.FindAll(".box.stale").Count == 1);
        Assert.Equal(["No link id 1 0 0"], Rows(page));
        Assert.Empty(page.FindAll("figure.stale")); // the chart shows what it should

        wait.SetResult();
        await page.UntilAsync(() => page.FindAll(".box.stale").Count == 0);
        Assert.Empty(page.FindAll(Row));
    }

    [Theory]
    [InlineData("", "&l=footer")]
    [InlineData("?by=campaigns", "&c=june")]
    [InlineData("?by=channels", "&ch=social")]
    [InlineData("?by=referrers", "mail programs name nothing")]
    [InlineData("?by=systems", "A proxy, such as Gmail’s, says nothing")]
    [InlineData("?by=rules", "sorted by one rule")]
    public async Task Without_a_value_the_panel_says_how_to_get_one(string query, string words)
    {
        await using var page = await ShowAsync(new Dashboard(FakeStore.Experiment()), query);

        Assert.Contains("Nothing counted yet", page.Text("[data-testid=breakdown]"), StringComparison.Ordinal);
        Assert.Contains(words, page.Text("[data-testid=breakdown]"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_hint_goes_with_the_first_value_that_has_a_name()
    {
        await using var page = await ShowAsync(With(Facet.Link, new(null, false, 9, 0, 0), new("hero", false, 1, 0, 0)));

        Assert.Empty(page.FindAll("[data-testid=breakdown] code"));
    }

    [Fact]
    public async Task Before_the_start_nothing_is_counted()
    {
        await using var page = await ShowAsync(new Dashboard(FakeStore.Experiment(status: ExperimentStatus.Draft)));

        Assert.Contains("Counting begins when you start", page.Text("[data-testid=breakdown]"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("\"><img src=x onerror=alert(1)>")]
    [InlineData("{{constructor.constructor('alert(1)')()}}")]
    [InlineData("مرحبا <b>")]
    [InlineData("👩‍👩‍👧 🏳️‍🌈")]
    public async Task What_a_stranger_chose_is_text_and_never_markup(string text)
    {
        await using var page = await ShowAsync(With(Facet.Campaign, new BreakdownLine(text, false, 1, 0, 0)), "?by=campaigns");

        Assert.Equal(text, page.Find($"{Row} bdi").TextContent);
        Assert.Equal(text, page.Find($"{Row} th").GetAttribute("title"));
        Assert.Empty(page.FindAll($"{Row} script, {Row} img, {Row} b"));
    }

    [Fact]
    public async Task A_text_that_nobody_can_see_is_written_so_that_everybody_can()
    {
        await using var page = await ShowAsync(With(Facet.Campaign, new("june\u200B", false, 2, 0, 0), new("june", false, 1, 0, 0)), "?by=campaigns");

        Assert.Equal(["june‹U+200B› 2 0 0", "june 1 0 0"], Rows(page));
    }

    [Fact]
    public void Every_facet_has_a_word_in_the_address_bar_and_names_for_people()
    {
        Assert.Equal(Enum.GetValues<Facet>(), FacetWords.All.Order());
        Assert.All(FacetWords.All, facet => Assert.Equal(facet, FacetWords.Find(FacetWords.Key(facet))));
        Assert.All(FacetWords.All, facet => Assert.NotEmpty(FacetWords.Value(facet, default)));
    }

    [Fact]
    public void Rules_are_told_by_what_they_mean_and_unknown_ones_by_their_id()
    {
        Assert.All(RuleBook.All, rule => Assert.Equal(rule.Meaning, FacetWords.Value(Facet.Rule, new(rule.Id, false, 0, 0, 1))));
        Assert.Equal("ua.of-tomorrow", FacetWords.Value(Facet.Rule, new("ua.of-tomorrow", false, 0, 0, 1)));
        Assert.Equal("Rule ua.gmail-proxy", FacetWords.Title(Facet.Rule, new("ua.gmail-proxy", false, 0, 0, 1)));
    }

    [Fact]
    public void What_is_not_known_and_what_is_too_much_have_words()
    {
        Assert.Equal("Not said", FacetWords.Value(Facet.Client, default));
        Assert.Equal("Unknown (mail proxy)", FacetWords.Value(Facet.Client, new(null, false, 1, 0, 0, IsProxied: true)));
        Assert.Equal(("New Zealand", "QX"), (FacetWords.Value(Facet.Country, new("NZ", false, 1, 0, 0)), FacetWords.Value(Facet.Country, new("QX", false, 1, 0, 0))));
        Assert.Equal("All others", FacetWords.Value(Facet.Campaign, new(null, IsRest: true, 0, 0, 1)));
        Assert.Equal("(other)", FacetWords.Value(Facet.Campaign, new("(other)", false, 0, 0, 1))); // somebody's own text
    }

    private static Dashboard With(Facet facet, params BreakdownLine[] lines)
    {
        var dashboard = new Dashboard(FakeStore.Experiment());
        dashboard.Reports.Breakdowns = new Dictionary<Facet, IReadOnlyList<BreakdownLine>> { [facet] = lines };
        return dashboard;
    }

    private static Task<ComponentHost> ShowAsync(Dashboard dashboard, string query = "") =>
        ComponentHost.RenderAsync<ExperimentPage>(new Dictionary<string, object?> { [nameof(ExperimentPage.Uid)] = "exp_1" }, dashboard.Register, "/experiments/exp_1" + query);

    private static Task FollowAsync(ComponentHost page, string link) =>
        page.Dispatcher.InvokeAsync(() => page.Navigation.NavigateTo(page.Find(link).GetAttribute("href")!));

    private static string[] Rows(ComponentHost page) =>
        [.. page.FindAll(Row).Select(row => string.Join(' ', row.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)))];
}
