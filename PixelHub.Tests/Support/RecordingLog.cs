using System.Collections.Concurrent;
using PixelHub.Core.EventLog;
using PixelHub.Core.Events;

namespace PixelHub.Tests.Support;

/// <summary>An event log that remembers what it was given, or fails as it is told. Nothing reaches the database from it.</summary>
public sealed class RecordingLog : IEventLog, ILogSweep
{
    private readonly ConcurrentQueue<LogEntry> _entries = new();

    /// <summary>How the next appends end.</summary>
    public AppendOutcome Outcome { get; set; }

    /// <summary>Thrown by the next appends; null lets them pass.</summary>
    public Exception? Fault { get; set; }

    /// <summary>Holds the answers to appends back until it is completed; null answers at once.</summary>
    public TaskCompletionSource? Gate { get; init; }

    public IReadOnlyList<LogEntry> Entries => [.. _entries];

    public long DurablePosition { get; init; }

    public async ValueTask<AppendOutcome> AppendAsync(LogEntry entry)
    {
        if (Fault is not null)
        {
            throw Fault;
        }

        if (Outcome == AppendOutcome.Durable)
        {
            _entries.Enqueue(entry);
        }

        await (Gate?.Task ?? Task.CompletedTask);
        return Outcome;
    }

    /// <summary>The only entry, which is an event.</summary>
    public TrackedEvent OnlyEvent() => Assert.IsType<TrackedEvent>(Assert.Single(_entries));

    /// <summary>Forgets everything, and works again.</summary>
    public void Clear()
    {
        _entries.Clear();
        (Outcome, Fault) = (AppendOutcome.Durable, null);
    }

    public LogBatch Read(long from, int maxEntries) => new(from, from, []);

    public Task WaitBeyondAsync(long position, CancellationToken cancellationToken) => Task.Delay(Timeout.Infinite, cancellationToken);

    public void Release(long before)
    {
    }

    public long? TryBeginFile() => 0;

    public bool HoldsOnlyFrom(long position) => true;

    public void Blank(ReadOnlySpan<byte> bytes)
    {
    }
}
