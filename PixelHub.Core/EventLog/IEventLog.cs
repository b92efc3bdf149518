using PixelHub.Core.Events;

namespace PixelHub.Core.EventLog;

/// <summary>
/// The place where an event is safe: what <see cref="AppendAsync"/> reported as kept survives a crash of the process and of the machine.
/// Positions are byte offsets that only grow, over restarts too.
/// </summary>
public interface IEventLog
{
    /// <summary>Everything before this position is on disk.</summary>
    long DurablePosition { get; }

    /// <summary>Adds an entry and waits for the flush that holds it, but not for a disk that hangs. Never throws for a full or broken disk.</summary>
    /// <returns>Whether the entry is on disk; when not, the reason, which the log has counted. To be awaited once.</returns>
    ValueTask<AppendOutcome> AppendAsync(LogEntry entry);

    /// <summary>Reads durable entries from a position on.</summary>
    /// <param name="from">Where an earlier batch ended, or 0.</param>
    /// <param name="maxEntries">Most entries in the batch.</param>
    /// <returns>
    /// An empty batch that ends where it starts when nothing newer is durable; where the log ends before that, it goes on behind it. A damaged
    /// stretch is set aside and skipped.
    /// </returns>
    LogBatch Read(long from, int maxEntries);

    /// <summary>Waits until something beyond the position is durable. Where the log ends before the position, it goes on behind it.</summary>
    Task WaitBeyondAsync(long position, CancellationToken cancellationToken);

    /// <summary>Gives back the disk space of everything before the position. The caller promises not to read there again.</summary>
    void Release(long before);
}

/// <summary>How an append ended.</summary>
public enum AppendOutcome
{
    /// <summary>On disk.</summary>
    Durable = 0,

    /// <summary>Not kept: the disk refused it; or it did not end the write in time, and the entry is kept only if it ends it later.</summary>
    DiskFailed,

    /// <summary>Not kept: more was waiting than the log may hold in memory, or on disk by its budget.</summary>
    Full,

    /// <summary>Not kept: the server is shutting down.</summary>
    Closed,
}

/// <summary>An entry and where it stands.</summary>
/// <param name="Position">Byte offset of its frame: unique for ever, and the id of the event.</param>
/// <param name="Entry">The entry.</param>
public readonly record struct PositionedEntry(long Position, LogEntry Entry);

/// <summary>Consecutive entries.</summary>
/// <param name="Start">Where reading started.</param>
/// <param name="End">Where to go on reading.</param>
/// <param name="Entries">The entries between, in order.</param>
public sealed record LogBatch(long Start, long End, IReadOnlyList<PositionedEntry> Entries);
