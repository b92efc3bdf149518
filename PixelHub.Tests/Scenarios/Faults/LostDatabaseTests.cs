using System.Net;
using PixelHub.Tests.Support;

namespace PixelHub.Tests.Scenarios.Faults;

/// <summary>The database file disappears, or becomes another one, under the running server. Readers notice nothing, and nothing is given up.</summary>
[Collection<Scenario>]
public sealed class LostDatabaseTests
{
    private const string Destination = "https://shop.example.test/offer";
    private static readonly TimeSpan Told = TimeSpan.FromSeconds(20);

    /// <summary>Small files of the log, so that the server would soon give some up if it took their hits for committed.</summary>
    private static readonly Dictionary<string, string> SmallSegments = new(StringComparer.Ordinal)
    {
        ["PixelHub__EventLog__SegmentBytes"] = "65536",
        ["PixelHub__EventLog__MaxWaitingBytes"] = "32768",
    };

    /// <summary>All of them are tried on the database alone by DatabaseFileTests, however little time there is.</summary>
    public static TheoryData<string> Losses => FaultRun.IsFull ? ["deleted", "replaced", "cut to nothing", "cut short", "overwritten"] : ["deleted", "cut short"];

    [Theory]
    [MemberData(nameof(Losses))]
    public async Task After_a_restored_backup_every_hit_is_counted_once(string loss)
    {
        var cancel = TestContext.Current.CancellationToken;
        using var data = new DataFolder();
        using var audience = new Audience();
        using var elsewhere = new TempFolder();
        var (file, backup) = (data.DatabasePath, elsewhere.File("backup.db"));
        await using (var server = await ServerProcess.StartAsync(data.Location, cancel, environment: SmallSegments))
        {
            using var script = new Script(server.Address, await ServerProcess.CreateKeyAsync(data.Location, cancel));
            var experiment = await script.RunExperimentAsync("lost", Destination, cancel);
            await audience.VisitAsync(experiment, opens: 100, cancel);
            await Books.AssertBalancedAsync(data, audience.Answered, server, cancel);
            await Books.BackUpAsync(file, backup, cancel);

            await LoseAsync(loss, file, backup, cancel);
            await audience.VisitAsync(experiment, opens: 2_000, cancel); // some files of the log
            Assert.Equal(Destination, await audience.ClickAsync(experiment.Click, cancel));
            await server.SaidAsync("none is counted", Told, cancel);
            await AssertNotReadyAsync(server, cancel);
            using var refused = await script.PostExperimentAsync("another", Destination, cancel);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
            Assert.Equal(0, await server.StopAsync(cancel));
        }

        foreach (var remainder in Directory.EnumerateFiles(data.Location, Path.GetFileName(file) + "*"))
        {
            File.Delete(remainder);
        }

        var (exitCode, said) = await ServerProcess.StartInVainAsync(data.Location, cancel);
        Assert.NotEqual(0, exitCode);
        Assert.Contains("restore a backup", said, StringComparison.Ordinal);
        Assert.False(File.Exists(file), "The refused start has made a database.");

        File.Copy(backup, file);
        await using var again = await ServerProcess.StartAsync(data.Location, cancel, environment: SmallSegments);
        await Books.AssertBalancedAsync(data, audience.Answered, again, cancel);
    }

    [Fact]
    public async Task Moved_away_and_put_back_it_is_used_again_without_a_restart()
    {
        var cancel = TestContext.Current.CancellationToken;
        using var data = new DataFolder();
        using var audience = new Audience();
        using var elsewhere = new TempFolder();
        var file = data.DatabasePath;
        await using var server = await ServerProcess.StartAsync(data.Location, cancel, environment: SmallSegments);
        using var script = new Script(server.Address, await ServerProcess.CreateKeyAsync(data.Location, cancel));
        var experiment = await script.RunExperimentAsync("moved", Destination, cancel);
        await audience.VisitAsync(experiment, opens: 100, cancel);

        File.Move(file, elsewhere.File("away.db"));
        await audience.VisitAsync(experiment, opens: 1_000, cancel);
        await server.SaidAsync("none is counted", Told, cancel);
        await AssertNotReadyAsync(server, cancel);
        Assert.False(File.Exists(file), "The server has made another database.");

        File.Move(elsewhere.File("away.db"), file);
        await audience.VisitAsync(experiment, opens: 100, cancel);
        await Books.AssertBalancedAsync(data, audience.Answered, server, cancel);
        Assert.Equal(0, await server.StopAsync(cancel));
    }

    private static async Task LoseAsync(string loss, string file, string backup, CancellationToken cancel)
    {
        switch (loss)
        {
            case "deleted":
                File.Delete(file);
                break;
            case "replaced":
                File.Copy(backup, file + ".new");
                File.Move(file + ".new", file, overwrite: true);
                break;
            case "cut to nothing":
                Cut(file, 0);
                break;
            case "cut short":
                Cut(file, new FileInfo(file).Length / 2);
                break;
            default:
                var noise = new byte[new FileInfo(file).Length];
                FaultRun.Chance().NextBytes(noise);
                await using (var stream = new FileStream(file, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
                {
                    await stream.WriteAsync(noise, cancel);
                }

                break;
        }
    }

    private static void Cut(string file, long length)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        stream.SetLength(length);
    }

    private static async Task AssertNotReadyAsync(ServerProcess server, CancellationToken cancel)
    {
        await Task.Delay(TimeSpan.FromSeconds(1.5), cancel); // an answer may be a second old
        using var http = new HttpClient { BaseAddress = server.Address, Timeout = TimeSpan.FromSeconds(10) };
        using var ready = await http.GetAsync("health/ready", cancel);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        using var live = await http.GetAsync("health/live", cancel);
        Assert.Equal(HttpStatusCode.OK, live.StatusCode);
    }
}
