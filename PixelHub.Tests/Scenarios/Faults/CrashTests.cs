using PixelHub.Tests.Support;

namespace PixelHub.Tests.Scenarios.Faults;

/// <summary>The promise: an event that was answered is on disk.</summary>
[Collection<Scenario>]
public sealed class CrashTests
{
    private const int Concurrency = 2_000;
    private const int Enough = 3_000;

    [Fact]
    public async Task Kill_9_among_2000_requests_loses_no_answered_hit()
    {
        var cancel = TestContext.Current.CancellationToken;
        using var data = new DataFolder();
        using var audience = new Audience();
        await using (var server = await ServerProcess.StartAsync(data.Location, cancel))
        {
            using var script = new Script(server.Address, await ServerProcess.CreateKeyAsync(data.Location, cancel));
            var experiment = await script.RunExperimentAsync("crash", "https://shop.example.test/", cancel);

            var storm = audience.StormAsync(experiment, Concurrency, cancel);
            await audience.UntilAnsweredAsync(Enough, server, cancel);
            await server.KillAsync(cancel);
            await storm.WaitAsync(TimeSpan.FromSeconds(60), cancel);
        }

        await using var again = await ServerProcess.StartAsync(data.Location, cancel);
        await Books.AssertBalancedAsync(data, audience.Promised, again, cancel);
    }

    [Fact]
    public async Task A_clean_stop_under_load_loses_nothing_and_ends_with_code_0()
    {
        var cancel = TestContext.Current.CancellationToken;
        using var data = new DataFolder();
        using var audience = new Audience();
        await using (var server = await ServerProcess.StartAsync(data.Location, cancel))
        {
            using var script = new Script(server.Address, await ServerProcess.CreateKeyAsync(data.Location, cancel));
            var experiment = await script.RunExperimentAsync("clean-stop", "https://shop.example.test/", cancel);

            using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            var storm = audience.StormAsync(experiment, 200, enough.Token);
            await audience.UntilAnsweredAsync(2_000, server, cancel);
            var exitCode = await server.StopAsync(cancel);
            await enough.CancelAsync();
            await storm.WaitAsync(TimeSpan.FromSeconds(60), cancel);
            Assert.True(exitCode == 0, $"Exit code {exitCode}:\n{server.Output}");
        }

        await using var again = await ServerProcess.StartAsync(data.Location, cancel);
        await Books.AssertBalancedAsync(data, audience.Promised, again, cancel);
    }
}
