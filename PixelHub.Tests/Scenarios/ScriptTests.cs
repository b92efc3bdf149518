using System.Net;
using PixelHub.Tests.Support;

namespace PixelHub.Tests.Scenarios;

/// <summary>A script does the whole main job without a browser.</summary>
[Collection<Scenario>]
public sealed class ScriptTests
{
    private const string Destination = "https://shop.example.test/summer?utm_source=mail#offers";

    [Fact]
    public async Task From_a_key_on_the_command_line_to_the_export()
    {
        var cancel = TestContext.Current.CancellationToken;
        using var data = new DataFolder();
        await using var server = await ServerProcess.StartAsync(data.Location, cancel);
        var key = await ServerProcess.CreateKeyAsync(data.Location, cancel);
        Assert.Matches("^ph_live_[0-9a-f]{64}$", key);

        using var script = new Script(server.Address, key);
        var experiment = await script.RunExperimentAsync("script", Destination, cancel);
        Assert.Equal(new Uri(server.Address, "/s/script/pixel.gif"), experiment.Pixel);
        Assert.Equal(new Uri(server.Address, "/s/script/click"), experiment.Click);

        using var audience = new Audience();
        var mark = await audience.OpenAsync(experiment.Pixel, cancel);
        Assert.Equal(Destination, await audience.ClickAsync(experiment.Click, cancel));

        var rows = await script.ExportWhenAsync(experiment.Uid, r => r.Count >= 2, TimeSpan.FromSeconds(10), cancel);
        Assert.Equal(["impression", "click"], rows.Select(row => row.GetProperty("kind").GetString()), StringComparer.Ordinal);
        Assert.Equal(mark, rows[0].GetProperty("campaign").GetString());
        Assert.All(rows, row =>
        {
            Assert.Equal("counted", row.GetProperty("scope").GetString());
            Assert.Equal("a", row.GetProperty("variantId").GetString());
            // Pseudonymous: the plain recipient is nowhere.
            Assert.DoesNotContain("@example.test", row.GetRawText(), StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task Without_a_key_or_with_a_wrong_one_the_answer_is_401_and_never_a_login_page()
    {
        var cancel = TestContext.Current.CancellationToken;
        using var data = new DataFolder();
        await using var server = await ServerProcess.StartAsync(data.Location, cancel);
        foreach (var key in new[] { "nonsense", "ph_live_" + new string('0', 64) })
        {
            using var script = new Script(server.Address, key);
            using var answer = await script.PostExperimentAsync("nobody", Destination, cancel);
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
            Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        }
    }

    [Fact]
    public async Task What_was_made_is_there_after_a_restart()
    {
        var cancel = TestContext.Current.CancellationToken;
        using var data = new DataFolder();
        using var audience = new Audience();
        ScriptedExperiment experiment;
        string key;
        await using (var server = await ServerProcess.StartAsync(data.Location, cancel))
        {
            key = await ServerProcess.CreateKeyAsync(data.Location, cancel);
            using var script = new Script(server.Address, key);
            experiment = await script.RunExperimentAsync("restart", Destination, cancel);
            await audience.OpenAsync(experiment.Pixel, cancel);
            Assert.Equal(0, await server.StopAsync(cancel));
        }

        await using var again = await ServerProcess.StartAsync(data.Location, cancel);
        Assert.Equal(Destination, await audience.ClickAsync(new Uri(again.Address, experiment.Click.PathAndQuery), cancel));
        using var reader = new Script(again.Address, key);
        var rows = await reader.ExportWhenAsync(experiment.Uid, r => r.Count >= 2, TimeSpan.FromSeconds(10), cancel);
        Assert.Equal(["impression", "click"], rows.Select(row => row.GetProperty("kind").GetString()), StringComparer.Ordinal);
    }
}
