using PixelHub.Core.EventLog;
using PixelHub.Tests.Support;

namespace PixelHub.Tests.EventLog;

/// <summary>A disk that neither takes nor refuses.</summary>
public sealed class HangingDiskTests : IDisposable
{
    private readonly LogFolder _folder = new();
    private readonly FaultyDisk _disk = new();
    private readonly ManualTime _time = new();

    public void Dispose()
    {
        _disk.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task It_holds_nobody_up_for_longer_than_the_log_is_patient()
    {
        await using var log = _folder.Open(_disk, _time);
        var (flushed, behind) = await HangAsync(log);
        _time.Advance(Watchdog.Patience - TimeSpan.FromMilliseconds(1));
        Assert.False(flushed.IsCompleted || behind.IsCompleted || log.IsFailing);

        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal((AppendOutcome.DiskFailed, AppendOutcome.DiskFailed), (await flushed, await behind));
        Assert.True(log.IsFailing);
        var refused = log.AppendAsync(Sample.Event(9));
        Assert.True(refused.IsCompleted);
        Assert.Equal(AppendOutcome.DiskFailed, await refused);
        _disk.Unblock();
    }

    [Fact]
    public async Task When_it_moves_again_the_log_goes_on_and_holds_what_had_been_given_up()
    {
        await using var log = _folder.Open(_disk, _time);
        var (flushed, behind) = await HangAsync(log);
        _time.Advance(Watchdog.Patience);
        await Task.WhenAll(flushed, behind);
        await log.AppendAsync(Sample.Event(9));
        _disk.Unblock();
        await UntilAsync(() => !log.IsFailing);
        await LogFolder.AppendAsync(log, 4);

        Assert.Equal([1, 2, 3, 9, 4], LogFolder.ReadAll(log)); // 9 came while it hung, and was kept behind it
        Assert.Equal((1, 1), (_folder.Logger.Count(1011), _folder.Logger.Count(1001)));
        Assert.Contains("3 hits were lost", _folder.Logger.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_it_refuses_in_the_end_it_has_failed_like_any_other()
    {
        await using var log = _folder.Open(_disk, _time);
        var (flushed, behind) = await HangAsync(log);
        _time.Advance(Watchdog.Patience);
        await Task.WhenAll(flushed, behind);
        _disk.FailsFlushes = true;
        _disk.Unblock();
        await UntilAsync(() => _disk.FailedFlushes == 1);
        Assert.True(log.IsFailing);

        _disk.FailsFlushes = false;
        await UntilAsync(() =>
        {
            _time.Advance(DiskHealth.LongestRest);
            return log.AppendAsync(Sample.Event(9)).AsTask().Result == AppendOutcome.Durable;
        });
        Assert.Equal((1, 1), (_folder.Logger.Count(1011), _folder.Logger.Count(1001)));
        Assert.DoesNotContain(2, LogFolder.ReadAll(log));
    }

    [Fact]
    public async Task A_flush_that_is_slow_but_in_time_is_not_given_up()
    {
        await using var log = _folder.Open(_disk, _time);
        for (var i = 0; i < 3; i++)
        {
            var (flushed, behind) = await HangAsync(log);
            _time.Advance(Watchdog.Patience / 2);
            _disk.Unblock();
            Assert.Equal((AppendOutcome.Durable, AppendOutcome.Durable), (await flushed, await behind));
        }

        _time.Advance(Watchdog.Patience * 2); // nothing is being flushed
        Assert.False(log.IsFailing);
        Assert.Equal(0, _folder.Logger.Count(1011));
    }

    /// <summary>Keeps 1, then hangs with 2 in the flush and 3 behind it.</summary>
    private async Task<(Task<AppendOutcome> Flushed, Task<AppendOutcome> Behind)> HangAsync(FileEventLog log)
    {
        await LogFolder.AppendAsync(log, 1);
        _disk.Block();
        var writes = _disk.Writes;
        var flushed = log.AppendAsync(Sample.Event(2)).AsTask();
        await UntilAsync(() => _disk.Writes > writes);
        return (flushed, log.AppendAsync(Sample.Event(3)).AsTask());
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        for (var attempt = 0; !condition(); attempt++)
        {
            Assert.True(attempt < 1_000, "It did not happen within ten seconds.");
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
    }
}
