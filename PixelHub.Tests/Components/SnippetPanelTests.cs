using Microsoft.Extensions.DependencyInjection;
using PixelHub.Core.Catalog;
using PixelHub.Tests.Support;
using PixelHub.Web.Components.Parts;
using PixelHub.Web.Snippets;

namespace PixelHub.Tests.Components;

public sealed class SnippetPanelTests
{
    [Fact]
    public async Task What_is_shown_is_what_is_copied()
    {
        await using var panel = await ShowAsync(FakeStore.Experiment());

        foreach (var name in new[] { "pixel", "link", "link-html", "link-markdown" })
        {
            Assert.Equal(panel.Find($"[data-testid=snippet-{name}]").TextContent, panel.Find($"[data-testid=copy-{name}]").GetAttribute("data-copy"));
        }
    }

    [Fact]
    public async Task The_mailing_tool_puts_its_tag_into_every_snippet_to_the_letter()
    {
        await using var panel = await ShowAsync(FakeStore.Experiment());

        foreach (var tool in MailingTools.All.Where(t => t.Tag is not null))
        {
            await panel.ChangeAsync("[data-testid=tool-select]", tool.Id);
            Assert.Contains("?r=" + tool.Tag, panel.Find("[data-testid=copy-pixel]").GetAttribute("data-copy"), StringComparison.Ordinal);
            Assert.Contains("?r=" + tool.Tag, panel.Find("[data-testid=copy-link]").GetAttribute("data-copy"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_tag_that_would_not_survive_is_refused_and_nothing_wrong_can_be_copied()
    {
        await using var panel = await ShowAsync(FakeStore.Experiment());
        await panel.ChangeAsync("[data-testid=tool-select]", "custom");

        await panel.TypeAsync("[data-testid=tool-tag]", "<%= id %>");
        Assert.Contains("Editors take < and >", panel.Text("#tag-fault"), StringComparison.Ordinal);
        Assert.Empty(panel.FindAll("[data-copy]"));

        await panel.TypeAsync("[data-testid=tool-tag]", "{{ id }}");
        Assert.Contains("?r={{ id }}", panel.Find("[data-testid=copy-pixel]").GetAttribute("data-copy"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_variant_is_pinned_where_the_mailing_tool_splits()
    {
        await using var panel = await ShowAsync(FakeStore.Experiment(variants: ["A", "B"]));
        Assert.DoesNotContain("v=", panel.Find("[data-testid=copy-link]").GetAttribute("data-copy"), StringComparison.Ordinal);

        await panel.ChangeAsync("[data-testid=variant-select]", "b");

        Assert.EndsWith("?v=b", panel.Find("[data-testid=copy-link]").GetAttribute("data-copy"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_QR_code_leads_to_the_link_and_can_be_taken_away_as_a_file()
    {
        await using var panel = await ShowAsync(FakeStore.Experiment());

        Assert.Equal("QR code of https://mail.example.test/s/summer-sale/click", panel.Find("[data-testid=qr]").GetAttribute("alt"));
        var png = Convert.FromBase64String(panel.Find("[data-testid=qr-png]").GetAttribute("href")!["data:image/png;base64,".Length..]);
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], png[..4]);
        Assert.Equal("summer-sale-qr.svg", panel.Find("[data-testid=qr-svg]").GetAttribute("download"));
    }

    [Fact]
    public async Task An_address_that_no_mail_can_reach_is_told()
    {
        await using var far = await ShowAsync(FakeStore.Experiment());
        Assert.Empty(far.FindAll(".notice.warn"));

        far.Navigation.NavigateTo("https://mail.example.test/experiments");
        await using var near = await ComponentHost.RenderAsync<SnippetPanel>(Parameters(FakeStore.Experiment()), services =>
        {
            new Dashboard().Register(services);
            services.AddSingleton(new PixelHub.Web.Composition.PublicAddress(new PixelHub.Web.Composition.PixelHubOptions { PublicUrl = "http://localhost:5080" }));
        });
        Assert.Contains("Mails cannot reach http://localhost:5080", near.Text(".notice.warn"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_opt_out_link_is_a_call_of_a_program_and_no_tag()
    {
        await using var panel = await ShowAsync(FakeStore.Experiment());
        await panel.ChangeAsync("[data-testid=tool-select]", "mailchimp");

        var call = panel.Find("[data-testid=copy-optout-link]").GetAttribute("data-copy")!;

        Assert.StartsWith("curl -s -X POST https://mail.example.test/experiments/api/optouts/link \\\n", call, StringComparison.Ordinal);
        Assert.EndsWith("""-d '{"recipient":"RECIPIENT"}'""", call, StringComparison.Ordinal);
        Assert.DoesNotContain("UNIQID", call, StringComparison.Ordinal);
        Assert.Contains("cannot make this link from its tag", panel.Html, StringComparison.Ordinal);
    }

    private static Task<ComponentHost> ShowAsync(Experiment experiment) => ComponentHost.RenderAsync<SnippetPanel>(Parameters(experiment), new Dashboard().Register);

    private static Dictionary<string, object?> Parameters(Experiment experiment) =>
        new(StringComparer.Ordinal) { [nameof(SnippetPanel.Experiment)] = experiment, [nameof(SnippetPanel.WithQr)] = true };
}
