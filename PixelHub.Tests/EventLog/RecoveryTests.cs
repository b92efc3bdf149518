using PixelHub.Core.EventLog;
using PixelHub.Tests.Support;

namespace PixelHub.Tests.EventLog;

public sealed class RecoveryTests : IDisposable
{
    private readonly LogFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_tail_torn_at_any_byte_is_cut_and_nothing_else()
    {
        long[] at;
        await using (var log = _folder.Open())
        {
            at = await LogFolder.AppendAsync(log, 1, 2, 3);
        }

        var (last, end) = (at[2], at[3]);
        for (var torn = last; torn < end; torn++)
        {
            using var crashed = _folder.Crash();
            for (var position = torn; position < end; position++)
            {
                crashed.Set(position, 0);
            }

            await using var reopened = crashed.Open();
            Assert.Equal([1, 2], LogFolder.ReadAll(reopened));
            Assert.Equal(last, reopened.DurablePosition);
            await LogFolder.AppendAsync(reopened, 4);
            Assert.Equal([1, 2, 4], LogFolder.ReadAll(reopened));
            Assert.Empty(crashed.QuarantineFiles);
            await reopened.DisposeAsync();
            await using var again = crashed.Open();
            Assert.Equal([1, 2, 4], LogFolder.ReadAll(again));
        }
    }

    [Fact]
    public async Task New_entries_never_take_the_position_of_a_torn_one()
    {
        long[] at;
        await using (var log = _folder.Open())
        {
            at = await LogFolder.AppendAsync(log, 1, 2);
        }

        _folder.Flip(at[1] + 10); // it may have been committed to the database before the disk damaged it
        await using var reopened = _folder.Open();
        Assert.Equal(1, _folder.Logger.Count(1005));
        var after = await LogFolder.AppendAsync(reopened, 3);
        Assert.True(after[0] > at[2], $"{after[0]} stands before {at[2]}");
        Assert.Equal([1, 3], LogFolder.ReadAll(reopened));
    }

    [Fact]
    public async Task A_deleted_folder_starts_beyond_every_position_it_had()
    {
        long before;
        await using (var log = _folder.Open())
        {
            await LogFolder.AppendAsync(log, 1, 2, 3);
            before = log.DurablePosition;
        }

        Directory.Delete(_folder.Path, recursive: true);
        await Task.Delay(TimeSpan.FromSeconds(1.1), TestContext.Current.CancellationToken); // the position comes from the clock, by the second
        await using var empty = _folder.Open();
        var at = await LogFolder.AppendAsync(empty, 4);
        Assert.True(at[0] > before);
        Assert.InRange(at[0], before, 1L << 53);
    }

    [Fact]
    public async Task A_checkpoint_beyond_the_end_moves_the_log_behind_it()
    {
        await using var log = _folder.Open();
        await LogFolder.AppendAsync(log, 1);
        var checkpoint = log.DurablePosition + 10_000_000;
        Assert.Empty(log.Read(checkpoint, 10).Entries);
        Assert.Empty(log.Read(checkpoint, 10).Entries);
        Assert.Equal(1, _folder.Logger.Count(1007));
        Assert.Equal(AppendOutcome.Durable, await log.AppendAsync(Sample.Event(2)));
        Assert.Equal(2, ((Core.Events.TrackedEvent)Assert.Single(log.Read(checkpoint, 10).Entries).Entry).Experiment);
    }

    [Fact]
    public async Task A_shortened_segment_file_is_survived()
    {
        long[] at;
        await using (var log = _folder.Open())
        {
            at = await LogFolder.AppendAsync(log, 1, 2, 3);
        }

        var file = Assert.Single(_folder.SegmentFiles);
        using (var stream = new FileStream(file, FileMode.Open))
        {
            stream.SetLength(at[2] - LogFolder.StartOf(file) + 5);
        }

        await using var reopened = _folder.Open();
        Assert.Equal([1, 2], LogFolder.ReadAll(reopened));
        var after = await LogFolder.AppendAsync(reopened, 4);
        Assert.True(after[0] > at[3]);
        Assert.Equal([1, 2, 4], LogFolder.ReadAll(reopened));
    }

