using System.Diagnostics;
using Microsoft.Data.Sqlite;
using PixelHub.Tests.Support;

namespace PixelHub.Tests.Scenarios;

/// <summary>A locked database delays counting, never the reader.</summary>
[Collection<Scenario>]
public sealed class LockedDatabaseTests
{
    private const string Destination = "https://shop.example.test/offer?a=1&b=%20#top";
    private const int Hits = 100;

    // Longer than any patience of the committer with a busy database, so that it has to fail and try again.
    private static readonly TimeSpan Locked = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan Prompt = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task While_another_program_holds_the_database_pixels_and_links_answer_and_afterwards_every_hit_is_counted()
    {
        var cancel = TestContext.Current.CancellationToken;
        using var data = new DataFolder();
        await using var server = await ServerProcess.StartAsync(data.Location, cancel);
        using var script = new Script(server.Address, await ServerProcess.CreateKeyAsync(data.Location, cancel));
        var experiment = await script.RunExperimentAsync("locked", Destination, cancel);
        using var audience = new Audience();
        await audience.OpenAsync(experiment.Pixel, cancel);

        var slowest = TimeSpan.Zero;
        await using (var intruder = new SqliteConnection($"Data Source={data.Database};Pooling=False"))
        {
            await intruder.OpenAsync(cancel);
            await ExecuteAsync(intruder, "begin exclusive", cancel);
            var clock = Stopwatch.StartNew();
            for (var hit = 0; hit < Hits; hit++)
            {
                var started = clock.Elapsed;
                await audience.OpenAsync(experiment.Pixel, cancel);
                Assert.Equal(Destination, await audience.ClickAsync(experiment.Click, cancel));
                slowest = TimeSpan.FromTicks(Math.Max(slowest.Ticks, (clock.Elapsed - started).Ticks));
            }

            await Task.Delay(Locked - clock.Elapsed is { Ticks: > 0 } rest ? rest : TimeSpan.Zero, cancel);
            await audience.OpenAsync(experiment.Pixel, cancel);
            await ExecuteAsync(intruder, "rollback", cancel);
        }

        Assert.True(slowest < Prompt, $"A pixel and a click took {slowest} while the database was locked:\n{server.Output}");
        var expected = (2 * Hits) + 2;
        var rows = await script.ExportWhenAsync(experiment.Uid, r => r.Count >= expected, TimeSpan.FromSeconds(60), cancel);
        Assert.Equal(expected, rows.Count);
        Assert.Equal(Hits, rows.Count(row => row.GetProperty("kind").GetString() == "click"));
    }

    private static async Task ExecuteAsync(SqliteConnection connection, string sql, CancellationToken cancel)
    {
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // constants of this file
        command.CommandText = sql;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(cancel);
    }
}
