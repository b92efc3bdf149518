using System.Net;
using PixelHub.Tests.Support;

namespace PixelHub.Tests.Scenarios.Faults;

/// <summary>A data folder that cannot be written: readers of sent mails notice nothing, the owner is told.</summary>
[Collection<Scenario>]
public sealed class ReadOnlyFolderTests
{
    private const string Destination = "https://shop.example.test/still-here";

    [Fact]
    public async Task With_data_from_before_pixels_and_links_answer_the_loss_is_logged_and_changes_get_503()
    {
        var cancel = TestContext.Current.CancellationToken;
        var restriction = Restricted.ByFileModes();
        await Restricted.NeedAsync(restriction, cancel);
        using var data = new DataFolder();
        using var audience = new Audience();
        ScriptedExperiment before;
        string key;
        await using (var server = await ServerProcess.StartAsync(data.Location, cancel))
        {
            key = await ServerProcess.CreateKeyAsync(data.Location, cancel);
            using var script = new Script(server.Address, key);
            before = await script.RunExperimentAsync("read-only", Destination, cancel);
            await audience.OpenAsync(before.Pixel, cancel);
            Assert.Equal(0, await server.StopAsync(cancel));
        }

        data.MakeReadOnly();
        await using var crippled = await ServerProcess.StartAsync(data.Location, cancel, restriction);
        await audience.OpenAsync(new Uri(crippled.Address, before.Pixel.PathAndQuery), cancel);
        Assert.Equal(Destination, await audience.ClickAsync(new Uri(crippled.Address, before.Click.PathAndQuery), cancel));
        await crippled.SaidAsync("lost", TimeSpan.FromSeconds(15), cancel);
        Assert.Contains(data.Location, crippled.Output, StringComparison.Ordinal);

        using var refused = new Script(crippled.Address, key);
        using var answer = await refused.PostExperimentAsync("another", Destination, cancel);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task A_first_start_stops_with_a_sentence_that_names_the_folder()
    {
        var cancel = TestContext.Current.CancellationToken;
        var restriction = Restricted.ByFileModes();
        await Restricted.NeedAsync(restriction, cancel);
        using var data = new DataFolder();
        data.MakeReadOnly();

        var (exitCode, output) = await ServerProcess.StartInVainAsync(data.Location, cancel, restriction);

        Assert.NotEqual(0, exitCode);
        Assert.Contains(data.Location, output, StringComparison.Ordinal);
        Assert.Contains("writ", output, StringComparison.OrdinalIgnoreCase); // "written", "writable": what is wrong with it
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
        Assert.DoesNotContain("Unhandled exception", output, StringComparison.OrdinalIgnoreCase);
    }
}
