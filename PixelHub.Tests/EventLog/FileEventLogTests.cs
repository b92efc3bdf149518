using Microsoft.Extensions.Logging.Abstractions;
using PixelHub.Core.EventLog;
using PixelHub.Core.Events;
using PixelHub.Tests.Support;

namespace PixelHub.Tests.EventLog;

public sealed class FileEventLogTests : IDisposable
{
    private readonly LogFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Entries_come_back_in_order_and_by_batches()
    {
        await using var log = _folder.Open();
        int[] numbers = [.. Enumerable.Range(1, 50)];
        await LogFolder.AppendAsync(log, numbers);
        Assert.Equal(numbers, LogFolder.ReadAll(log));
        Assert.Equal(log.DurablePosition, log.Read(0, 1_000).End);
        Assert.Equal([1, 2, 3], log.Read(0, 3).Entries.Select(e => ((TrackedEvent)e.Entry).Experiment));
    }

    [Fact]
    public async Task A_read_at_the_end_gives_an_empty_batch_that_ends_where_it_starts()
    {
        await using var log = _folder.Open();
        Assert.Equal(0, log.DurablePosition);
        Assert.Equal((0, 0, 0), (log.Read(0, 10).Start, log.Read(0, 10).End, log.Read(0, 10).Entries.Count));
        await LogFolder.AppendAsync(log, 1);
        var end = log.DurablePosition;
        var batch = log.Read(end, 10);
        Assert.Equal((end, end, 0), (batch.Start, batch.End, batch.Entries.Count));
    }

    [Fact]
    public async Task What_is_acknowledged_survives_a_crash_without_any_closing()
    {
        await using var log = _folder.Open();
        await LogFolder.AppendAsync(log, 1, 2, 3);
        using var crashed = _folder.Crash();
        await using var reopened = crashed.Open();
        Assert.Equal([1, 2, 3], LogFolder.ReadAll(reopened));
        Assert.Equal(log.DurablePosition, reopened.DurablePosition);
        await LogFolder.AppendAsync(reopened, 4);
        Assert.Equal([1, 2, 3, 4], LogFolder.ReadAll(reopened));
        Assert.Single(crashed.SegmentFiles);
    }

    [Fact]
    public async Task Entries_go_on_into_further_segments_and_positions_only_grow()
    {
        int[] numbers = [.. Enumerable.Range(1, 6_000)];
        await using (var log = _folder.Open())
        {
            await LogFolder.FillAsync(log, numbers[..3_000]);
        }

        await using var second = _folder.Open();
        await LogFolder.FillAsync(second, numbers[3_000..]);
        Assert.True(_folder.SegmentFiles.Length >= 4, $"{_folder.SegmentFiles.Length} segments");
        Assert.Equal(numbers, LogFolder.ReadAll(second, batchSize: 100));
        var positions = second.Read(0, int.MaxValue).Entries.Select(e => e.Position).ToArray();
        Assert.Equal(positions.Order(), positions);
        Assert.Equal(positions.Length, positions.Distinct().Count());
    }

    [Fact]
    public async Task Sixty_four_appenders_at_once_lose_and_double_nothing()
    {
        const int PerAppender = 500;
        await using var log = _folder.Open();
        var reading = ReadWhileWritingAsync(log, 64 * PerAppender);
        await Task.WhenAll(Enumerable.Range(0, 64).Select(a => Task.Run(
            async () =>
            {
                for (var i = 0; i < PerAppender; i++)
                {
                    Assert.Equal(AppendOutcome.Durable, await log.AppendAsync(Sample.Event((a * PerAppender) + i)));
                }
            },
            Cancel)));
        var read = await reading;
        Assert.Equal(Enumerable.Range(0, 64 * PerAppender), read.Order());
        for (var a = 0; a < 64; a++)
        {
            var own = read.Where(n => n / PerAppender == a).ToArray();
            Assert.Equal(own.Order(), own);
        }
    }

    [Fact]
    public async Task A_waiter_is_woken_by_the_next_durable_entry()
    {
        await using var log = _folder.Open();
        var waiting = log.WaitBeyondAsync(0, Cancel);
        Assert.False(waiting.IsCompleted);
        await LogFolder.AppendAsync(log, 1);
        await waiting.WaitAsync(TimeSpan.FromSeconds(10), Cancel);
        Assert.True(log.WaitBeyondAsync(0, Cancel).IsCompletedSuccessfully);
    }

