using System.Diagnostics;
using System.Text.Json;
using PixelHub.Tests.Support;

namespace PixelHub.Tests.Scenarios;

/// <summary>The promise: an event that was answered is on disk.</summary>
[Collection<Scenario>]
public sealed class CrashTests
{
    private const int Concurrency = 2_000;
    private static readonly TimeSpan CatchUp = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData(50)]
    [InlineData(3_000)]
    [InlineData(8_000)]
    public async Task Kill_9_among_2000_requests_loses_no_answered_open(int answersBeforeTheEnd)
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
            experiment = await script.RunExperimentAsync("crash", "https://shop.example.test/", cancel);

            var storm = audience.StormAsync(experiment.Pixel, Concurrency, cancel);
            await UntilAnsweredAsync(audience, answersBeforeTheEnd, server, cancel);
            await server.KillAsync(cancel);
            await storm.WaitAsync(TimeSpan.FromSeconds(60), cancel);
        }

        Assert.True(audience.Answered.Count >= answersBeforeTheEnd);
        await using var again = await ServerProcess.StartAsync(data.Location, cancel);
        using var reader = new Script(again.Address, key);
        await AssertEachOnceAsync(reader, experiment.Uid, audience.Answered, cancel);
    }

    [Fact]
    public async Task A_clean_stop_under_load_loses_nothing_and_ends_with_code_0()
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
            experiment = await script.RunExperimentAsync("clean-stop", "https://shop.example.test/", cancel);

            using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            var storm = audience.StormAsync(experiment.Pixel, 200, enough.Token);
            await UntilAnsweredAsync(audience, 2_000, server, cancel);
            var exitCode = await server.StopAsync(cancel);
            await enough.CancelAsync();
            await storm.WaitAsync(TimeSpan.FromSeconds(60), cancel);
            Assert.True(exitCode == 0, $"Exit code {exitCode}:\n{server.Output}");
        }

        await using var again = await ServerProcess.StartAsync(data.Location, cancel);
        using var reader = new Script(again.Address, key);
        await AssertEachOnceAsync(reader, experiment.Uid, audience.Answered, cancel);
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

    private static async Task AssertEachOnceAsync(Script reader, string uid, IReadOnlyCollection<string> answered, CancellationToken cancel)
    {
        var rows = await reader.ExportWhenAsync(uid, r => answered.Except(Marks(r), StringComparer.Ordinal).Any() is false, CatchUp, cancel);
        var kept = Marks(rows).ToList();
        Assert.True(kept.Count >= answered.Count, $"{answered.Count} answers, but only {kept.Count} rows.");
        Assert.Equal(kept.Count, kept.ToHashSet(StringComparer.Ordinal).Count);
        Assert.Empty(answered.Except(kept, StringComparer.Ordinal));
        Assert.Equal(rows.Count, rows.Select(row => row.GetProperty("id").GetString()).ToHashSet(StringComparer.Ordinal).Count);
    }

    private static IEnumerable<string> Marks(IEnumerable<JsonElement> rows) => rows.Select(row => row.GetProperty("campaign").GetString()!);
}
