using System.Diagnostics;
using PixelHub.Core.EventLog;
using PixelHub.Tests.Support;

namespace PixelHub.Tests.EventLog;

public sealed class DiskFaultTests : IDisposable
{
    private static readonly TimeSpan LongestRest = TimeSpan.FromSeconds(1);

    private readonly LogFolder _folder = new();
    private readonly FaultyDisk _disk = new();
    private readonly ManualTime _time = new();

    public void Dispose()
    {
        _disk.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_failed_write_or_flush_fails_its_group_alone(bool flush)
    {
        await using var log = _folder.Open(_disk, _time);
        await LogFolder.AppendAsync(log, 1);
        var durable = log.DurablePosition;
        (_disk.FailsFlushes, _disk.FailsWrites) = (flush, !flush);
        Assert.Equal(AppendOutcome.DiskFailed, await log.AppendAsync(Sample.Event(2)));
        Assert.Equal(durable, log.DurablePosition);
        Assert.True(log.IsFailing);

        (_disk.FailsFlushes, _disk.FailsWrites) = (false, false);
        _time.Advance(LongestRest);
        await LogFolder.AppendAsync(log, 3);
        Assert.False(log.IsFailing);
        Assert.Equal([1, 3], LogFolder.ReadAll(log));
        Assert.Equal(2, _folder.SegmentFiles.Length);
        Assert.Equal(1, _folder.Logger.Count(1000));
        Assert.Equal(1, _folder.Logger.Count(1001));
        Assert.Empty(_folder.QuarantineFiles);

        await log.DisposeAsync();
        await using var reopened = _folder.Open();
        Assert.Equal([1, 3], LogFolder.ReadAll(reopened));
    }

    [Fact]
    public async Task A_torn_write_leaves_nothing_that_counts()
    {
        await using var log = _folder.Open(_disk, _time);
        await LogFolder.AppendAsync(log, 1);
        _disk.Block();
        var alone = log.AppendAsync(Sample.Event(2));
        while (_disk.Writes < 3)
        {
            await Task.Delay(1, TestContext.Current.CancellationToken); // header, 1, 2
        }

        var group = Enumerable.Range(3, 20).Select(n => log.AppendAsync(Sample.Event(n)).AsTask()).ToArray();
        _disk.TearsWriteAfter = 200; // several whole frames and a part of one
        _disk.Unblock();
        Assert.Equal(AppendOutcome.Durable, await alone);
        Assert.All(await Task.WhenAll(group), o => Assert.Equal(AppendOutcome.DiskFailed, o));

        _disk.TearsWriteAfter = null;
        _time.Advance(LongestRest);
        await LogFolder.AppendAsync(log, 99);
        Assert.Equal([1, 2, 99], LogFolder.ReadAll(log));
        await log.DisposeAsync();
        await using var reopened = _folder.Open();
        Assert.Equal([1, 2, 99], LogFolder.ReadAll(reopened));
    }

    [Fact]
    public async Task A_dead_disk_is_left_alone_between_attempts()
    {
        await using var log = _folder.Open(_disk, _time);
        _disk.FailsWrites = true;
        Assert.Equal(AppendOutcome.DiskFailed, await log.AppendAsync(Sample.Event()));
        var attempts = _disk.Writes;
        for (var i = 0; i < 1_000; i++)
        {
            Assert.Equal(AppendOutcome.DiskFailed, await log.AppendAsync(Sample.Event()));
        }

        Assert.Equal(attempts, _disk.Writes);
        _time.Advance(LongestRest);
        Assert.Equal(AppendOutcome.DiskFailed, await log.AppendAsync(Sample.Event()));
        Assert.Equal(attempts + 1, _disk.Writes);
        _time.Advance(LongestRest);
        _disk.FailsWrites = false;
        await LogFolder.AppendAsync(log, 1);
        Assert.Equal(1, _folder.Logger.Count(1000));
        Assert.Contains("1002 hits were lost", _folder.Logger.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_disk_without_room_for_a_new_segment_does_not_spoil_the_current_one()
    {
        await using var log = _folder.Open(_disk, _time);
        _disk.FailsNewFiles = true;
        var kept = 0;
        while (await log.AppendAsync(Sample.Event(1)) == AppendOutcome.Durable)
        {
            kept++;
        }

        Assert.Equal(kept, LogFolder.ReadAll(log, 500).Length);
        _disk.FailsNewFiles = false;
        _time.Advance(LongestRest);
        await LogFolder.AppendAsync(log, 2);
        Assert.Equal(kept + 1, LogFolder.ReadAll(log, 500).Length);
    }

    [Fact]
    public async Task What_waits_behind_a_slow_flush_is_bounded()
    {
        await using var log = _folder.Open(_disk, options: _folder.Options with { MaxWaitingEvents = 100 });
        await LogFolder.AppendAsync(log, 1);
        _disk.Block();
        var writes = _disk.Writes;
        var first = log.AppendAsync(Sample.Event(2)).AsTask();
        while (_disk.Writes == writes)
        {
            await Task.Delay(1, TestContext.Current.CancellationToken);
        }

        var waiting = Enumerable.Range(3, 100).Select(n => log.AppendAsync(Sample.Event(n)).AsTask()).ToArray();
        Assert.All(waiting, w => Assert.False(w.IsCompleted));
        Assert.Equal(AppendOutcome.Full, await log.AppendAsync(Sample.Event(1_000)));
        _disk.Unblock();
        Assert.All(await Task.WhenAll([first, .. waiting]), o => Assert.Equal(AppendOutcome.Durable, o));
        Assert.Equal(Enumerable.Range(1, 102), LogFolder.ReadAll(log));
    }

    [Fact]
    public async Task Waiting_bytes_are_bounded_too()
    {
        await using var log = _folder.Open(_disk);
        _disk.Block();
        var long256 = new string('x', 256);
        List<Task<AppendOutcome>> appends = [];
        do
        {
            appends.Add(log.AppendAsync(Sample.Event(link: long256)).AsTask());
        }
        while (!appends[^1].IsCompleted);
        Assert.Equal(AppendOutcome.Full, await appends[^1]);
        Assert.InRange(appends.Count * 300, LogFolder.SegmentBytes / 4, LogFolder.SegmentBytes * 2);
        _disk.Unblock();
        Assert.All(await Task.WhenAll(appends[..^1]), o => Assert.Equal(AppendOutcome.Durable, o));
    }

    [Fact]
    public async Task A_folder_that_cannot_be_made_is_survived_until_it_can()
    {
        await File.WriteAllTextAsync(_folder.Path, "a file where the folder should be", TestContext.Current.CancellationToken);
        await using var log = _folder.Open(time: _time);
        Assert.True(log.IsFailing);
        Assert.Equal(AppendOutcome.DiskFailed, await log.AppendAsync(Sample.Event(1)));
        Assert.Empty(log.Read(0, 10).Entries);
        log.Release(5);

        File.Delete(_folder.Path);
        _time.Advance(LongestRest);
        await LogFolder.AppendAsync(log, 2);
        Assert.Equal([2], LogFolder.ReadAll(log));
        Assert.Equal(1, _folder.Logger.Count(1001));
    }

    [Fact]
    public async Task A_read_only_folder_is_read_and_written_again_when_it_may_be()
    {
        using var mount = Mount("size=4m");
        var options = _folder.Options with { Directory = Path.Combine(mount.Path, "log") };
        await using (var log = _folder.Open(options: options))
        {
            await LogFolder.AppendAsync(log, 1, 2);
        }

        Run("mount", "-o", "remount,ro", mount.Path);
        await using var readOnly = _folder.Open(time: _time, options: options);
        Assert.True(readOnly.IsFailing);
        Assert.Equal([1, 2], LogFolder.ReadAll(readOnly));
        Assert.Equal(AppendOutcome.DiskFailed, await readOnly.AppendAsync(Sample.Event(3)));

        Run("mount", "-o", "remount,rw", mount.Path);
        _time.Advance(LongestRest);
        await LogFolder.AppendAsync(readOnly, 4);
        Assert.Equal([1, 2, 4], LogFolder.ReadAll(readOnly));
    }

    [Fact]
    public async Task A_full_disk_loses_only_what_it_refused()
    {
        using var mount = Mount("size=256k");
        var options = _folder.Options with { Directory = Path.Combine(mount.Path, "log") };
        await using var log = _folder.Open(time: _time, options: options);
        var kept = 0;
        while (await log.AppendAsync(Sample.Event(1)) == AppendOutcome.Durable)
        {
            kept++;
        }

        Assert.InRange(kept, 1_000, 10_000);
        var batch = log.Read(0, int.MaxValue);
        Assert.Equal(kept, batch.Entries.Count);
        Assert.True(log.IsFailing);

        log.Release(batch.End);
        _time.Advance(LongestRest);
        await LogFolder.AppendAsync(log, 2);
        Assert.Single(log.Read(batch.End, 10).Entries);
    }

    private static MountedFolder Mount(string options)
    {
        var mount = new MountedFolder();
        try
        {
            Run("mount", "-t", "tmpfs", "-o", options, "tmpfs", mount.Path);
            mount.IsMounted = true;
            return mount;
        }
        catch (Exception ex) when (Environment.GetEnvironmentVariable("CI") is null)
        {
            mount.Dispose();
            Assert.Skip($"A small file system of its own cannot be mounted here (it takes Linux and root): {ex.Message}");
            throw;
        }
    }

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program}: {errors}");
        }
    }

    private sealed class MountedFolder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("pixelhub-mount-").FullName;

        public bool IsMounted { get; set; }

        public void Dispose()
        {
            if (IsMounted)
            {
                Run("umount", Path);
            }

            Directory.Delete(Path, recursive: true);
        }
    }
}