    [Fact]
    public async Task A_start_with_many_released_and_unreleased_segments_reads_only_the_newest()
    {
        await using (var log = _folder.Open())
        {
            await LogFolder.FillAsync(log, Enumerable.Range(1, 9_000));
        }

        var files = _folder.SegmentFiles;
        Assert.True(files.Length > 4);
        foreach (var file in files[..^1])
        {
            File.WriteAllBytes(file, new byte[LogFolder.SegmentBytes]); // had they been read, the log would be found empty
        }

        await using var reopened = _folder.Open();
        var newest = LogFolder.StartOf(files[^1]);
        Assert.InRange(reopened.DurablePosition, newest, newest + LogFolder.SegmentBytes);
        Assert.NotEmpty(reopened.Read(newest, 10).Entries);
    }

    [Fact]
    public async Task A_foreign_segment_that_starts_inside_a_header_is_survived()
    {
        long[] at;
        await using (var log = _folder.Open())
        {
            at = await LogFolder.AppendAsync(log, 1, 2);
        }

        var foreign = Path.Combine(_folder.Path, Segment.NameOf(LogFolder.StartOf(Assert.Single(_folder.SegmentFiles)) - 10));
        await File.WriteAllBytesAsync(foreign, new byte[500], TestContext.Current.CancellationToken);
        await using var reopened = _folder.Open();
        Assert.Equal(at[2], reopened.DurablePosition);
        Assert.Equal([1, 2], LogFolder.ReadAll(reopened));
    }

    [Fact]
    public async Task Garbage_of_any_kind_in_the_folder_stops_neither_start_nor_appends()
    {
        var random = new Random(20_260_314);
        for (var round = 0; round < 60; round++)
        {
            using var folder = new LogFolder();
            await using (var log = folder.Open())
            {
                await LogFolder.FillAsync(log, Enumerable.Range(1, 3_000));
            }

            Spoil(folder, random);
            await using var reopened = folder.Open();
            var at = await LogFolder.AppendAsync(reopened, 7_777);
            Assert.Equal(7_777, LogFolder.ReadAll(reopened)[^1]);
            Assert.True(at[0] < 1L << 60);
            await reopened.DisposeAsync();
            await using var again = folder.Open();
            Assert.Equal(7_777, LogFolder.ReadAll(again)[^1]);
        }
    }

    private static void Spoil(LogFolder folder, Random random)
    {
        var own = folder.SegmentFiles;
        for (var i = random.Next(1, 6); i > 0; i--)
        {
            var name = random.Next(9) switch
            {
                0 => "99999999999999999999.seg",
                1 => "09223372036854775807.seg",
                2 => "00000000000000000000.seg",
                3 => "spare.tmp",
                4 => "lock",
                5 => "x.seg",
                6 => Segment.NameOf(LogFolder.StartOf(own[^1]) + random.Next(200_000)),
                _ => Path.GetFileName(own[random.Next(own.Length)]),
            };
            var bytes = new byte[random.Next(3) == 0 ? random.Next(40) : random.Next(200_000)];
            switch (random.Next(3))
            {
                case 0:
                    random.NextBytes(bytes);
                    break;
                case 1:
                    bytes.AsSpan().Fill(1);
                    break;
                default:
                    break;
            }

            var path = Path.Combine(folder.Path, name);
            if (random.Next(2) == 0 || !File.Exists(path))
            {
                File.WriteAllBytes(path, bytes);
            }
            else
            {
                using var stream = new FileStream(path, FileMode.Open);
                stream.Position = stream.Length == 0 ? 0 : random.NextInt64(stream.Length);
                stream.Write(bytes.AsSpan(0, Math.Min(bytes.Length, random.Next(1, 5_000))));
            }
        }
    }
}
