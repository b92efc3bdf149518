using PixelHub.Tests.Support;

namespace PixelHub.Tests.Scenarios.Faults;

/// <summary>kill -9, again and again, at moments that nobody chose.</summary>
[Collection<Scenario>]
public sealed class KillTests
{
    private const string Destination = "https://shop.example.test/";
    private const int Concurrency = 300;
    private static readonly TimeSpan StormLimit = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Killed_under_load_again_and_again_it_keeps_every_answered_hit_once()
    {
        var cancel = TestContext.Current.CancellationToken;
        var chance = FaultRun.Chance();
        using var data = new DataFolder();
        using var audience = new Audience();
        var server = await ServerProcess.StartAsync(data.Location, cancel);
        try
        {
            using var script = new Script(server.Address, await ServerProcess.CreateKeyAsync(data.Location, cancel));
            var experiment = await script.RunExperimentAsync("killed", Destination, cancel);
            for (var round = 1; round <= FaultRun.Of(3, 50); round++)
            {
                var before = audience.Answered.Count;
                var storm = audience.StormAsync(experiment.At(server.Address), Concurrency, cancel);
                await audience.UntilAnsweredAsync(before + 1, server, cancel);
                await Task.Delay(chance.Next(50, 1_500), cancel);
                await server.KillAsync(cancel);
                await storm.WaitAsync(StormLimit, cancel);
                await server.DisposeAsync();
                if (round % 3 == 2)
                {
                    await ServerProcess.KillWhileStartingAsync(data.Location, TimeSpan.FromMilliseconds(chance.Next(200, 2_000)), cancel);
                }

                server = await ServerProcess.StartAsync(data.Location, cancel);
                await Books.AssertBalancedAsync(data, audience.Promised, server, cancel);
                await Books.AssertRecountFindsNothingAsync(data, cancel);
                FaultRun.Note($"kill {round}: {audience.Answered.Count} hits answered so far");
            }
        }
        finally
        {
            await server.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_first_start_killed_at_any_moment_is_no_obstacle_to_the_next()
    {
        var cancel = TestContext.Current.CancellationToken;
        var chance = FaultRun.Chance();
        for (var round = 1; round <= FaultRun.Of(1, 15); round++)
        {
            using var data = new DataFolder();
            using var audience = new Audience();
            await ServerProcess.KillWhileStartingAsync(data.Location, TimeSpan.FromMilliseconds(chance.Next(200, 2_000)), cancel);

            await using var server = await ServerProcess.StartAsync(data.Location, cancel);
            using var script = new Script(server.Address, await ServerProcess.CreateKeyAsync(data.Location, cancel));
            var experiment = await script.RunExperimentAsync("first-start", Destination, cancel);
            await audience.OpenAsync(experiment.Pixel, cancel);
            await Books.AssertBalancedAsync(data, audience.Promised, server, cancel);
        }
    }
}
