using System.Reflection;
using Microsoft.AspNetCore.Components;
using Microsoft.Playwright;
using PixelHub.Tests.Support;
using PixelHub.Web.Composition;

namespace PixelHub.Tests.Scenarios;

/// <summary>Every page, light and dark, on a desk and on a phone: a picture of each, nothing that axe calls serious, no error, no other host.</summary>
[Collection<Scenario>]
public sealed class PagesTests(Chromium chromium)
{
    /// <summary>Each route with where it is looked at; “{Uid}” stands for an experiment.</summary>
    private static readonly Dictionary<string, string> Visited = new(StringComparer.Ordinal)
    {
        ["/"] = "experiments",
        ["/doctor"] = "doctor",
        ["/experiments"] = "experiments",
        ["/experiments/new"] = "experiment-new",
        ["/experiments/{Uid}"] = "experiment",
        ["/experiments/{Uid}/check"] = "check-waiting",
        ["/experiments/{Uid}/edit"] = "experiment-edit",
        ["/experiments/{Uid}/privacy"] = "receipt",
        ["/help/numbers"] = "numbers",
        ["/login"] = "login",
        ["/logout"] = "logout",
        ["/not-found"] = "not-found",
        ["/privacy"] = "privacy",
        ["/recipients"] = "recipients",
        ["/rules"] = "rules",
        ["/setup"] = "setup",
        ["/system"] = "system",
    };

    [Fact]
    public void Every_route_is_looked_at()
    {
        var routes = typeof(ServerBuilder).Assembly.GetTypes().SelectMany(type => type.GetCustomAttributes<RouteAttribute>()).Select(route => route.Template);

        Assert.Equal(Visited.Keys.Order(StringComparer.Ordinal), routes.Order(StringComparer.Ordinal), StringComparer.Ordinal);
    }

    [Fact]
    public async Task Every_page_in_every_look()
    {
        var cancel = TestContext.Current.CancellationToken;
        using var data = new DataFolder();
        await using var server = await ServerProcess.StartAsync(data.Location, cancel);
        await using var album = await Album.OpenAsync(chromium, server.Address);
        await album.TakeAsync("setup", "/setup", async stranger =>
        {
            await stranger.TypeAsync("setup-name", Owner.Name);
            await stranger.TypeAsync("setup-password", "secret1");
        });

        await ServerProcess.RunCommandAsync(data.Location, ["admin", "create", "--name", Owner.Name, "--password", Owner.Password], cancel);
        await album.TakeAsync("login", "/login");
        await album.EachAsync(SignInAsync);
        await album.TakeAsync("experiments-none", "/experiments");
        await album.TakeAsync("logout", "/logout");
        await album.TakeAsync("not-found", "/not-found");
        await album.TakeAsync("experiment-new", "/experiments/new", async owner => await owner.TypeAsync("field-name", "Autumn letter"));

        using var script = new Script(server.Address, await ServerProcess.CreateKeyAsync(data.Location, cancel));
        var experiment = await script.RunExperimentAsync("summer-sale", "https://shop.example.test/summer", cancel);
        await script.CreateAsync("autumn-letter", "https://shop.example.test/autumn", cancel);
        await album.TakeAsync("experiment-no-hits", $"/experiments/{experiment.Uid}");

        await Crowd.VisitAsync(experiment, cancel);
        await script.ExportWhenAsync(experiment.Uid, rows => rows.Count >= Crowd.Hits, TimeSpan.FromSeconds(20), cancel);
        await album.TakeAsync("experiments", "/experiments");
        await album.TakeAsync("experiment", $"/experiments/{experiment.Uid}", async owner => await Assertions.Expect(owner.Part("feed-row").First).ToBeVisibleAsync());
        await album.TakeInTurnAsync("experiment-sent", $"/experiments/{experiment.Uid}", CountSentAsync);
        await album.TakeAsync("experiment-classes", $"/experiments/{experiment.Uid}?classes=people,proxied,prefetch,crawler");
        await album.TakeAsync("experiment-explained", $"/experiments/{experiment.Uid}", MailScreens.ExplainAsync);
        await album.TakeAsync("check-waiting", $"/experiments/{experiment.Uid}/check");
        await album.TakeInTurnAsync("check", $"/experiments/{experiment.Uid}/check", owner => MailScreens.ArriveAsync(owner, experiment, cancel));
        await album.TakeAsync("doctor", "/doctor", owner => MailScreens.PasteAsync(owner, MailScreens.SickMail(server.Address)));
        await album.TakeAsync("numbers", "/help/numbers#open-rate");
        await album.TakeAsync("experiment-by-client", $"/experiments/{experiment.Uid}?by=clients");
        await album.TakeAsync("experiment-snippets", $"/experiments/{experiment.Uid}?tab=snippets", async owner => await Assertions.Expect(owner.Part("qr").First).ToBeVisibleAsync());
        await album.TakeAsync("experiment-edit", $"/experiments/{experiment.Uid}/edit");
        var overfull = await script.CreateOverfullAsync(cancel);
        await album.TakeAsync("experiments-overfull", "/experiments");
        await album.TakeAsync("experiment-edit-overfull", $"/experiments/{overfull.Uid}/edit", async owner => await owner.Part("more").ClickAsync());
        await script.StartAsync(overfull, cancel);
        await Crowd.StampedeAsync(overfull, cancel);
        await script.ExportWhenAsync(overfull.Uid, rows => rows.Count >= Crowd.Stampeders, TimeSpan.FromSeconds(20), cancel);
        await album.TakeAsync("experiment-overfull", $"/experiments/{overfull.Uid}?by=campaigns&values=many");
        await album.TakeAsync("experiment-sent-overfull", $"/experiments/{overfull.Uid}", async owner => await owner.Part("sent-toggle").ClickAsync());
        await album.TakeAsync("experiment-missing", "/experiments/exp_missing");
        await album.TakeAsync("rules", "/rules", async owner => await owner.TypeAsync("try-agent", People.MailClient));
        await album.TakeAsync("recipients", "/recipients", FindRecipientAsync);
        await album.TakeAsync("recipients-erase", "/recipients", async owner =>
        {
            await FindRecipientAsync(owner);
            await owner.Part("recipient-erase").ClickAsync();
            await Assertions.Expect(owner.Part("erase-confirm")).ToBeVisibleAsync();
        });
        await album.TakeInTurnAsync("recipients-receipt", "/recipients", EraseRecipientAsync);
        await album.TakeAsync("system", "/system");
        await album.TakeAsync("privacy", "/privacy", async owner => await owner.TypeAsync("optout-recipient", "anna@example.test"));
        await album.TakeAsync("receipt", $"/experiments/{experiment.Uid}/privacy", async owner => await Assertions.Expect(owner.Part("receipt")).ToBeVisibleAsync());
        await album.TakeAsync("receipt-overfull", $"/experiments/{overfull.Uid}/privacy", async owner => await Assertions.Expect(owner.Part("receipt")).ToBeVisibleAsync());

        album.AssertNoFaults();
    }

