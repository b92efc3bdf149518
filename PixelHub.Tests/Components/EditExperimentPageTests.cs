using Microsoft.Extensions.DependencyInjection;
using Microsoft.JSInterop;
using PixelHub.Core.Catalog;
using PixelHub.Tests.Support;
using PixelHub.Web.Components.Pages;

namespace PixelHub.Tests.Components;

public sealed class EditExperimentPageTests
{
    private const string Name = "[data-testid=field-name]";
    private const string Slug = "[data-testid=field-slug]";
    private const string More = "[data-testid=more]";
    private const string Retention = "[data-testid=field-retention]";
    private const string SlugState = "[data-testid=slug-state]";

    [Fact]
    public async Task Snippets_appear_with_the_name_and_can_be_copied_before_anything_is_saved()
    {
        var dashboard = new Dashboard();
        await using var page = await NewAsync(dashboard);
        Assert.Empty(page.FindAll("[data-testid=copy-pixel]"));

        await page.TypeAsync(Name, "Winter sale");

        Assert.Equal("winter-sale", page.Find(Slug).GetAttribute("value"));
        Assert.Equal("free", page.Find(SlugState).GetAttribute("data-state"));
        Assert.Contains("https://mail.example.test/s/winter-sale/pixel.gif", page.Find("[data-testid=copy-pixel]").GetAttribute("data-copy"), StringComparison.Ordinal);
        Assert.Equal(0, dashboard.Store.Changes);
    }

    [Fact]
    public async Task A_slug_that_is_taken_is_said_while_it_is_typed()
    {
        await using var page = await NewAsync(new Dashboard(FakeStore.Experiment(slug: "summer-sale")));

        await page.TypeAsync(Slug, "summer-sale");

        Assert.Equal("taken", page.Find(SlugState).GetAttribute("data-state"));
        Assert.Contains("“Experiment 1” has this slug", page.Text("#slug-fault"), StringComparison.Ordinal);
        Assert.Equal("true", page.Find(Slug).GetAttribute("aria-invalid"));
    }

    [Fact]
    public async Task Each_fault_stands_at_its_field_and_nothing_that_was_typed_is_lost()
    {
        var dashboard = new Dashboard();
        await using var page = await NewAsync(dashboard);
        await page.TypeAsync(Name, "Winter sale");
        await page.TypeAsync("[data-testid=field-destination]", "example.com/no-scheme");

        await page.SubmitAsync("form");

        Assert.Contains("https://", page.Text("#destination-fault"), StringComparison.Ordinal);
        Assert.Equal("Winter sale", page.Find(Name).GetAttribute("value"));
        Assert.Equal("example.com/no-scheme", page.Find("[data-testid=field-destination]").GetAttribute("value"));
        Assert.Equal("/", page.Navigation.At);

        await page.TypeAsync("[data-testid=field-destination]", "https://example.com/");
        Assert.Empty(page.FindAll("#destination-fault"));
    }

