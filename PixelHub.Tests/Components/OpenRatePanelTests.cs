using PixelHub.Core.Catalog;
using PixelHub.Core.Events;
using PixelHub.Tests.Support;
using PixelHub.Web.Components.Pages;

namespace PixelHub.Tests.Components;

/// <summary>The range and the sent counts behind it, on the experiment's page.</summary>
public sealed class OpenRatePanelTests
{
    [Fact]
    public async Task The_rate_is_a_range_with_its_reason()
    {
        var dashboard = new Dashboard(With(new SentCount(1_020, 20)));
        Fill(dashboard);
        await using var page = await ShowAsync(dashboard);

        Assert.Equal("Open rate: between 21.0% and 46.0%", page.Text("[data-testid=open-rate-title]"));
        Assert.Contains("210 people opened for certain. For 250 others only machines", page.Text("[data-testid=open-rate-reason]"), StringComparison.Ordinal);
        Assert.Equal(["21.0%", "25.0%", "46.0%", "28.0%"], new[] { "confirmed", "machines", "raw", "estimate" }.Select(rate => page.Text($"[data-testid=rate-{rate}]")));
        Assert.Contains("of 1,000 that arrived", page.Text("[data-testid=tile-ctr]"), StringComparison.Ordinal);
        Assert.Equal("false", page.Find("[data-testid=sent-toggle]").GetAttribute("aria-expanded"));
    }

