using PixelHub.Core.EventLog;
using PixelHub.Tests.Support;

namespace PixelHub.Tests.EventLog;

public sealed class ReleaseTests : IDisposable
{
    private readonly LogFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Release_deletes_the_whole_segments_behind_the_position_and_no_other()
    {
        await using var log = _folder.Open();
        await FillAsync(log, segments: 4);
        var third = LogFolder.StartOf(_folder.SegmentFiles[2]);
        var expected = log.Read(third, int.MaxValue).Entries.Count;
        log.Release(third + 100);
        Assert.Equal(third, LogFolder.StartOf(_folder.SegmentFiles[0]));
        Assert.Equal(2, _folder.SegmentFiles.Length);
        Assert.Equal(expected, log.Read(0, int.MaxValue).Entries.Count);

        log.Release(long.MaxValue);
        Assert.Single(_folder.SegmentFiles);
        var end = log.DurablePosition;
        await LogFolder.AppendAsync(log, 1);
        Assert.Single(log.Read(end, 10).Entries);
    }

    [Fact]
    public async Task A_log_that_was_released_to_its_end_goes_on_where_it_was()
    {
        long end;
        await using (var log = _folder.Open())
        {
            await FillAsync(log, segments: 2);
            end = log.DurablePosition;
            log.Release(end);
        }

        await using var reopened = _folder.Open();
        Assert.Equal(end, reopened.DurablePosition);
        Assert.Empty(reopened.Read(end, 10).Entries);
        Assert.Equal(0, _folder.Logger.Count(1006));
        var at = await LogFolder.AppendAsync(reopened, 7);
        Assert.Equal(end, at[0]);
    }

    [Fact]
    public async Task A_used_up_budget_refuses_entries_until_something_is_released()
    {
        await using var log = _folder.Open(options: _folder.Options with { DiskBudgetBytes = 4 * LogFolder.SegmentBytes });
        var kept = 0;
        AppendOutcome outcome;
        while ((outcome = await log.AppendAsync(Sample.Event(1))) == AppendOutcome.Durable)
        {
            kept++;
        }

        Assert.Equal(AppendOutcome.Full, outcome);
        Assert.Equal(AppendOutcome.Full, await log.AppendAsync(Sample.Event(2)));
        Assert.Equal(1, _folder.Logger.Count(1002));
        Assert.Equal(4, _folder.SegmentFiles.Length);
        Assert.False(log.IsFailing);
        var batch = log.Read(0, int.MaxValue);
        Assert.Equal(kept, batch.Entries.Count);

        log.Release(batch.End);
        await LogFolder.AppendAsync(log, 3);
        Assert.Equal(1, _folder.Logger.Count(1003));
        Assert.Single(log.Read(batch.End, 10).Entries);
    }

    [Fact]
    public async Task A_checkpoint_older_than_the_log_is_said_once_and_read_on_from_what_there_is()
    {
        await using var log = _folder.Open();
        await FillAsync(log, segments: 3);
        var old = log.Read(0, 5).End;
        log.Release(log.DurablePosition);
        var rest = log.Read(old, int.MaxValue);
        Assert.NotEmpty(rest.Entries);
        Assert.Equal(rest.Entries.Count, log.Read(old, int.MaxValue).Entries.Count);
        Assert.Equal(1, _folder.Logger.Count(1006));
    }

    private async Task FillAsync(FileEventLog log, int segments)
    {
        while (_folder.SegmentFiles.Length < segments)
        {
            await LogFolder.FillAsync(log, Enumerable.Range(1, 100));
        }
    }
}
