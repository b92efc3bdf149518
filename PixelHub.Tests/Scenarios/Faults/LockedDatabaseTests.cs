using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using PixelHub.Tests.Support;

namespace PixelHub.Tests.Scenarios.Faults;

/// <summary>A locked database delays counting, never the reader.</summary>
[Collection<Scenario>]
public sealed class LockedDatabaseTests
{
    private const string Destination = "https://shop.example.test/offer?a=1&b=%20#top";
    private const int Readers = 16;

    // Longer than any patience of the committer with a busy database, so that it has to fail and try again.
    private static readonly TimeSpan Locked = TimeSpan.FromSeconds(FaultRun.Of(8, 60));
    private static readonly TimeSpan Normal = TimeSpan.FromSeconds(FaultRun.Of(4, 20));
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(40);

    // What the scheduler of a busy machine may add to any answer.
    private static readonly TimeSpan Noise = TimeSpan.FromMilliseconds(50);

    [Fact]
    public async Task While_another_program_holds_the_database_answers_come_as_fast_as_before_and_afterwards_every_hit_is_counted()
    {
        var cancel = TestContext.Current.CancellationToken;
        using var data = new DataFolder();
        using var audience = new Audience();
        await using var server = await ServerProcess.StartAsync(data.Location, cancel);
        using var script = new Script(server.Address, await ServerProcess.CreateKeyAsync(data.Location, cancel));
        var experiment = await script.RunExperimentAsync("locked", Destination, cancel);
        await ReadAsync(audience, experiment, TimeSpan.FromSeconds(1), cancel); // what the first answers compile is compiled
        var before = await ReadAsync(audience, experiment, Normal, cancel);

        TimeSpan during;
        await using (await DatabaseLock.TakeAsync(data.Database, cancel))
        {
            during = await ReadAsync(audience, experiment, Locked, cancel);
            using var http = new HttpClient { BaseAddress = server.Address, Timeout = TimeSpan.FromSeconds(10) };
            using var ready = await http.GetAsync("health/ready", cancel);
            Assert.Contains(ready.StatusCode, new[] { HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable }); // it reads, and that may work: what counts is that it answers
            await server.SaidAsync("the events are safe in the log", TimeSpan.FromSeconds(15), cancel);
        }

        FaultRun.Note($"p99 before {before.TotalMilliseconds:N1} ms, during {during.TotalMilliseconds:N1} ms, {audience.Answers} answers");
        Assert.True(during <= (2 * before) + Noise, $"The 99th percentile was {before} before and {during} while the database was locked.");
        await Books.AssertBalancedAsync(data, audience.Answered, server, cancel);
        var rows = await script.ExportAsync(experiment.Uid, cancel);
        Assert.Equal(audience.Answers, rows.Count);
        Assert.Equal(audience.Answers / 2, rows.Count(row => row.GetProperty("kind").GetString() == "click"));
    }

    /// <summary>People read mails for a while: each opens one, follows its link, and rests.</summary>
    /// <returns>The 99th percentile of how long an answer took.</returns>
    private static async Task<TimeSpan> ReadAsync(Audience audience, ScriptedExperiment experiment, TimeSpan span, CancellationToken cancel)
    {
        var took = new ConcurrentBag<TimeSpan>();
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, Readers).Select(_ => Task.Run(
            async () =>
            {
                while (clock.Elapsed < span)
                {
                    var started = clock.Elapsed;
                    await audience.OpenAsync(experiment.Pixel, cancel);
                    var opened = clock.Elapsed;
                    Assert.Equal(Destination, await audience.ClickAsync(experiment.Click, cancel));
                    took.Add(opened - started);
                    took.Add(clock.Elapsed - opened);
                    await Task.Delay(Pause, cancel);
                }
            },
            cancel)));
        return took.Order().ElementAt(took.Count * 99 / 100);
    }
}
