using Microsoft.Playwright;
using PixelHub.Tests.Support;

namespace PixelHub.Tests.Scenarios;

/// <summary>The main job without a mouse, and the door of the dashboard.</summary>
[Collection<Scenario>]
public sealed class KeyboardTests(Chromium chromium)
{
    [Fact]
    public async Task The_main_job_and_the_door_with_the_keyboard_alone()
    {
        var cancel = TestContext.Current.CancellationToken;
        using var data = new DataFolder();
        await using var server = await ServerProcess.StartAsync(data.Location, cancel);
        await using var owner = await Owner.ArriveAsync(chromium, server.Address, Look.Desk);
        var keys = owner.Page.Keyboard;

        await owner.GoAsync("/");
        await FillAsync(owner, ("setup-name", Owner.Name), ("setup-password", Owner.Password), ("setup-confirm", Owner.Password));
        await keys.PressAsync("Enter");
        await owner.Page.WaitForURLAsync("**/experiments/new");
        await owner.ReadyAsync();

        await FillAsync(owner, ("field-name", "Keyboard only"), ("field-destination", "https://shop.example.test/"), ("field-sent", "50"));
        await owner.TabToAsync("save-start");
        await keys.PressAsync("Enter");
        await Assertions.Expect(owner.Part("status")).ToHaveTextAsync("Running", new() { IgnoreCase = true });

        await owner.TabToAsync("tab-snippets");
        await keys.PressAsync("Enter");
        await owner.TabToAsync("copy-pixel");
        await keys.PressAsync("Enter");
        await Assertions.Expect(owner.Part("copy-pixel")).ToHaveAttributeAsync("data-copied", "yes");
        Assert.Contains("/s/keyboard-only/pixel.gif", await owner.PasteAsync(), StringComparison.Ordinal);

        await owner.TabToAsync("pause");
        await keys.PressAsync("Space");
        await Assertions.Expect(owner.Part("status")).ToHaveTextAsync("Paused", new() { IgnoreCase = true });

        await SignOutAsync(owner);
        await FillAsync(owner, ("login-name", Owner.Name), ("login-password", "not the password"));
        await keys.PressAsync("Enter");
        await Assertions.Expect(owner.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("do not fit");

        await FillAsync(owner, ("login-name", Owner.Name), ("login-password", Owner.Password));
        await keys.PressAsync("Enter");
        await owner.Page.WaitForURLAsync("**/experiments");
        await Assertions.Expect(owner.Page.GetByRole(AriaRole.Link, new() { Name = "Keyboard only" })).ToBeVisibleAsync();
        owner.AssertNoFaults();
    }

    [Fact]
    public async Task Without_signing_in_every_page_leads_to_the_door_and_nothing_is_shown()
    {
        var cancel = TestContext.Current.CancellationToken;
        using var data = new DataFolder();
        await using var server = await ServerProcess.StartAsync(data.Location, cancel);
        await ServerProcess.RunCommandAsync(data.Location, ["admin", "create", "--name", Owner.Name, "--password", Owner.Password], cancel);
        await using var stranger = await Owner.ArriveAsync(chromium, server.Address, Look.Desk);

        foreach (var path in new[] { "/", "/experiments", "/experiments/new", "/experiments/exp_x", "/experiments/exp_x/edit", "/experiments/exp_x/privacy", "/rules", "/privacy", "/system", "/setup" })
        {
            await stranger.GoAsync(path);
            await stranger.Page.WaitForURLAsync("**/login**");
            await Assertions.Expect(stranger.Part("login-name")).ToBeVisibleAsync();
        }

        stranger.AssertNoFaults();
    }

    private static async Task SignOutAsync(Owner owner)
    {
        var button = owner.Page.GetByRole(AriaRole.Button, new() { Name = "Sign out" });
        await button.FocusAsync();
        await owner.Page.Keyboard.PressAsync("Enter");
        await owner.Page.WaitForURLAsync("**/login**");
        await owner.ReadyAsync();
    }

    private static async Task FillAsync(Owner owner, params (string Id, string Text)[] fields)
    {
        foreach (var (id, text) in fields)
        {
            if (!await owner.Page.EvaluateAsync<bool>("id => document.activeElement?.closest(`[data-testid='${id}']`) !== null", id))
            {
                await owner.TabToAsync(id);
            }

            await owner.Page.Keyboard.PressAsync("ControlOrMeta+A");
            await owner.Page.Keyboard.TypeAsync(text);
        }
    }
}