    /// <summary>Looks for somebody of the crowd who opened and clicked.</summary>
    private static async Task FindRecipientAsync(Owner owner)
    {
        await owner.TypeAsync("recipient", "1-0");
        await owner.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(owner.Part("recipient-row")).ToHaveCountAsync(1);
    }

    /// <summary>Each look erases another one: afterwards nothing is found of them.</summary>
    private static async Task EraseRecipientAsync(Owner owner)
    {
        for (var reader = 1; reader < 12; reader++)
        {
            await owner.TypeAsync("recipient", string.Create(System.Globalization.CultureInfo.InvariantCulture, $"1-{reader}"));
            await owner.Page.Keyboard.PressAsync("Enter");
            await Assertions.Expect(owner.Part("recipient-erase")).ToBeVisibleAsync();
            if (await owner.Part("recipient-row").CountAsync() > 0)
            {
                break;
            }
        }

        await owner.Part("recipient-erase").ClickAsync();
        await owner.Part("erase-confirm").ClickAsync();
        await Assertions.Expect(owner.Part("receipt")).ToContainTextAsync("Nothing is left", new LocatorAssertionsToContainTextOptions { Timeout = 15_000 });
    }

    /// <summary>Says how many mails were sent, with the keyboard alone.</summary>
    private static async Task CountSentAsync(Owner owner)
    {
        if (await owner.Part("sent-toggle").GetAttributeAsync("aria-expanded") == "false")
        {
            await owner.Part("sent-toggle").PressAsync("Enter");
        }

        await owner.TypeAsync("count-sent", "412");
        await owner.TabToAsync("count-bounced");
        await owner.Page.Keyboard.PressAsync("ControlOrMeta+A");
        await owner.Page.Keyboard.TypeAsync("12");
        await owner.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(owner.Part("sent-state")).ToHaveTextAsync("Saved");
        await Assertions.Expect(owner.Part("open-rate-title")).ToContainTextAsync("between");
        await owner.Page.EvaluateAsync("() => window.scrollTo(0, 0)"); // else the head of the page lies over the picture
    }

    private static async Task SignInAsync(Owner owner)
    {
        await owner.GoAsync("/login");
        await owner.TypeAsync("login-name", Owner.Name);
        await owner.TypeAsync("login-password", Owner.Password);
        await owner.Part("login-submit").ClickAsync();
        await owner.Page.WaitForURLAsync("**/experiments");
        await owner.ReadyAsync();
    }
}
