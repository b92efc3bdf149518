using Microsoft.Playwright;
using PixelHub.Tests.Support;

namespace PixelHub.Tests.Scenarios;

/// <summary>Somebody asks to be handed out what is stored, and then to be erased: in a browser, with the keyboard alone, and by a subcommand beside the server.</summary>
[Collection<Scenario>]
public sealed class RecipientsTests(Chromium chromium)
{
    [Fact]
    public async Task A_recipient_is_looked_up_downloaded_and_erased_with_the_keyboard_alone()
    {
        var cancel = TestContext.Current.CancellationToken;
        using var data = new DataFolder();
        await using var server = await ServerProcess.StartAsync(data.Location, cancel);
        await ServerProcess.RunCommandAsync(data.Location, ["admin", "create", "--name", Owner.Name, "--password", Owner.Password], cancel);
        using var script = new Script(server.Address, await ServerProcess.CreateKeyAsync(data.Location, cancel));
        var experiment = await script.RunExperimentAsync("summer-sale", "https://shop.example.test/summer", cancel);
        await Crowd.VisitAsync(experiment, cancel);
        await script.ExportWhenAsync(experiment.Uid, rows => rows.Count >= Crowd.Hits, TimeSpan.FromSeconds(20), cancel);
        await using var owner = await Owner.ArriveAsync(chromium, server.Address, Look.Desk);
        await owner.GoAsync("/login?returnUrl=%2Frecipients");
        await owner.TypeAsync("login-name", Owner.Name);
        await owner.TypeAsync("login-password", Owner.Password);
        await owner.Page.Keyboard.PressAsync("Enter");
        await owner.Page.WaitForURLAsync("**/recipients");
        await owner.ReadyAsync();

        await owner.TabToAsync("recipient");
        await owner.Page.Keyboard.TypeAsync("1-0");
        await owner.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(owner.Part("recipient-row")).ToContainTextAsync("opened, clicked");
        Assert.EndsWith("/recipients", owner.Page.Url, StringComparison.Ordinal);

        await owner.TabToAsync("recipient-json");
        var download = await owner.Page.RunAndWaitForDownloadAsync(() => owner.Page.Keyboard.PressAsync("Enter"));
        var file = await File.ReadAllTextAsync(await download.PathAsync(), cancel);
        Assert.Equal("recipient.json", download.SuggestedFilename);
        Assert.Contains("\"recipient\":\"1-0\"", file, StringComparison.Ordinal);
        Assert.Contains("\"kind\":\"click\"", file, StringComparison.Ordinal);

        await owner.TabToAsync("recipient-erase");
        await owner.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(owner.Part("erase-confirm")).ToBeVisibleAsync();
        await owner.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(owner.Part("erase-confirm")).ToBeHiddenAsync();
        await owner.Page.Keyboard.PressAsync("Enter"); // the focus is back on the button
        await owner.TabToAsync("erase-confirm");
        await owner.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(owner.Part("receipt")).ToContainTextAsync("Nothing is left", new LocatorAssertionsToContainTextOptions { Timeout = 15_000 });
        await Assertions.Expect(owner.Part("receipt-row")).ToContainTextAsync(Owner.Name);

        await owner.TypeAsync("recipient", "1-0");
        await owner.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(owner.Part("recipient-state")).ToHaveTextAsync("Nothing is stored about this recipient.");
        owner.AssertNoFaults();

        var last = await ServerProcess.RunCommandAsync(data.Location, ["recipient", "erase", "1-1"], cancel); // beside the server
        Assert.StartsWith("Receipt era_", last, StringComparison.Ordinal);
        Assert.Equal("No differences.", await ServerProcess.RunCommandAsync(data.Location, ["recount", "--dry-run"], cancel));
    }
}
