using PixelHub.Core.Catalog;
using PixelHub.Core.Ingestion;
using PixelHub.Core.Recipients;
using PixelHub.Tests.Support;
using PixelHub.Web.Components.Pages;
using PixelHub.Web.Components.State;
using PixelHub.Web.Composition;

namespace PixelHub.Tests.Components;

public sealed class PrivacyReceiptTests
{
    private static readonly PixelHubOptions Usual = new();

    [Fact]
    public void A_pseudonymous_experiment_says_what_is_kept_with_the_numbers_of_the_moment()
    {
        var text = Of(PrivacyMode.Pseudonymous, Usual).Text;

        Assert.StartsWith("Privacy receipt: Experiment 1\n/s/summer-sale (exp_1)\nAs of 14 Mar 2026 12:00 (UTC)\n", text, StringComparison.Ordinal);
        Assert.All(
            [
                "- Pseudonymous: readers are told apart by codes", "- A code made from the recipient (a keyed hash)", "- No address, and no part of one.", "- The recipient in the clear.\n",
                "- From nowhere: no proxy is configured", "- Single hits: 400 days, then they are deleted.", "honoured", "- Opt-outs in force, on the whole server: 3.",
                "- Of the hits stored now, 34 of 1,234 belong to nobody", "- Single hits: 1,234, the oldest of 2026-02-12 (UTC).", "as codes: 800.", "as codes of a day: 56.",
                "hits deleted since included: 900.", "- Database: /var/pixelhub/pixelhub.db", "at most 16 MiB",
            ],
            words => Assert.Contains(words, text, StringComparison.Ordinal));
    }

    [Fact]
    public void What_is_set_otherwise_reads_otherwise()
    {
        var settings = Usual with { AddressMode = AddressMode.Prefix, RetentionDays = 0, PrivacySignals = PrivacySignals.Ignore, TrustedProxies = ["10.0.0.0/8"], CountryHeaders = ["CF-IPCountry"] };
        var identified = Of(PrivacyMode.Identified, settings).Text;

        Assert.All(
            [
                "- Identified:", "- The recipient as it stands in the address of the mail", "the first 24 bits of IPv4", "- Single hits: for ever.", "are ignored",
                "- From the headers CF-IPCountry of this server’s own proxies (10.0.0.0/8)", "- Recipients in the clear: until",
            ],
            words => Assert.Contains(words, identified, StringComparison.Ordinal));
        Assert.DoesNotContain("- The recipient in the clear.\n", identified, StringComparison.Ordinal);
        Assert.Contains("under a salt that is destroyed every day", Of(PrivacyMode.Identified, Usual with { AddressMode = AddressMode.Hashed }).Text, StringComparison.Ordinal);
        Assert.Contains("- Single hits: 30 days", (Of(PrivacyMode.Identified, settings) is var receipt ? receipt with { Experiment = receipt.Experiment with { RetentionDays = 30 } } : null)!.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(AddressMode.None)]
    [InlineData(AddressMode.Prefix)]
    [InlineData(AddressMode.Hashed)]
    public void An_aggregate_experiment_keeps_nothing_whatever_the_server_keeps_of_others(AddressMode mode)
    {
        var stored = Of(PrivacyMode.Aggregate, Usual with { AddressMode = mode }).Sections.Single(s => s.Title == "Stored with each hit");

        Assert.Contains("No address, and no part of one.", stored.Lines);
        Assert.Contains(stored.Lines, line => line.StartsWith("Nothing that tells one reader from another", StringComparison.Ordinal));
        Assert.DoesNotContain(stored.Lines, line => line.Contains("code made", StringComparison.Ordinal));
    }

    [Fact]
    public void Erasures_stand_at_the_end_where_there_are_any()
    {
        Assert.DoesNotContain("Last erasures", Of(PrivacyMode.Pseudonymous, Usual).Text, StringComparison.Ordinal);
        Assert.EndsWith("\nLast erasures\n- One recipient.\n", (Of(PrivacyMode.Pseudonymous, Usual) with { ErasureLines = ["One recipient."] }).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_counts_once_and_what_is_copied_is_what_is_shown()
    {
        var dashboard = new Dashboard(FakeStore.Experiment());
        await using var page = await ComponentHost.RenderAsync<PrivacyReceiptPage>(new Dictionary<string, object?> { [nameof(PrivacyReceiptPage.Uid)] = "exp_1" }, dashboard.Register);
        await page.UntilAsync(() => page.FindAll("[data-testid=receipt]").Count == 1);

        var copied = page.Find("[data-testid=copy-receipt]").GetAttribute("data-copy")!;

        Assert.All(page.FindAll("[data-testid=receipt] li"), line => Assert.Contains($"- {line.TextContent}\n", copied, StringComparison.Ordinal));
        Assert.Equal("14 Mar 2026 12:00 (UTC)", page.Text("[data-testid=receipt-moment]"));
        Assert.Equal(1, dashboard.Readers.Reads);
    }

    [Fact]
    public async Task Erasures_that_met_this_experiment_are_on_its_receipt_and_others_are_not()
    {
        var dashboard = new Dashboard(FakeStore.Experiment());
        var at = Sample.Noon.AddHours(-1);
        dashboard.Erasures.Receipts =
        [
            new ErasureReceipt("era_3", at, "owner", false, null, new(0, 1), [new(1, 9, 1, 1, 0, 0, 0)]),
            new ErasureReceipt("era_2", at, "owner", false, at, default, [new(1, 12, 1, 1, 0, 0, 0), new(2, 5, 1, 1, 0, 0, 0)]),
            new ErasureReceipt("era_1", at, "owner", false, at, default, [new(2, 3, 1, 1, 0, 0, 0)]),
        ];
        await using var page = await ComponentHost.RenderAsync<PrivacyReceiptPage>(new Dictionary<string, object?> { [nameof(PrivacyReceiptPage.Uid)] = "exp_1" }, dashboard.Register);
        await page.UntilAsync(() => page.FindAll("[data-testid=receipt]").Count == 1);

        var copied = page.Find("[data-testid=copy-receipt]").GetAttribute("data-copy")!;

        Assert.EndsWith("\nLast erasures\n- 14 Mar 2026 11:00: one recipient, 12 hits made nobody’s (receipt era_2).\n", copied, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_experiment_that_is_not_there_has_no_receipt()
    {
        var dashboard = new Dashboard();
        await using var page = await ComponentHost.RenderAsync<PrivacyReceiptPage>(new Dictionary<string, object?> { [nameof(PrivacyReceiptPage.Uid)] = "exp_9" }, dashboard.Register);

        Assert.Contains("There is no such experiment", page.Html, StringComparison.Ordinal);
        Assert.Equal(0, dashboard.Readers.Reads);
    }

    private static PrivacyReceipt Of(PrivacyMode mode, PixelHubOptions settings) =>
        new(FakeStore.Experiment() with { PrivacyMode = mode }, settings, new FakeReaderReports().Kept, 3, "14 Mar 2026 12:00 (UTC)");
}
