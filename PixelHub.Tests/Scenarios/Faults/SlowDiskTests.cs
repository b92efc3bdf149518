using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Win32.SafeHandles;
using PixelHub.Core.Accounts;
using PixelHub.Core.EventLog;
using PixelHub.Tests.Support;

namespace PixelHub.Tests.Scenarios.Faults;

/// <summary>A disk whose flushes take five seconds: readers wait no longer than the server is patient, and every hit is kept once.</summary>
[Collection<Scenario>]
public sealed class SlowDiskTests
{
    private const string Destination = "https://shop.example.test/slowly";
    private static readonly TimeSpan Flush = TimeSpan.FromSeconds(5);

    // The server's patience of five seconds, and what a busy machine adds.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(FaultRun.Of(7, 32));

    [Fact]
    public async Task While_each_flush_takes_5_seconds_everybody_is_answered_and_every_hit_is_kept_once()
    {
        var cancel = TestContext.Current.CancellationToken;
        var disk = new SlowDisk();
        await using var app = new HostedApp(services: services => services.AddSingleton<IEventLog>(s =>
            new FileEventLog(s.GetRequiredService<EventLogOptions>(), TimeProvider.System, s.GetRequiredService<ILogger<FileEventLog>>(), disk)));
        using var audience = new Audience();
        var key = await app.Service<IApiKeyStore>().CreateAsync("script", [ApiScopes.Admin], cancel);
        using var script = new Script(app.Address, key);
        var experiment = await script.RunExperimentAsync("slow", Destination, cancel);
        await audience.VisitAsync(experiment, opens: 20, cancel);

        disk.Delay = Flush;
        var slowest = await ReadAsync(audience, experiment, Slow, cancel);
        disk.Delay = TimeSpan.Zero;
        Assert.True(disk.SlowFlushes > 0, "No flush was slow.");
        Assert.True(slowest > Flush / 2, $"The slowest answer took {slowest}: nobody waited for the disk.");
        Assert.True(slowest < Longest, $"An answer took {slowest}.");

        await Task.Delay(Flush, cancel); // the last slow flush ends
        var clock = Stopwatch.StartNew();
        await audience.VisitAsync(experiment, opens: 20, cancel);
        Assert.True(clock.Elapsed < Flush, $"With a quick disk again, thirty answers took {clock.Elapsed}.");

        // Also those whose readers were answered before their flush had ended: slow is not broken.
        await Books.AssertBalancedAsync(Path.Combine(app.Folder, "pixelhub.db"), audience.Answered, () => "", cancel);
        Assert.Equal(audience.Answers, (await script.ExportAsync(experiment.Uid, cancel)).Count);
    }

    /// <summary>Somebody opens the mail and somebody follows its link ten times a second, whether the others have been answered or not.</summary>
    /// <returns>How long the slowest answer took.</returns>
    private static async Task<TimeSpan> ReadAsync(Audience audience, ScriptedExperiment experiment, TimeSpan span, CancellationToken cancel)
    {
        var took = new ConcurrentBag<TimeSpan>();
        var clock = Stopwatch.StartNew();
        List<Task> readers = [];
        while (clock.Elapsed < span)
        {
            readers.Add(TimeAsync(() => audience.OpenAsync(experiment.Pixel, cancel)));
            readers.Add(TimeAsync(async () => Assert.Equal(Destination, await audience.ClickAsync(experiment.Click, cancel))));
            await Task.Delay(100, cancel);
        }

        await Task.WhenAll(readers);
        return took.Max();

        async Task TimeAsync(Func<Task> read)
        {
            var started = clock.Elapsed;
            await read();
            took.Add(clock.Elapsed - started);
        }
    }

    private sealed class SlowDisk : Disk
    {
        private int _slowFlushes;
        private TimeSpan _delay;

        public TimeSpan Delay
        {
            get => _delay;
            set => _delay = value;
        }

        public int SlowFlushes => _slowFlushes;

        public override void Flush(SafeFileHandle file)
        {
            if (_delay > TimeSpan.Zero)
            {
                Interlocked.Increment(ref _slowFlushes);
                Thread.Sleep(_delay);
            }

            base.Flush(file);
        }
    }
}
