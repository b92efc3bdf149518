using System.Text;
using Microsoft.Playwright;
using PixelHub.Tests.Support;

namespace PixelHub.Tests.Scenarios;

/// <summary>From counts to a rate: sent mails typed with the keyboard alone, then read from a file.</summary>
[Collection<Scenario>]
public sealed class SentCountsTests(Chromium chromium)
{
    [Fact]
    public async Task Sent_mails_make_a_range_and_a_file_with_a_bad_line_loses_no_good_one()
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
        await owner.GoAsync($"/experiments/{experiment.Uid}");
        await Assertions.Expect(owner.Part("open-rate-title")).ToHaveTextAsync("Open rate: not known yet");

        await owner.TabToAsync("count-sent");
        await owner.Page.Keyboard.TypeAsync("412");
        await owner.TabToAsync("count-bounced");
        await owner.Page.Keyboard.TypeAsync("12");
        await owner.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(owner.Part("sent-state")).ToHaveTextAsync("Saved");
        await Assertions.Expect(owner.Part("open-rate-title")).ToHaveTextAsync("Open rate: between 28.5% and 37.5%"); // 114 and 36 of 400

        await owner.TabToAsync("sent-file"); // the browser's own control: it can be reached without a mouse
        await owner.Part("sent-file").SetInputFilesAsync(new FilePayload { Name = "sent.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes("variant,sent,bounced\nnobody,5\nA,200\n") });
        await Assertions.Expect(owner.Part("sent-faults")).ToContainTextAsync("Line 2: there is no variant “nobody”");
        await Assertions.Expect(owner.Part("count-sent")).ToHaveValueAsync("200");
        await owner.TabToAsync("sent-save");
        await owner.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(owner.Part("open-rate-title")).ToHaveTextAsync("Open rate: between 57.0% and 75.0%");
        owner.AssertNoFaults();
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