    [Fact]
    public async Task A_waiter_can_be_cancelled()
    {
        await using var log = _folder.Open();
        using var source = new CancellationTokenSource();
        var waiting = log.WaitBeyondAsync(0, source.Token);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public async Task Closing_keeps_what_was_accepted_and_refuses_what_comes_after()
    {
        using var disk = new FaultyDisk();
        await using var log = _folder.Open(disk);
        disk.Block();
        var first = log.AppendAsync(Sample.Event(1));
        var second = log.AppendAsync(Sample.Event(2));
        var stopping = log.StopAsync(Cancel);
        Assert.Equal(AppendOutcome.Closed, await log.AppendAsync(Sample.Event(3)));
        Assert.False(stopping.IsCompleted);
        disk.Unblock();
        await stopping;
        Assert.Equal(AppendOutcome.Durable, await first);
        Assert.Equal(AppendOutcome.Durable, await second);
        Assert.Equal([1, 2], LogFolder.ReadAll(log));
        await log.DisposeAsync();
        await log.StopAsync(Cancel);
        Assert.Equal(AppendOutcome.Closed, await log.AppendAsync(Sample.Event(4)));
    }

    [Fact]
    public async Task A_second_process_cannot_write_to_the_same_folder()
    {
        var time = new ManualTime();
        await using var log = _folder.Open();
        await LogFolder.AppendAsync(log, 1);
        await using var intruder = _folder.Open(time: time);
        Assert.True(intruder.IsFailing);
        Assert.Equal(AppendOutcome.DiskFailed, await intruder.AppendAsync(Sample.Event(99)));
        await LogFolder.AppendAsync(log, 2);
        Assert.Equal([1, 2], LogFolder.ReadAll(log));

        await log.DisposeAsync();
        time.Advance(DiskHealthRest);
        await LogFolder.AppendAsync(intruder, 3);
        Assert.Equal([1, 2, 3], LogFolder.ReadAll(intruder));
    }

    [Fact]
    public void Wrong_options_are_all_named()
    {
        var options = new EventLogOptions { Directory = " ", SegmentBytes = 1, MaxWaitingEvents = 0, MaxWaitingBytes = 1, DiskBudgetBytes = 1 };
        var faults = options.Validate();
        Assert.Equal(5, faults.Count);
        foreach (var key in new[] { "Directory", "SegmentBytes", "MaxWaitingEvents", "MaxWaitingBytes", "DiskBudgetBytes" })
        {
            Assert.Single(faults, f => f.StartsWith($"PixelHub:EventLog:{key} ", StringComparison.Ordinal));
        }

        Assert.Throws<ArgumentException>(() => _folder.Open(options: options));
        Assert.Empty(new EventLogOptions { Directory = "log" }.Validate());
    }

    private static readonly TimeSpan DiskHealthRest = TimeSpan.FromSeconds(1);

    private static async Task<List<int>> ReadWhileWritingAsync(FileEventLog log, int count)
    {
        List<int> read = [];
        for (var position = 0L; read.Count < count;)
        {
            await log.WaitBeyondAsync(position, Cancel).WaitAsync(TimeSpan.FromSeconds(60), Cancel);
            var batch = log.Read(position, 1_000);
            Assert.True(batch.End > position);
            read.AddRange(batch.Entries.Select(e => ((TrackedEvent)e.Entry).Experiment));
            position = batch.End;
        }

        return read;
    }

    [Fact]
    public async Task An_answer_that_takes_long_does_not_hold_up_the_log()
    {
        using var folder = new TempFolder();
        await using var log = new FileEventLog(new EventLogOptions { Directory = folder.File("events") }, TimeProvider.System, NullLogger<FileEventLog>.Instance);
        using var goOn = new ManualResetEventSlim();
        var isHeldUp = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var slow = Task.Run(AnswerAsync, Cancel);
        await isHeldUp.Task.WaitAsync(TimeSpan.FromSeconds(30), Cancel);

        for (var i = 0; i < 20; i++)
        {
            Assert.Equal(AppendOutcome.Durable, await log.AppendAsync(Sample.Event()).AsTask().WaitAsync(TimeSpan.FromSeconds(30), Cancel));
        }

        Assert.False(slow.IsCompleted);
        goOn.Set();
        await slow.WaitAsync(TimeSpan.FromSeconds(30), Cancel);
        await log.StopAsync(Cancel).WaitAsync(TimeSpan.FromSeconds(30), Cancel);

        async Task AnswerAsync()
        {
            bool hasEnded; // before anybody waited: then it goes on where it was called
            do
            {
                var append = log.AppendAsync(Sample.Event());
                hasEnded = append.IsCompleted;
                await append.ConfigureAwait(false);
            }
            while (hasEnded);

            isHeldUp.SetResult();
            goOn.Wait(TimeSpan.FromSeconds(60), Cancel);
        }
    }
}
