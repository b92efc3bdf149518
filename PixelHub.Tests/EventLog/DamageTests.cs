using System.Globalization;
using PixelHub.Core.EventLog;

namespace PixelHub.Tests.EventLog;

public sealed class DamageTests : IDisposable
{
    private readonly LogFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_bit_flip_at_any_byte_of_a_frame_sets_aside_exactly_that_frame()
    {
        long[] at;
        await using (var log = _folder.Open())
        {
            at = await LogFolder.AppendAsync(log, 1, 2, 3);
        }

        for (var position = at[1]; position < at[2]; position++)
        {
            using var damaged = _folder.Crash();
            damaged.Flip(position);
            await using var reopened = damaged.Open();
            Assert.Equal([1, 3], LogFolder.ReadAll(reopened));
            Assert.Equal([1, 3], LogFolder.ReadAll(reopened));
            Assert.Equal(1, damaged.Logger.Count(1004));
            Assert.Equal([(at[1], at[2] - at[1])], SetAside(damaged));
        }
    }

    [Fact]
    public async Task Damage_over_several_frames_is_one_stretch()
    {
        long[] at;
        await using (var log = _folder.Open())
        {
            at = await LogFolder.AppendAsync(log, 1, 2, 3, 4, 5);
        }

        for (var position = at[1] + 3; position < at[3] + 9; position++)
        {
            _folder.Set(position, 0);
        }

        await using var reopened = _folder.Open();
        Assert.Equal([1, 5], LogFolder.ReadAll(reopened));
        Assert.Equal([(at[1], at[4] - at[1])], SetAside(_folder));
    }

    [Fact]
    public async Task Damage_while_the_log_is_open_is_stepped_over_too()
    {
        await using var log = _folder.Open();
        var at = await LogFolder.AppendAsync(log, 1, 2, 3);
        _folder.Flip(at[2]);
        Assert.Equal([1, 2], LogFolder.ReadAll(log));
        Assert.Equal([(at[2], at[3] - at[2])], SetAside(_folder));
        await LogFolder.AppendAsync(log, 4);
        Assert.Equal([1, 2, 4], LogFolder.ReadAll(log));
    }

    [Fact]
    public async Task A_zeroed_end_of_an_earlier_segment_is_noticed()
    {
        var kept = await FillTwoSegmentsAsync();
        var first = _folder.SegmentFiles[0];
        var lastOfFirst = kept.Last(e => e.Position < LogFolder.StartOf(first) + LogFolder.SegmentBytes);
        for (var position = lastOfFirst.Position; position < LogFolder.StartOf(first) + LogFolder.SegmentBytes; position++)
        {
            _folder.Set(position, 0);
        }

        await using var reopened = _folder.Open();
        Assert.Equal(kept.Count - 1, LogFolder.ReadAll(reopened, 100).Length);
        Assert.Equal(lastOfFirst.Position, Assert.Single(SetAside(_folder)).Position);
    }

    [Fact]
    public async Task A_damaged_segment_header_costs_no_entry()
    {
        var kept = await FillTwoSegmentsAsync();
        foreach (var file in _folder.SegmentFiles)
        {
            _folder.Flip(LogFolder.StartOf(file) + 9);
        }

        await using var reopened = _folder.Open();
        Assert.Equal(kept.Count, LogFolder.ReadAll(reopened, 100).Length);
        Assert.Empty(SetAside(_folder));
    }

    [Fact]
    public async Task An_entry_of_a_later_version_is_set_aside_alone()
    {
        long[] at;
        await using (var log = _folder.Open())
        {
            at = await LogFolder.AppendAsync(log, 1, 2, 3);
        }

        var file = Assert.Single(_folder.SegmentFiles);
        var bytes = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
        var frame = bytes.AsSpan((int)(at[1] - LogFolder.StartOf(file)));
        frame[Frame.HeaderBytes] = 200; // the version
        Frame.Seal(frame, at[1]);
        await File.WriteAllBytesAsync(file, bytes, TestContext.Current.CancellationToken);

        await using var reopened = _folder.Open();
        Assert.Equal([1, 3], LogFolder.ReadAll(reopened));
        Assert.Equal([(at[1], at[2] - at[1])], SetAside(_folder));
    }

    [Fact]
    public async Task Damage_that_cannot_be_set_aside_is_not_skipped()
    {
        await using var log = _folder.Open();
        var at = await LogFolder.AppendAsync(log, 1, 2, 3);
        _folder.Flip(at[1] + 12);
        await File.WriteAllTextAsync(_folder.QuarantinePath, "in the way", TestContext.Current.CancellationToken);
        Assert.ThrowsAny<IOException>(() => log.Read(0, 10));
        File.Delete(_folder.QuarantinePath);
        Assert.Equal([1, 3], LogFolder.ReadAll(log));
    }

    private async Task<IReadOnlyList<PositionedEntry>> FillTwoSegmentsAsync()
    {
        await using var log = _folder.Open();
        while (_folder.SegmentFiles.Length < 2)
        {
            await LogFolder.FillAsync(log, Enumerable.Range(1, 50));
        }

        await LogFolder.AppendAsync(log, 51);
        return log.Read(0, int.MaxValue).Entries;
    }

    private static (long Position, long Length)[] SetAside(LogFolder folder) =>
        [.. folder.QuarantineFiles.Select(f => (long.Parse(Path.GetFileNameWithoutExtension(f), CultureInfo.InvariantCulture), new FileInfo(f).Length))];
}
