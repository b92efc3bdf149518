using System.Text;
using Microsoft.Extensions.Logging;
using PixelHub.Core.EventLog;
using PixelHub.Core.Events;
using PixelHub.Tests.Support;

namespace PixelHub.Tests.EventLog;

/// <summary>A folder with an event log in small segments, and the messages it wrote.</summary>
internal sealed class LogFolder : IDisposable
{
    public const int SegmentBytes = 65_536;

    private readonly TempFolder _folder = new();

    public string Path => System.IO.Path.Combine(_folder.Path, "log");

    public string QuarantinePath => System.IO.Path.Combine(Path, "quarantine");

    public ListLogger Logger { get; } = new();

    public string[] SegmentFiles => [.. Directory.EnumerateFiles(Path, "*.seg").Order(StringComparer.Ordinal)];

    public string[] QuarantineFiles => Directory.Exists(QuarantinePath) ? [.. Directory.EnumerateFiles(QuarantinePath).Order(StringComparer.Ordinal)] : [];

    public EventLogOptions Options => new() { Directory = Path, SegmentBytes = SegmentBytes, MaxWaitingBytes = SegmentBytes / 2 };

    public FileEventLog Open(Disk? disk = null, TimeProvider? time = null, EventLogOptions? options = null) =>
        new(options ?? Options, time ?? TimeProvider.System, Logger, disk ?? new Disk());

    /// <summary>What a machine that lost power at this moment would find, provided that its disk lies about nothing.</summary>
    public LogFolder Crash()
    {
        var copy = new LogFolder();
        Directory.CreateDirectory(copy.Path);
        foreach (var file in SegmentFiles)
        {
            File.Copy(file, System.IO.Path.Combine(copy.Path, System.IO.Path.GetFileName(file)));
        }

        return copy;
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>Appends events with these numbers, one group each, and expects them to be kept.</summary>
    /// <returns>Where each of their frames starts, and where the last one ends.</returns>
    public static async Task<long[]> AppendAsync(FileEventLog log, params int[] experiments)
    {
        foreach (var experiment in experiments)
        {
            Assert.Equal(AppendOutcome.Durable, await log.AppendAsync(Sample.Event(experiment, link: "link")));
        }

        var batch = log.Read(0, int.MaxValue);
        return [.. batch.Entries.TakeLast(experiments.Length).Select(e => e.Position), batch.End];
    }

    /// <summary>Appends many events, a hundred to a group, and expects them to be kept.</summary>
    public static async Task FillAsync(FileEventLog log, IEnumerable<int> experiments)
    {
        foreach (var some in experiments.Chunk(100))
        {
            Assert.All(
                await Task.WhenAll(some.Select(n => log.AppendAsync(Sample.Event(n)).AsTask())),
                outcome => Assert.Equal(AppendOutcome.Durable, outcome));
        }
    }

    /// <summary>The numbers of all events in the log, read in small batches.</summary>
    public static int[] ReadAll(FileEventLog log, int batchSize = 7)
    {
        List<int> experiments = [];
        for (var position = 0L; log.Read(position, batchSize) is { } batch && batch.End > position; position = batch.End)
        {
            Assert.Equal(position, batch.Start);
            Assert.All(batch.Entries, e => Assert.InRange(e.Position, batch.Start, batch.End - 1));
            experiments.AddRange(batch.Entries.Select(e => ((TrackedEvent)e.Entry).Experiment));
        }

        return [.. experiments];
    }

    /// <summary>Turns over all bits of one byte of the log.</summary>
    public void Flip(long position) => Change(position, b => (byte)~b);

    /// <summary>Sets one byte of the log.</summary>
    public void Set(long position, byte value) => Change(position, _ => value);

    public static long StartOf(string file) =>
        long.Parse(System.IO.Path.GetFileNameWithoutExtension(file), System.Globalization.CultureInfo.InvariantCulture);

    private void Change(long position, Func<byte, byte> change)
    {
        var file = SegmentFiles.Last(f => StartOf(f) <= position);
        using var stream = new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        stream.Position = position - StartOf(file);
        var value = (byte)stream.ReadByte();
        stream.Position--;
        stream.WriteByte(change(value));
    }
}

/// <summary>Keeps messages by their numbers.</summary>
internal sealed class ListLogger : ILogger
{
    private readonly List<(int Id, string Text)> _messages = [];

    public int Count(int id)
    {
        lock (_messages)
        {
            return _messages.Count(m => m.Id == id);
        }
    }

    public override string ToString()
    {
        lock (_messages)
        {
            return _messages.Aggregate(new StringBuilder(), (text, m) => text.AppendLine(m.Text)).ToString();
        }
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        lock (_messages)
        {
            _messages.Add((eventId.Id, formatter(state, exception)));
        }
    }
}
