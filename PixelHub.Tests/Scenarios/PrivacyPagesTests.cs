using Microsoft.Playwright;
using PixelHub.Tests.Support;

namespace PixelHub.Tests.Scenarios;

/// <summary>Readers' side of the dashboard in a browser, with the keyboard alone: opt-outs, names in the feed, the receipt.</summary>
[Collection<Scenario>]
public sealed class PrivacyPagesTests(Chromium chromium)
{
    private const string Recipient = "anna+news@example.test";

    [Fact]
    public async Task An_identified_reader_is_seen_opts_out_and_is_seen_no_more()
    {
        var cancel = TestContext.Current.CancellationToken;
        using var data = new DataFolder();
        await using var server = await ServerProcess.StartAsync(data.Location, cancel, environment: new Dictionary<string, string> { ["PixelHub__AddressMode"] = "prefix" });
        await ServerProcess.RunCommandAsync(data.Location, ["admin", "create", "--name", Owner.Name, "--password", Owner.Password], cancel);
        using var script = new Script(server.Address, await ServerProcess.CreateKeyAsync(data.Location, cancel));
        var experiment = await script.CreateAsync("summer-sale", "https://shop.example.test/summer", cancel);
        await using var owner = await SignInAsync(server);
        var keys = owner.Page.Keyboard;

        await owner.GoAsync($"/experiments/{experiment.Uid}/edit");
        await owner.TabToAsync("more");
        await keys.PressAsync("Enter");
        await owner.Part("field-privacy").SelectOptionAsync("Identified");
        await Assertions.Expect(owner.Page.Locator("#privacy-hint")).ToContainTextAsync("consent");
        await owner.Page.ScreenshotAsync(Picture("identified-edit", full: true));
        await owner.TabToAsync("save-start");
        await keys.PressAsync("Enter");
        await owner.Page.WaitForURLAsync($"**/experiments/{experiment.Uid}");
        await owner.ReadyAsync();

        await OpenAsync(experiment, cancel);
        await Assertions.Expect(owner.Part("feed-reader").First).ToHaveTextAsync($"{Recipient} · 127.0.0.0/24");
        await owner.Page.ScreenshotAsync(Picture("identified-feed", full: true));
        var row = Assert.Single(await script.ExportAsync(experiment.Uid, cancel));
        Assert.Equal((Recipient, "127.0.0.0/24"), (row.GetProperty("recipient").GetString(), row.GetProperty("address").GetString()));

        await keys.PressAsync("g");
        await keys.PressAsync("p");
        await owner.Page.WaitForURLAsync("**/privacy");
        await owner.TabToAsync("optout-recipient");
        await keys.TypeAsync(Recipient.ToUpperInvariant());
        await Assertions.Expect(owner.Part("optout-state")).ToContainTextAsync("Not opted out");
        await keys.PressAsync("Enter");
        await Assertions.Expect(owner.Part("optout-state")).ToContainTextAsync("Opted out");
        await Assertions.Expect(owner.Part("optout-count")).ToHaveTextAsync("1 on the whole server");
        await owner.TabToAsync("optout-undo");
        await keys.PressAsync("Enter");
        await Assertions.Expect(owner.Part("optout-undo-sure")).ToBeVisibleAsync();
        await owner.TabToAsync("optout-link");
        await keys.PressAsync("Enter");
        await owner.TabToAsync("copy-optout-link");
        await keys.PressAsync("Enter");
        await Assertions.Expect(owner.Part("copy-optout-link")).ToHaveAttributeAsync("data-copied", "yes");
        Assert.StartsWith(new Uri(server.Address, "/s/optout/").AbsoluteUri, await owner.PasteAsync(), StringComparison.Ordinal);
        await owner.Page.ScreenshotAsync(Picture("optouts", full: true));

        await OpenAsync(experiment, cancel);
        var rows = await script.ExportWhenAsync(experiment.Uid, r => r.Count >= 2, TimeSpan.FromSeconds(10), cancel);
        Assert.Equal((null, false), (rows[1].GetProperty("recipient").GetString(), rows[1].TryGetProperty("address", out _)));

        await owner.GoAsync($"/experiments/{experiment.Uid}");
        await owner.TabToAsync("tab-privacy");
        await keys.PressAsync("Enter");
        await Assertions.Expect(owner.Part("receipt")).ToContainTextAsync("Identified: readers are told apart");
        await Assertions.Expect(owner.Part("receipt")).ToContainTextAsync("Opt-outs in force, on the whole server: 1.");
        await Assertions.Expect(owner.Part("receipt")).ToContainTextAsync("1 of 2 belong to nobody");
        await Assertions.Expect(owner.Part("receipt")).ToContainTextAsync("Recipients in the clear: 1.");
        await owner.ReadyAsync();
        await owner.TabToAsync("copy-receipt");
        await keys.PressAsync("Enter");
        await Assertions.Expect(owner.Part("copy-receipt")).ToHaveAttributeAsync("data-copied", "yes");
        Assert.StartsWith("Privacy receipt: Scripted summer-sale\n/s/summer-sale", (await owner.PasteAsync()).ReplaceLineEndings("\n"), StringComparison.Ordinal);

        await owner.Page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print });
        await Assertions.Expect(owner.Page.GetByRole(AriaRole.Navigation)).ToHaveCountAsync(0);
        await owner.Page.ScreenshotAsync(Picture("receipt-print", full: true));
        owner.AssertNoFaults();
    }

    private static async Task OpenAsync(ScriptedExperiment experiment, CancellationToken cancellationToken)
    {
        using var mail = new HttpClient();
        mail.DefaultRequestHeaders.UserAgent.ParseAdd("Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Thunderbird/128.6.0");
        await mail.GetAsync(new Uri($"{experiment.Pixel.AbsoluteUri}?r={Recipient}"), cancellationToken);
    }

    private static PageScreenshotOptions Picture(string name, bool full) => new() { Path = Path.Combine(Repository.Screenshots, $"{name}-desk.png"), FullPage = full };

    private async Task<Owner> SignInAsync(ServerProcess server)
    {
        var owner = await Owner.ArriveAsync(chromium, server.Address, Look.Desk);
        await owner.GoAsync("/login");
        await owner.TypeAsync("login-name", Owner.Name);
        await owner.TypeAsync("login-password", Owner.Password);
        await owner.Page.Keyboard.PressAsync("Enter");
        await owner.Page.WaitForURLAsync("**/experiments");
        await owner.ReadyAsync();
        return owner;
    }
}
