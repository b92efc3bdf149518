using Microsoft.Playwright;
using PixelHub.Tests.Support;

namespace PixelHub.Tests.Scenarios;

/// <summary>The pages round a mail in a real browser: the switches and explanations of an experiment, the live check, and the doctor.</summary>
[Collection<Scenario>]
public sealed class MailToolsTests(Chromium chromium)
{
    [Fact]
    public async Task Switches_explanations_the_check_and_the_doctor_with_the_keyboard_alone()
    {
        var cancel = TestContext.Current.CancellationToken;
        using var data = new DataFolder();
        await using var server = await ServerProcess.StartAsync(data.Location, cancel);
        await ServerProcess.RunCommandAsync(data.Location, ["admin", "create", "--name", Owner.Name, "--password", Owner.Password], cancel);
        using var script = new Script(server.Address, await ServerProcess.CreateKeyAsync(data.Location, cancel));
        var experiment = await script.RunExperimentAsync("summer-sale", "https://shop.example.test/summer", cancel);
        await Crowd.VisitAsync(experiment, cancel);
        await script.ExportWhenAsync(experiment.Uid, rows => rows.Count >= Crowd.Hits, TimeSpan.FromSeconds(20), cancel);
        await using var owner = await SignInAsync(server);

        await ChooseClassesAsync(owner, experiment);
        await ExplainAsync(owner);
        await owner.Page.Keyboard.PressAsync("m");
        await owner.Page.WaitForURLAsync("**/check");
        await MailScreens.ArriveAsync(owner, experiment, cancel);
        await ConsultAsync(owner, server.Address);
        owner.AssertNoFaults();
    }

    private static async Task ChooseClassesAsync(Owner owner, ScriptedExperiment experiment)
    {
        await owner.GoAsync($"/experiments/{experiment.Uid}");
        await owner.TabToAsync("switch-prefetch", 200);
        await owner.Page.Keyboard.PressAsync("Space");
        await owner.Page.WaitForURLAsync("**classes=people,proxied,prefetch**");
        await Assertions.Expect(owner.Part("class-chip")).ToContainTextAsync("Not only people: + Prefetched");
        await Assertions.Expect(owner.Part("chosen-opens")).ToHaveTextAsync("133"); // 114 of people, 19 fetched by Apple's proxy
        await Assertions.Expect(owner.Part("switch-prefetch")).ToHaveAttributeAsync("aria-checked", "true");

        await owner.Page.GoBackAsync();
        await Assertions.Expect(owner.Part("class-chip")).ToHaveCountAsync(0);
        await owner.Page.GoForwardAsync();
        await Assertions.Expect(owner.Part("class-chip")).ToBeVisibleAsync();
        await owner.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(owner.Part("class-chip")).ToHaveCountAsync(0);
        await Assertions.Expect(owner.Part("switch-prefetch")).ToHaveAttributeAsync("aria-checked", "false");
    }

    private static async Task ExplainAsync(Owner owner)
    {
        await MailScreens.ExplainAsync(owner);
        await Assertions.Expect(owner.Part("explain-formula")).ToHaveTextAsync("people who opened 114 = direct 72 + through mail proxies 42 + inferred from clicks 0");
        await Assertions.Expect(owner.Part("explain-class").First).ToContainTextAsync("included");
        await owner.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(owner.Part("explain")).ToBeHiddenAsync();
        await Assertions.Expect(owner.Part("tile-opened").GetByRole(AriaRole.Button)).ToBeFocusedAsync();
    }

    private static async Task ConsultAsync(Owner owner, Uri server)
    {
        await owner.Page.Keyboard.PressAsync("g");
        await owner.Page.Keyboard.PressAsync("d");
        await owner.Page.WaitForURLAsync("**/doctor");
        await owner.ReadyAsync();
        var mail = MailScreens.SickMail(server) + new string('x', 300_000); // far more than one message to the server may be
        await MailScreens.PasteAsync(owner, mail);
        await Assertions.Expect(owner.Page.Locator("[data-code=pixel-doubled]")).ToContainTextAsync("Lines 6, 7");
        await Assertions.Expect(owner.Page.Locator("[data-code=tag-encoded]")).ToBeVisibleAsync();
        await Assertions.Expect(owner.Page.Locator("[data-code=slug-unknown]")).ToContainTextAsync("“sumer-sale”");
        await owner.Part("copy-mended").PressAsync("Enter");
        await Assertions.Expect(owner.Part("copy-mended")).ToHaveAttributeAsync("data-copied", "yes");
        var mended = await owner.PasteAsync();
        Assert.Equal(
            mail.Replace(" style=\"display:none\" loading=\"lazy\"", "", StringComparison.Ordinal).Replace("&l=", "&amp;l=", StringComparison.Ordinal)
                .Replace($"<img src=\"{server}s/summer-sale/pixel.gif?r=*|UNIQID|*\" width=\"1\" height=\"1\" alt=\"\">", "", StringComparison.Ordinal),
            mended.ReplaceLineEndings("\n"));
    }

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
