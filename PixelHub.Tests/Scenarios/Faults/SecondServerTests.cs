using PixelHub.Tests.Support;

namespace PixelHub.Tests.Scenarios.Faults;

/// <summary>Two servers on one folder would give the same positions to different hits.</summary>
[Collection<Scenario>]
public sealed class SecondServerTests
{
    [Fact]
    public async Task A_second_server_on_the_same_folder_is_refused_and_the_first_goes_on()
    {
        var cancel = TestContext.Current.CancellationToken;
        using var data = new DataFolder();
        using var audience = new Audience();
        await using var server = await ServerProcess.StartAsync(data.Location, cancel);
        using var script = new Script(server.Address, await ServerProcess.CreateKeyAsync(data.Location, cancel));
        var experiment = await script.RunExperimentAsync("second", "https://shop.example.test/", cancel);
        await audience.OpenAsync(experiment.Pixel, cancel);

        var (exitCode, said) = await ServerProcess.StartInVainAsync(data.Location, cancel);

        Assert.NotEqual(0, exitCode);
        Assert.Contains($"Another PixelHub server is running on {data.Location}", said, StringComparison.Ordinal);
        await audience.OpenAsync(experiment.Pixel, cancel);
        await Books.AssertBalancedAsync(data, audience.Answered, server, cancel);
    }
}
