using PixelHub.Core.Ingestion;
using PixelHub.Tests.Support;
using PixelHub.Web.Components.Parts;
using PixelHub.Web.Composition;

namespace PixelHub.Tests.Components;

public sealed class OptOutPanelTests
{
    private const string Recipient = "[data-testid=optout-recipient]";
    private const string State = "[data-testid=optout-state]";
    private const string Undo = "[data-testid=optout-undo]";

    [Fact]
    public async Task A_recipient_is_looked_up_opted_out_and_let_in_again_after_a_second_thought()
    {
        var dashboard = new Dashboard();
        await using var panel = await ShowAsync(dashboard);
        Assert.Equal("0 on the whole server", panel.Text("[data-testid=optout-count]"));
        Assert.Empty(panel.FindAll("[data-testid=optout-add]"));

        await panel.TypeAsync(Recipient, " Ann@Example.test ");
        Assert.StartsWith("Not opted out", panel.Text(State), StringComparison.Ordinal);
        await panel.SubmitAsync("form");
        Assert.StartsWith("Opted out", panel.Text(State), StringComparison.Ordinal);
        Assert.Equal("1 on the whole server", panel.Text("[data-testid=optout-count]"));
        Assert.Single(panel.FindAll(".newest li"));
        Assert.True(dashboard.OptOuts.OptOuts.Contains(panel.Service<PersonKeys>().OfRecipient("ann@example.test")));

        await panel.SubmitAsync("form"); // Enter never undoes
        await panel.ClickAsync(Undo);
        Assert.Equal(1, dashboard.OptOuts.OptOuts.Count);
        await panel.ClickAsync("[data-testid=optout-undo-sure]");

        Assert.StartsWith("Not opted out", panel.Text(State), StringComparison.Ordinal);
        Assert.Equal(0, dashboard.OptOuts.OptOuts.Count);
        Assert.DoesNotContain("example.test", panel.Find(".newest, .panel-head").TextContent, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task The_link_is_the_recipients_own_and_goes_when_another_is_typed()
    {
        var dashboard = new Dashboard { Settings = new PixelHubOptions { PublicUrl = "https://mail.example.com" } };
        await using var panel = await ShowAsync(dashboard);
        await panel.TypeAsync(Recipient, "4711");

        await panel.ClickAsync("[data-testid=optout-link]");

        var link = panel.Find("[data-testid=copy-optout-link]").GetAttribute("data-copy")!;
        Assert.Equal(link, panel.Text("[data-testid=optout-url]"));
        Assert.StartsWith("https://mail.example.com/s/optout/", link, StringComparison.Ordinal);
        Assert.True(panel.Service<SealedRecipients>().TryOpen(link.AsSpan("https://mail.example.com/s/optout/".Length), SealPurpose.Link, out var recipient));
        Assert.Equal(panel.Service<PersonKeys>().OfRecipient("4711"), recipient);
        await panel.TypeAsync(Recipient, "4712");
        Assert.Empty(panel.FindAll("[data-testid=optout-url]"));
    }

    [Fact]
    public async Task What_could_not_be_kept_is_said_and_not_pretended()
    {
        var dashboard = new Dashboard();
        await using var panel = await ShowAsync(dashboard);
        await panel.TypeAsync(Recipient, "4711");
        dashboard.OptOuts.Fault = new InvalidOperationException("locked");

        await panel.SubmitAsync("form");

        Assert.StartsWith("Nothing has changed", panel.Text("[role=alert]"), StringComparison.Ordinal);
        Assert.StartsWith("Not opted out", panel.Text(State), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Entries_that_no_key_opens_are_told()
    {
        var dashboard = new Dashboard();
        dashboard.OptOuts.Unreadable = 2;
        await using var panel = await ShowAsync(dashboard);

        Assert.StartsWith("2 people who opted out are measured again", panel.Text("[role=alert]"), StringComparison.Ordinal);
    }

    private static Task<ComponentHost> ShowAsync(Dashboard dashboard) => ComponentHost.RenderAsync<OptOutPanel>(services: dashboard.Register);
}
