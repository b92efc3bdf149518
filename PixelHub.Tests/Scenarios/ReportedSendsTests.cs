using System.Net.Http.Headers;
using System.Net.Http.Json;
using Microsoft.Playwright;
using PixelHub.Core.Accounts;
using PixelHub.Tests.Support;

namespace PixelHub.Tests.Scenarios;

/// <summary>A mailing program reports what it sends, and the owner watches the rate move.</summary>
[Collection<Scenario>]
public sealed class ReportedSendsTests(Chromium chromium)
{
    [Fact]
    public async Task Reported_mails_make_the_rate_by_themselves_and_once_over_a_restart()
    {
        var cancel = TestContext.Current.CancellationToken;
        using var data = new DataFolder();
        await using var server = await ServerProcess.StartAsync(data.Location, cancel);
        await ServerProcess.RunCommandAsync(data.Location, ["admin", "create", "--name", Owner.Name, "--password", Owner.Password], cancel);
        using var script = new Script(server.Address, await ServerProcess.CreateKeyAsync(data.Location, cancel));
        var experiment = await script.RunExperimentAsync("summer-sale", "https://shop.example.test/summer", cancel);
        await Crowd.VisitAsync(experiment, cancel);
        await script.ExportWhenAsync(experiment.Uid, rows => rows.Count >= Crowd.Hits, TimeSpan.FromSeconds(20), cancel);
        using var program = new HttpClient { BaseAddress = server.Address };
        program.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await EventKeyAsync(data.Location, cancel));
        await using var owner = await SignInAsync(server);
        await owner.GoAsync($"/experiments/{experiment.Uid}");
        await Assertions.Expect(owner.Part("open-rate-title")).ToHaveTextAsync("Open rate: not known yet");

        await ReportAsync(0, 400);
        await Assertions.Expect(owner.Part("open-rate-title")).ToHaveTextAsync("Open rate: between 28.5% and 37.5%"); // 114 and 36 of 400
        await Assertions.Expect(owner.Part("mail-source")).ToContainTextAsync("counted from the sends that your program reports");
        await ReportAsync(300, 500); // a hundred of them for the second time
        await Assertions.Expect(owner.Part("sent-reported")).ToContainTextAsync("500 reported as sent.");
        await Assertions.Expect(owner.Part("open-rate-title")).ToHaveTextAsync("Open rate: between 22.8% and 30.0%");
        await Assertions.Expect(owner.Part("feed-row").First).ToContainTextAsync("Sent");
        owner.AssertNoFaults();
        await KeepPictureAsync(owner, "desk", 1_440, ColorScheme.Light);
        await KeepPictureAsync(owner, "phone", 390, ColorScheme.Dark);

        async Task ReportAsync(int from, int to)
        {
            foreach (var part in Enumerable.Range(from, to - from).Chunk(100))
            {
                using var answer = await program.PostAsJsonAsync("s/events", part.Select(i => new { @event = "send", experiment = experiment.Slug, recipient = $"mail-{i}" }), cancel);
                Assert.Equal("""{"ok":true,"processed":100,"errors":[]}""", await answer.Content.ReadAsStringAsync(cancel));
            }
        }
    }

    private static async Task KeepPictureAsync(Owner owner, string name, int width, ColorScheme scheme)
    {
        await owner.Page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = scheme });
        await owner.Page.SetViewportSizeAsync(width, 900);
        await owner.Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Repository.Screenshots, $"reported-sends-{name}.png"), FullPage = true });
    }

    private static Task<string> EventKeyAsync(string folder, CancellationToken cancellationToken) =>
        ServerProcess.RunCommandAsync(folder, ["key", "create", "--name", "mailer", "--scopes", ApiScopes.EventsWrite], cancellationToken);

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
