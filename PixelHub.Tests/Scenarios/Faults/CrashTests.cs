using System.Diagnostics;
using PixelHub.Tests.Support;

namespace PixelHub.Tests.Scenarios.Faults;

/// <summary>The promise: an event that was answered is on disk.</summary>
[Collection<Scenario>]
public sealed class CrashTests
{
    private const int Concurrency = 2_000;

    [Theory]
    [InlineData(50)]
    [InlineData(3_000)]
    [InlineData(8_000)]
    public async Task Kill_9_among_2000_requests_loses_no_answered_hit(int answersBeforeTheEnd)
    {
        var cancel = TestContext.Current.CancellationToken;
        using var data = new DataFolder();
        using var audience = new Audience();
        await using (var server = await ServerProcess.StartAsync(data.Location, cancel))
        {
            using var script = new Script(server.Address, await ServerProcess.CreateKeyAsync(data.Location, cancel));
            var experiment = await script.RunExperimentAsync("crash", "https://shop.example.test/", cancel);

            var storm = audience.StormAsync(experiment, Concurrency, cancel);
            await UntilAnsweredAsync(audience, answersBeforeTheEnd, server, cancel);
            await server.KillAsync(cancel);
            await storm.WaitAsync(TimeSpan.FromSeconds(60), cancel);
        }

        Assert.True(audience.Answered.Count >= answersBeforeTheEnd);
        await using var again = await ServerProcess.StartAsync(data.Location, cancel);
        await Books.AssertBalancedAsync(data, audience.Answered, again, cancel);
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
            await UntilAnsweredAsync(audience, 2_000, server, cancel);
            var exitCode = await server.StopAsync(cancel);
            await enough.CancelAsync();
            await storm.WaitAsync(TimeSpan.FromSeconds(60), cancel);
            Assert.True(exitCode == 0, $"Exit code {exitCode}:\n{server.Output}");
        }

        await using var again = await ServerProcess.StartAsync(data.Location, cancel);
        await Books.AssertBalancedAsync(data, audience.Answered, again, cancel);
    }

    private static async Task UntilAnsweredAsync(Audience audience, int count, ServerProcess server, CancellationToken cancel)
    {
        var clock = Stopwatch.StartNew();
        while (audience.Answered.Count < count)
        {
            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(90), $"Only {audience.Answered.Count} answers in {clock.Elapsed}:\n{server.Output}");
            await Task.Delay(5, cancel);
        }
    }
}
