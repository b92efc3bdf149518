using PixelHub.Core.Catalog;
using PixelHub.Tests.Support;
using PixelHub.Web.Components.Pages;

namespace PixelHub.Tests.Components;

public sealed class PrivacyFieldTests
{
    private const string More = "[data-testid=more]";
    private const string Privacy = "[data-testid=field-privacy]";

    [Fact]
    public async Task What_is_kept_of_readers_can_be_chosen_and_is_said_when_it_is_folded_away()
    {
        var dashboard = new Dashboard();
        await using var page = await ShowAsync(dashboard, uid: null);
        await page.TypeAsync("[data-testid=field-name]", "Winter sale");
        await page.ClickAsync(More);
        Assert.Equal("Pseudonymous", page.Find($"{Privacy} option[selected]").GetAttribute("value"));

        await page.ChangeAsync(Privacy, "Aggregate");

        Assert.Contains("none of people", page.Text("#privacy-hint"), StringComparison.Ordinal);
        await page.ClickAsync(More);
        Assert.Contains("Readers are not told apart.", page.Html, StringComparison.Ordinal);
        await page.SubmitAsync("form");
        Assert.Equal(PrivacyMode.Aggregate, dashboard.Store.LastDraft!.PrivacyMode);
    }

    [Fact]
    public async Task Who_chooses_to_keep_recipients_in_the_clear_is_told_what_that_means()
    {
        var dashboard = new Dashboard();
        await using var page = await ShowAsync(dashboard, uid: null);
        await page.TypeAsync("[data-testid=field-name]", "Winter sale");
        await page.ClickAsync(More);

        await page.ChangeAsync(Privacy, "Identified");

        Assert.Contains("You may need their consent.", page.Text("#privacy-hint"), StringComparison.Ordinal);
        Assert.Contains("no longer shown, and stay on disk until the next clean-up", page.Text("#privacy-hint"), StringComparison.Ordinal);
        await page.ClickAsync(More);
        Assert.Contains("Recipients are kept in the clear.", page.Html, StringComparison.Ordinal);
        await page.SubmitAsync("form");
        Assert.Equal(PrivacyMode.Identified, dashboard.Store.LastDraft!.PrivacyMode);
    }

    [Fact]
    public async Task What_is_kept_of_readers_stays_while_the_experiment_counts()
    {
        await using var page = await ShowAsync(new Dashboard(FakeStore.Experiment(status: ExperimentStatus.Running)), "exp_1");

        await page.ClickAsync(More);

        Assert.True(page.Find(Privacy).HasAttribute("disabled"));
        Assert.Contains("Pause the experiment to change it.", page.Text("#privacy-hint"), StringComparison.Ordinal);
    }

    private static Task<ComponentHost> ShowAsync(Dashboard dashboard, string? uid) =>
        ComponentHost.RenderAsync<EditExperimentPage>(new Dictionary<string, object?> { [nameof(EditExperimentPage.Uid)] = uid }, dashboard.Register);
}