    [Fact]
    public async Task Each_variant_has_its_own_range()
    {
        var experiment = FakeStore.Experiment(variants: ["A", "B"]);
        var dashboard = new Dashboard(experiment);
        dashboard.Reports.Totals = [FakeReports.Line(EventKind.Impression, 20), FakeReports.Line(EventKind.Impression, 30, variant: 2)];
        dashboard.Reports.MachineOnly = [new(2, 10)];
        await using var page = await ShowAsync(dashboard);

        Assert.Contains("20.0%", page.FindAll("[data-testid=variant-table] tbody tr")[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("30.0% – 40.0%", page.FindAll("[data-testid=variant-table] tbody tr")[1].TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_sent_count_it_is_asked_for_and_typing_it_makes_the_rate()
    {
        var dashboard = new Dashboard(With(null));
        Fill(dashboard);
        await using var page = await ShowAsync(dashboard);
        Assert.Equal("Open rate: not known yet", page.Text("[data-testid=open-rate-title]"));
        Assert.Equal("true", page.Find("[data-testid=sent-toggle]").GetAttribute("aria-expanded"));

        await page.TypeAsync("#count-sent-1", "1,020");
        await page.TypeAsync("#count-bounced-1", "20");
        Assert.Equal("Not saved yet", page.Text("[data-testid=sent-state]"));
        await page.SubmitAsync("[data-testid=sent-form]");

        Assert.Equal("Saved", page.Text("[data-testid=sent-state]"));
        Assert.Equal("Open rate: between 21.0% and 46.0%", page.Text("[data-testid=open-rate-title]"));
        Assert.Equal("true", page.Find("[data-testid=sent-toggle]").GetAttribute("aria-expanded"));
    }

    [Fact]
    public async Task One_number_for_all_gives_a_rate_of_all_and_none_by_variant()
    {
        var dashboard = new Dashboard(FakeStore.Experiment(variants: ["A", "B"]));
        Fill(dashboard);
        await using var page = await ShowAsync(dashboard);

        await page.ChangeAsync("[data-testid=sent-whole]", "on");
        await page.TypeAsync("#count-sent-0", "1000");
        await page.SubmitAsync("[data-testid=sent-form]");

        Assert.Equal(new SentCount(1_000), dashboard.Catalog.Current.FindByUid("exp_1")!.Unsplit);
        Assert.Equal("Open rate: between 21.0% and 46.0%", page.Text("[data-testid=open-rate-title]"));
        Assert.DoesNotContain("%", page.FindAll("[data-testid=variant-table] tbody tr")[1].QuerySelectorAll("td")[4].TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_variant_without_a_sent_count_leaves_the_rate_of_all_open()
    {
        var experiment = FakeStore.Experiment(variants: ["A", "B"]);
        var dashboard = new Dashboard(experiment with { Variants = [experiment.Variants[0], experiment.Variants[1] with { SentCount = null }] });
        Fill(dashboard);
        await using var page = await ShowAsync(dashboard);

        Assert.Contains("The sent count is missing for “B”", page.Text("[data-testid=open-rate-reason]"), StringComparison.Ordinal);
        Assert.Equal("–", page.Text("[data-testid=rate-confirmed]"));
    }

    [Fact]
    public async Task What_cannot_be_read_is_told_at_the_field_and_nothing_is_saved()
    {
        var dashboard = new Dashboard(With(null));
        await using var page = await ShowAsync(dashboard);

        await page.TypeAsync("#count-sent-1", "many");
        await page.SubmitAsync("[data-testid=sent-form]");

        Assert.Contains("whole number", page.Text("#count-sent-1-fault"), StringComparison.Ordinal);
        Assert.Equal(0, dashboard.Store.Changes);
    }

    [Fact]
    public async Task Numbers_that_somebody_else_saved_meanwhile_are_not_overwritten()
    {
        var experiment = With(null);
        var dashboard = new Dashboard(experiment);
        await using var page = await ShowAsync(dashboard);
        dashboard.Store.NextAnswer = new StoreResult.Stale(experiment);

        await page.TypeAsync("#count-sent-1", "1000");
        await page.SubmitAsync("[data-testid=sent-form]");

        Assert.Contains("somebody else changed this experiment", page.Text("[data-testid=sent-faults]"), StringComparison.Ordinal);
        Assert.Equal("1000", page.Find("#count-sent-1").GetAttribute("value"));
    }

    [Fact]
    public async Task More_openers_of_one_variant_than_its_mails_are_a_warning_that_names_it()
    {
        var dashboard = new Dashboard(FakeStore.Experiment(variants: ["A", "B"]));
        dashboard.Reports.Totals = [FakeReports.Line(EventKind.Impression, 101, variant: 2)];
        await using var page = await ShowAsync(dashboard);

        Assert.Contains("More people opened “B” than mails with it were sent", page.Text("[data-testid=sent-warning]"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_the_end_counts_can_be_corrected_and_in_the_archive_they_stay()
    {
        var dashboard = new Dashboard(With(new SentCount(1_000)) with { Status = ExperimentStatus.Completed });
        await using var page = await ShowAsync(dashboard);
        Assert.False(page.Find("#count-sent-1").HasAttribute("disabled"));

        dashboard = new Dashboard(With(new SentCount(1_000)) with { Status = ExperimentStatus.Archived });
        await using var archived = await ShowAsync(dashboard);
        Assert.True(archived.Find("#count-sent-1").HasAttribute("disabled"));
        Assert.True(archived.Find("[data-testid=sent-save]").HasAttribute("disabled"));
    }

    [Fact]
    public async Task Reported_sends_make_the_rate_as_long_as_nothing_is_entered_and_both_are_shown()
    {
        var dashboard = new Dashboard(With(null));
        Fill(dashboard);
        dashboard.Reports.Totals = [.. dashboard.Reports.Totals, FakeReports.Line(EventKind.Send, 500, EventClass.Unknown)];
        await using var page = await ShowAsync(dashboard);

        Assert.Equal("Open rate: between 42.0% and 92.0%", page.Text("[data-testid=open-rate-title]"));
        Assert.Equal("The 500 mails were counted from the sends that your program reports.", page.Text("[data-testid=mail-source]"));
        Assert.Equal("500 reported as sent. This is used as long as nothing is entered.", page.Text("[data-testid=sent-reported]"));
        Assert.Contains("of 500 reported as sent", page.Text("[data-testid=tile-open-rate]"), StringComparison.Ordinal);
        Assert.Equal("500", page.FindAll("[data-testid=variant-table] tbody td")[1].TextContent.Trim());

        await page.TypeAsync("#count-sent-1", "1000");
        await page.SubmitAsync("[data-testid=sent-form]");

        Assert.Equal("Open rate: between 21.0% and 46.0%", page.Text("[data-testid=open-rate-title]"));
        Assert.Equal("500 reported as sent. What is entered is used instead.", page.Text("[data-testid=sent-reported]"));
        Assert.StartsWith("The sent count is what was entered. Your program reported 500 mails", page.Text("[data-testid=mail-source]"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_reported_sends_move_the_rate_by_themselves()
    {
        var dashboard = new Dashboard(With(null));
        Fill(dashboard);
        var opens = dashboard.Reports.Totals;
        dashboard.Reports.Totals = [.. opens, FakeReports.Line(EventKind.Send, 500, EventClass.Unknown)];
        await using var page = await ShowAsync(dashboard);

        dashboard.Reports.Totals = [.. opens, FakeReports.Line(EventKind.Send, 1_000, EventClass.Unknown)];
        dashboard.Publish();

        await page.UntilAsync(() => page.Text("[data-testid=open-rate-title]") == "Open rate: between 21.0% and 46.0%", () => dashboard.Time.Advance(TimeSpan.FromSeconds(1)));
    }

    private static Experiment With(SentCount? count)
    {
        var experiment = FakeStore.Experiment();
        return experiment with { Variants = [experiment.Variants[0] with { SentCount = count?.Sent, BouncedCount = count?.Bounced }] };
    }

    private static void Fill(Dashboard dashboard)
    {
        dashboard.Reports.Totals = [FakeReports.Line(EventKind.Impression, 210), FakeReports.Line(EventKind.Impression, 300, EventClass.MachinePrefetch)];
        dashboard.Reports.MachineOnly = [new(1, 250)];
    }

    private static Task<ComponentHost> ShowAsync(Dashboard dashboard) =>
        ComponentHost.RenderAsync<ExperimentPage>(new Dictionary<string, object?> { [nameof(ExperimentPage.Uid)] = "exp_1" }, dashboard.Register, "/experiments/exp_1");
}