    [Fact]
    public async Task What_cannot_be_read_as_a_number_never_reaches_the_store()
    {
        var dashboard = new Dashboard();
        await using var page = await NewAsync(dashboard);
        await page.TypeAsync(Name, "Winter sale");
        await page.TypeAsync("[data-testid=field-sent]", "lots");

        await page.SubmitAsync("form");

        Assert.Equal(0, dashboard.Store.Changes);
        Assert.Contains("whole number", page.Text("#sent-0-fault"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Save_draft_stays_on_the_page_of_the_draft_and_save_and_start_goes_to_the_results()
    {
        var dashboard = new Dashboard();
        await using var page = await NewAsync(dashboard);
        await page.TypeAsync(Name, "Winter sale");

        await page.SubmitAsync("form");
        Assert.Equal("/experiments/exp_1/edit", page.Navigation.At);
        Assert.Equal(ExperimentStatus.Draft, dashboard.Catalog.Current.FindByUid("exp_1")?.Status);

        await using var edit = await EditAsync(dashboard);
        await edit.ClickAsync("[data-testid=save-start]");
        Assert.Equal("/experiments/exp_1", edit.Navigation.At);
        Assert.Equal(ExperimentStatus.Running, dashboard.Catalog.Current.FindByUid("exp_1")?.Status);
    }

    [Fact]
    public async Task Two_variants_are_saved_with_their_shares_and_sent_counts()
    {
        var dashboard = new Dashboard();
        await using var page = await NewAsync(dashboard);
        await page.TypeAsync(Name, "Winter sale");
        await page.ClickAsync("[data-testid=add-variant]");
        await page.ChangeAsync("[data-testid=share-equally]", false);
        await page.TypeAsync("#share-0", "70");
        await page.TypeAsync("#share-1", "30");
        await page.TypeAsync("#sent-1", "12,000");

        await page.SubmitAsync("form");

        Assert.Equal([("A", 7_000, null), ("B", 3_000, 12_000L)], dashboard.Store.LastDraft!.Variants.Select(v => (v.Name!, v.Weight!.Value, v.SentCount)));
    }

    [Theory]
    [InlineData(400, "Single hits are kept 400 days, as everywhere on this server.")]
    [InlineData(0, "Single hits are kept for ever, as everywhere on this server.")]
    public async Task How_long_single_hits_are_kept_is_said_before_it_is_opened(int days, string words)
    {
        await using var page = await NewAsync(new Dashboard { Settings = new() { RetentionDays = days } });

        Assert.Contains(words, page.Html, StringComparison.Ordinal);
        Assert.Equal("false", page.Find(More).GetAttribute("aria-expanded"));
        Assert.Empty(page.FindAll(Retention));
    }

    [Fact]
    public async Task Single_hits_are_kept_for_the_days_that_were_typed()
    {
        var dashboard = new Dashboard();
        await using var page = await NewAsync(dashboard);
        await page.TypeAsync(Name, "Winter sale");
        await page.ClickAsync(More);
        await page.TypeAsync(Retention, "90");

        await page.SubmitAsync("form");

        Assert.Equal(90, dashboard.Store.LastDraft!.RetentionDays);
    }

    [Fact]
    public async Task A_fault_in_what_was_folded_away_opens_it_and_it_stays_open_while_it_is_corrected()
    {
        var dashboard = new Dashboard(FakeStore.Experiment() with { RetentionDays = 90 });
        await using var page = await EditAsync(dashboard);
        await page.ClickAsync(More);
        await page.TypeAsync(Retention, "40000");
        await page.ClickAsync(More);
        Assert.Contains("Single hits are kept 40000 days.", page.Html, StringComparison.Ordinal);

        await page.SubmitAsync("form");

        Assert.Contains("from 1 to 36,500", page.Text("#retention-fault"), StringComparison.Ordinal);
        Assert.Equal("true", page.Find(Retention).GetAttribute("aria-invalid"));
        await page.TypeAsync(Retention, "4000");
        Assert.Equal("4000", page.Find(Retention).GetAttribute("value"));
        await page.SubmitAsync("form");
        Assert.Equal(4_000, dashboard.Catalog.Current.FindByUid("exp_1")!.RetentionDays);
    }

    [Fact]
    public async Task Shares_that_do_not_make_a_whole_are_told_while_they_are_typed()
    {
        await using var page = await NewAsync(new Dashboard());
        await page.ClickAsync("[data-testid=add-variant]");
        await page.ChangeAsync("[data-testid=share-equally]", false);

        await page.TypeAsync("#share-0", "70");

        Assert.Contains("The shares add up to 120 %", page.Text(".wrong"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_slug_taken_between_typing_and_saving_is_a_fault_of_its_field()
    {
        var dashboard = new Dashboard();
        await using var page = await NewAsync(dashboard);
        await page.TypeAsync(Name, "Winter sale");
        dashboard.Store.NextAnswer = new StoreResult.SlugTaken("winter-sale");

        await page.SubmitAsync("form");

        Assert.Contains("taken in the meantime", page.Text("#slug-fault"), StringComparison.Ordinal);
        Assert.Equal("Winter sale", page.Find(Name).GetAttribute("value"));
    }

    [Fact]
    public async Task An_edit_carries_the_revision_it_started_from_and_somebody_else_s_save_is_told()
    {
        var dashboard = new Dashboard(FakeStore.Experiment(status: ExperimentStatus.Draft));
        await using var page = await EditAsync(dashboard);
        await page.TypeAsync(Name, "Renamed");
        dashboard.Store.NextAnswer = new StoreResult.Stale(FakeStore.Experiment());

        await page.SubmitAsync("form");

        Assert.Equal(3, dashboard.Store.LastRevision);
        Assert.Contains("Somebody else saved", page.Text("[role=alert]"), StringComparison.Ordinal);
        Assert.Equal("Renamed", page.Find(Name).GetAttribute("value"));
    }

    [Fact]
    public async Task While_it_runs_only_name_destination_and_sent_counts_can_be_typed()
    {
        await using var page = await EditAsync(new Dashboard(FakeStore.Experiment(variants: ["A", "B"])));

        Assert.Equal([false, false, false, false], new[] { Name, "[data-testid=field-destination]", "#sent-0", "#sent-1" }.Select(css => page.Find(css).HasAttribute("disabled")));
        Assert.All([Slug, "#name-0", "#destination-1", "[data-testid=add-variant]", "[data-testid=remove-variant]"], css => Assert.True(page.Find(css).HasAttribute("disabled"), css));
        Assert.Empty(page.FindAll("[data-testid=save-start]"));
    }

    [Fact]
    public async Task While_it_is_paused_the_slug_can_change_and_the_page_says_what_becomes_of_the_old_one()
    {
        await using var page = await EditAsync(new Dashboard(FakeStore.Experiment(status: ExperimentStatus.Paused)));

        await page.TypeAsync(Slug, "autumn-sale");

        Assert.Contains("go on working with the old one", page.Text(SlugState), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_status_that_forbids_the_change_is_explained()
    {
        var dashboard = new Dashboard(FakeStore.Experiment(status: ExperimentStatus.Paused));
        await using var page = await EditAsync(dashboard);
        dashboard.Store.NextAnswer = new StoreResult.NotEditable(ExperimentStatus.Running, ["slug", "variants"]);

        await page.SubmitAsync("form");

        Assert.Contains("while it is running, the slug and the variants cannot change", page.Text("[role=alert]"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task There_are_at_most_twenty_variants()
    {
        await using var page = await NewAsync(new Dashboard());
        for (var i = 1; i < Variant.MaxCount; i++)
        {
            await page.ClickAsync("[data-testid=add-variant]");
        }

        Assert.Equal(Variant.MaxCount, page.FindAll("[data-testid=variant-row]").Count);
        Assert.True(page.Find("[data-testid=add-variant]").HasAttribute("disabled"));
    }

    [Fact]
    public async Task What_was_typed_outlives_the_server()
    {
        var dashboard = new Dashboard();
        string? kept = null;
        await using (var page = await NewAsync(dashboard))
        {
            page.Js.Answer("sessionStorage.setItem", args => kept = (string?)args[1]);
            await page.TypeAsync(Name, "Winter sale");
            await page.UntilAsync(() => kept is not null, () => dashboard.Time.Advance(TimeSpan.FromSeconds(1)));
        }

        await using var again = await ComponentHost.RenderAsync<EditExperimentPage>(services: services =>
        {
            dashboard.Register(services);
            var js = new FakeJs();
            js.Answer("sessionStorage.getItem", args => (string?)args[0] == "pixelhub-form-new" ? kept : null);
            services.AddSingleton<IJSRuntime>(js);
        });

        await again.UntilAsync(() => again.Find(Name).GetAttribute("value") == "Winter sale");
        Assert.Contains("not saved yet", again.Text(".notice"), StringComparison.Ordinal);
    }

    private static Task<ComponentHost> NewAsync(Dashboard dashboard) => ComponentHost.RenderAsync<EditExperimentPage>(services: dashboard.Register);

    private static Task<ComponentHost> EditAsync(Dashboard dashboard) =>
        ComponentHost.RenderAsync<EditExperimentPage>(new Dictionary<string, object?> { [nameof(EditExperimentPage.Uid)] = "exp_1" }, dashboard.Register);
}
