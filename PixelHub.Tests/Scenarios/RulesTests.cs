using Microsoft.Playwright;
using PixelHub.Tests.Support;

namespace PixelHub.Tests.Scenarios;

/// <summary>A rule is changed, saved and re-applied to history, with the keyboard alone; an open page learns of it.</summary>
[Collection<Scenario>]
public sealed class RulesTests(Chromium chromium)
{
    [Fact]
    public async Task A_changed_rule_holds_for_the_next_hit_and_for_history_once_it_is_re_applied()
    {
        var cancel = TestContext.Current.CancellationToken;
        using var data = new DataFolder();
        await using var server = await ServerProcess.StartAsync(data.Location, cancel);
        await ServerProcess.RunCommandAsync(data.Location, ["admin", "create", "--name", Owner.Name, "--password", Owner.Password], cancel);
        using var script = new Script(server.Address, await ServerProcess.CreateKeyAsync(data.Location, cancel));
        var experiment = await script.RunExperimentAsync("summer-sale", "https://shop.example.test/summer", cancel);
        await Crowd.VisitAsync(experiment, cancel);
        await script.ExportWhenAsync(experiment.Uid, rows => rows.Count >= Crowd.Hits, TimeSpan.FromSeconds(20), cancel);
        await using var watcher = await SignInAsync(server);
        await watcher.GoAsync($"/experiments/{experiment.Uid}");
        await Assertions.Expect(watcher.Part("tile-opened")).ToContainTextAsync("114");
        await using var owner = await SignInAsync(server);
        await owner.Page.Keyboard.PressAsync("g");
        await owner.Page.Keyboard.PressAsync("r");
        await owner.Page.WaitForURLAsync("**/rules");
        await owner.ReadyAsync();

        await owner.TypeAsync("try-agent", People.MailClient);
        await Assertions.Expect(owner.Part("try-answer")).ToContainTextAsync("Mail program, counted as a person");
        var select = owner.Page.GetByTestId("rule-ua.mail-client").GetByTestId("on-open");
        await select.FocusAsync();
        await owner.Page.Keyboard.TypeAsync("Security");
        await Assertions.Expect(owner.Part("try-answer")).ToContainTextAsync("Security scanner, not counted as a person");
        await owner.TabToAsync("rules-save");
        await owner.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(owner.Part("rules-state")).ToContainTextAsync("Saved.");
        await Assertions.Expect(owner.Part("reapply-preview")).ToContainTextAsync("24 of ");

        await owner.TabToAsync("reapply-ask");
        await owner.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(owner.Part("reapply-confirm")).ToBeVisibleAsync();
        await owner.TabToAsync("reapply-start", presses: 1); // the keyboard is still where it was
        await owner.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(owner.Part("reapply-last")).ToContainTextAsync("Done", new() { Timeout = 30_000 });
        await Assertions.Expect(owner.Part("reapply-result")).ToContainTextAsync("114 → 90");
        await Assertions.Expect(watcher.Part("tile-opened")).ToContainTextAsync("90");

        using var audience = new Audience();
        await audience.OpenAsync(experiment.Pixel, cancel);
        var rows = await script.ExportWhenAsync(experiment.Uid, all => all.Count > Crowd.Hits, TimeSpan.FromSeconds(20), cancel);
        Assert.Equal(25, rows.Count(r => r.GetProperty("class").GetString() == "security_scanner" && r.GetProperty("rule").GetString() == "ua.mail-client"));
        owner.AssertNoFaults();
        watcher.AssertNoFaults();
    }

    [Fact]
    public async Task A_page_full_of_changes_in_every_look()
    {
        var cancel = TestContext.Current.CancellationToken;
        using var data = new DataFolder();
        await using var server = await ServerProcess.StartAsync(data.Location, cancel);
        await ServerProcess.RunCommandAsync(data.Location, ["admin", "create", "--name", Owner.Name, "--password", Owner.Password], cancel);
        using var script = new Script(server.Address, await ServerProcess.CreateKeyAsync(data.Location, cancel));
        var experiment = await script.RunExperimentAsync("summer-sale", "https://shop.example.test/summer", cancel);
        await Crowd.VisitAsync(experiment, cancel);
        await script.ExportWhenAsync(experiment.Uid, rows => rows.Count >= Crowd.Hits, TimeSpan.FromSeconds(20), cancel);
        await using var album = await Album.OpenAsync(chromium, server.Address);
        await album.EachAsync(SignInAsync);
        var times = 0;
        await album.TakeInTurnAsync("rules-applied", "/rules", owner => ReapplyAsync(owner, times++ % 2 == 0));
        await album.TakeAsync("rules-faults", "/rules", MistypeAsync);

        album.AssertNoFaults();
    }

    /// <summary>Re-applies a changed rule, and is about to re-apply another.</summary>
    private static async Task ReapplyAsync(Owner owner, bool isScanner)
    {
        await owner.TypeAsync("try-agent", People.MailClient);
        await owner.Page.GetByTestId("rule-ua.mail-client").GetByTestId("on-open").SelectOptionAsync(isScanner ? "SecurityScanner" : "HumanClient");
        await owner.Part("rules-save").ClickAsync();
        await Assertions.Expect(owner.Part("rules-state")).ToContainTextAsync("Saved.");
        await owner.Part("reapply-ask").ClickAsync();
        await owner.Part("reapply-start").ClickAsync();
        await Assertions.Expect(owner.Part("reapply-result")).ToContainTextAsync(isScanner ? "114 → 90" : "90 → 114", new() { Timeout = 30_000 });
        await owner.Page.GetByTestId("rule-ua.browser").GetByTestId("on-click").SelectOptionAsync(isScanner ? "Crawler" : "HumanBrowser");
        await owner.Part("rules-save").ClickAsync();
        await Assertions.Expect(owner.Part("rules-state")).ToContainTextAsync("Saved.");
        await owner.Part("reapply-ask").ClickAsync();
        await Assertions.Expect(owner.Part("reapply-confirm")).ToBeVisibleAsync();
        await owner.Page.EvaluateAsync("() => window.scrollTo(0, 0)");
    }

    /// <summary>Wants to save what cannot be saved.</summary>
    private static async Task MistypeAsync(Owner owner)
    {
        await owner.Page.GetByTestId("rule-ua.outlook").GetByTestId("on-open").SelectOptionAsync("Crawler");
        await owner.Part("own-add").ClickAsync();
        await owner.Part("own-add").ClickAsync();
        await owner.Part("own-text").First.FillAsync("Uptime-Probe");
        await owner.Part("own-name").First.FillAsync("Our own monitor");
        await owner.Part("rules-save").ClickAsync();
        await Assertions.Expect(owner.Part("rules-refusal")).ToBeVisibleAsync();
        await owner.Page.EvaluateAsync("() => window.scrollTo(0, 0)");
    }

    private async Task<Owner> SignInAsync(ServerProcess server)
    {
        var owner = await Owner.ArriveAsync(chromium, server.Address, Look.Desk);
        await SignInAsync(owner);
        return owner;
    }

    private static async Task SignInAsync(Owner owner)
    {
        await owner.GoAsync("/login");
        await owner.TypeAsync("login-name", Owner.Name);
        await owner.TypeAsync("login-password", Owner.Password);
        await owner.Page.Keyboard.PressAsync("Enter");
        await owner.Page.WaitForURLAsync("**/experiments");
        await owner.ReadyAsync();
    }
}
