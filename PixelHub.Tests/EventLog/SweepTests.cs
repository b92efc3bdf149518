using System.Buffers.Binary;
using PixelHub.Core.EventLog;
using PixelHub.Tests.Support;

namespace PixelHub.Tests.EventLog;

public sealed class SweepTests : IDisposable
{
    private readonly LogFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Once_a_new_file_has_begun_everything_that_is_committed_leaves_the_disk()
    {
        await using var log = _folder.Open();
        await log.AppendAsync(Sample.Event(recipient: 0x1122_3344_5566_7788));
        Assert.True(DataDump.Of(_folder.Path).Holds(0x1122_3344_5566_7788));

        var end = log.TryBeginFile();
        Assert.Equal(log.DurablePosition, end);
        Assert.False(log.HoldsOnlyFrom(end!.Value));
        log.Release(end.Value - 1);
        Assert.True(DataDump.Of(_folder.Path).Holds(0x1122_3344_5566_7788)); // not committed yet

        log.Release(end.Value);
        Assert.True(log.HoldsOnlyFrom(end.Value));
        Assert.False(DataDump.Of(_folder.Path).Holds(0x1122_3344_5566_7788));
        await log.AppendAsync(Sample.Event(experiment: 9));
        Assert.Equal(9, Assert.IsType<Core.Events.TrackedEvent>(Assert.Single(log.Read(end.Value, 10).Entries).Entry).Experiment);
    }

    [Fact]
    public async Task A_file_without_entries_is_as_good_as_a_new_one()
    {
        await using var log = _folder.Open();
        await LogFolder.AppendAsync(log, 1);
        Assert.NotNull(log.TryBeginFile());
        Assert.Equal(log.DurablePosition, log.TryBeginFile());

        Assert.Equal(2, _folder.SegmentFiles.Length);
    }

    [Fact]
    public async Task A_restart_after_the_sweep_goes_on_behind_what_was_there()
    {
        long end;
        await using (var log = _folder.Open())
        {
            await LogFolder.AppendAsync(log, 1, 2, 3);
            end = log.TryBeginFile()!.Value;
            log.Release(end);
        }

        await using var reopened = _folder.Open();
        Assert.Equal(end, reopened.DurablePosition);
        Assert.Empty(reopened.Read(end, 10).Entries);
        await reopened.AppendAsync(Sample.Event(experiment: 4));
        Assert.Single(reopened.Read(end, 10).Entries);
        Assert.Equal(0, _folder.Logger.Count(1006));
    }

    [Fact]
    public async Task A_log_that_may_not_grow_begins_no_new_file()
    {
        await using var log = _folder.Open(options: _folder.Options with { DiskBudgetBytes = 4 * LogFolder.SegmentBytes });
        while (await log.AppendAsync(Sample.Event()) == AppendOutcome.Durable)
        {
        }

        Assert.Null(log.TryBeginFile());
    }

    [Fact]
    public async Task Entries_that_come_while_new_files_begin_are_all_kept()
    {
        await using var log = _folder.Open(options: _folder.Options with { DiskBudgetBytes = 1_000L * LogFolder.SegmentBytes });
        var filling = LogFolder.FillAsync(log, Enumerable.Range(1, 2_000));
        while (!filling.IsCompleted)
        {
            Assert.NotNull(log.TryBeginFile());
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }

        await filling;
        Assert.Equal(Enumerable.Range(1, 2_000), LogFolder.ReadAll(log).Order());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(SegmentView.WindowBytes - 3)]
    [InlineData(SegmentView.WindowBytes + 100)]
    public async Task Bytes_in_what_was_set_aside_are_blanked_wherever_they_stand(int offset)
    {
        Directory.CreateDirectory(_folder.QuarantinePath);
        var bytes = new byte[SegmentView.WindowBytes * 2];
        Array.Fill(bytes, (byte)7);
        var hash = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(hash, 0x1122_3344_5566_7788);
        hash.CopyTo(bytes, offset);
        hash.CopyTo(bytes, bytes.Length - 8);
        var file = Path.Combine(_folder.QuarantinePath, "00000000000000000001.bin");
        await File.WriteAllBytesAsync(file, bytes, TestContext.Current.CancellationToken);
        await using var log = _folder.Open();

        log.Blank(hash);

        new byte[8].CopyTo(bytes, offset);
        new byte[8].CopyTo(bytes, bytes.Length - 8);
        Assert.Equal(bytes, await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken));
    }
}
