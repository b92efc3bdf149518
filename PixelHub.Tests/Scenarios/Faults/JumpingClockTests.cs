using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using PixelHub.Core.Accounts;
using PixelHub.Tests.Support;

namespace PixelHub.Tests.Scenarios.Faults;

/// <summary>The machine's clock is set while the server runs, or while it does not: hits carry what the clock said, and each is kept once.</summary>
[Collection<Scenario>]
public sealed class JumpingClockTests
{
    private const string Destination = "https://shop.example.test/";
    private const int Opens = 20;

    private static readonly TimeSpan[] Jumps =
    [
        TimeSpan.Zero, TimeSpan.FromHours(7), TimeSpan.FromHours(33), TimeSpan.FromHours(3), TimeSpan.FromDays(400), TimeSpan.FromDays(-400), TimeSpan.FromMinutes(-1),
    ];

    [Fact]
    public async Task Set_forward_and_back_over_midnights_while_it_runs()
    {
        var cancel = TestContext.Current.CancellationToken;
        var clock = new SetClock();
        using var audience = new Audience();
        using var data = new DataFolder();
        await using var app = Start(data, clock);
        var (script, experiment) = await PrepareAsync(app, cancel);
        using var _ = script;
        foreach (var jump in Jumps)
        {
            clock.Offset = jump;
            var (known, since) = (audience.Answered.ToHashSet(StringComparer.Ordinal), clock.GetUtcNow());
            await audience.VisitAsync(experiment, Opens, cancel);
            var until = clock.GetUtcNow();
            await Books.AssertBalancedAsync(data.DatabasePath, audience.Answered, () => "", cancel);

            var fresh = (await script.ExportAsync(experiment.Uid, cancel)).Where(row => !known.Contains(row.GetProperty("campaign").GetString()!)).ToList();
            Assert.Equal(Opens * 3 / 2, fresh.Count);
            Assert.All(fresh, row => Assert.InRange(
                DateTimeOffset.Parse(row.GetProperty("at").GetString()!, CultureInfo.InvariantCulture), since.AddMilliseconds(-1), until));
        }
    }

    [Fact]
    public async Task Set_back_between_two_starts()
    {
        var cancel = TestContext.Current.CancellationToken;
        var clock = new SetClock { Offset = TimeSpan.FromDays(2) };
        using var audience = new Audience();
        using var data = new DataFolder();
        ScriptedExperiment experiment;
        await using (var app = Start(data, clock))
        {
            (var script, experiment) = await PrepareAsync(app, cancel);
            script.Dispose();
            await audience.VisitAsync(experiment, Opens, cancel);
            await Books.AssertBalancedAsync(data.DatabasePath, audience.Answered, () => "", cancel);
        }

        // Without its old files the log takes its first position from the clock, which now is behind what the database has seen.
        Directory.Delete(Path.Combine(data.Location, "events"), recursive: true);
        clock.Offset = TimeSpan.FromDays(-2);
        await using var again = Start(data, clock);
        await audience.VisitAsync(experiment.At(again.Address), Opens, cancel);
        await Books.AssertBalancedAsync(data.DatabasePath, audience.Answered, () => "", cancel);
    }

    private static HostedApp Start(DataFolder data, SetClock clock) => new(
        new Dictionary<string, string?>(StringComparer.Ordinal) { ["PixelHub:DataDirectory"] = data.Location },
        services => services.AddSingleton<TimeProvider>(clock));

    private static async Task<(Script Script, ScriptedExperiment Experiment)> PrepareAsync(HostedApp app, CancellationToken cancel)
    {
        var script = new Script(app.Address, await app.Service<IApiKeyStore>().CreateAsync("script", [ApiScopes.Admin], cancel));
        return (script, await script.RunExperimentAsync("clock", Destination, cancel));
    }

    /// <summary>The system's clock, as far off as it is told. What measures spans of time is not affected, as with a real one.</summary>
    private sealed class SetClock : TimeProvider
    {
        private long _offset;

        public TimeSpan Offset
        {
            get => TimeSpan.FromTicks(Interlocked.Read(ref _offset));
            set => Interlocked.Exchange(ref _offset, value.Ticks);
        }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Offset;
    }
}
