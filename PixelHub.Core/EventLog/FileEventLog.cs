using Microsoft.Extensions.Logging;
using PixelHub.Core.Events;

namespace PixelHub.Core.EventLog;

/// <summary>
/// The event log in files. Entries gather in memory while the group before them is flushed; then they go to disk together, with one write and one
/// flush. A disk that takes no writes stops neither the start nor the reading. One that hangs is given up on after <see cref="Watchdog.Patience"/>:
/// who waits is told that the disk failed, and so is everybody who comes, until the flush ends. What was given up on may be found in the log later.
/// </summary>
public sealed class FileEventLog : IEventLog, ILogSweep, IAsyncDisposable, IDisposable
{
    private static readonly TimeSpan LongestClose = TimeSpan.FromSeconds(30);

    private readonly Lock _growing = new();
    private readonly PendingAppends _pending = new();
    private readonly TaskCompletionSource _flusherEnded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly SegmentFolder _folder;
    private readonly DiskHealth _health;
    private readonly LogWriter _writer;
    private readonly LogReader _reader;
    private readonly Quarantine _quarantine;
    private readonly EventLogMetrics _metrics;
    private readonly Gathering _gathering;
    private readonly Watchdog _watchdog;
    private readonly AnswerQueue _answers = new();
    private TaskCompletionSource? _grown;
    private int _isDisposed;

    /// <summary>Opens the log, or makes a new one. Does not throw for a disk that cannot be written: see <see cref="IsFailing"/>.</summary>
    /// <exception cref="ArgumentException">The options are not valid.</exception>
    public FileEventLog(EventLogOptions options, TimeProvider time, ILogger<FileEventLog> logger)
        : this(options, time, logger, new Disk())
    {
    }

    internal FileEventLog(EventLogOptions options, TimeProvider time, ILogger logger, Disk disk)
    {
        if (options.Validate() is { Count: > 0 } faults)
        {
            throw new ArgumentException(string.Join(' ', faults), nameof(options));
        }

        _time = time;
        _logger = logger;
        _folder = new SegmentFolder(options.Directory, disk);
        _health = new DiskHealth(_folder.Path, time, logger);
        _writer = new LogWriter(options, _folder, disk, _health, time, logger);
        _quarantine = new Quarantine(_folder.Path, logger);
        _reader = new LogReader(_folder, _quarantine, logger);
        _metrics = new EventLogMetrics(() => _folder.Bytes);
        _gathering = new Gathering(options, time);
        _watchdog = new Watchdog(time, _health, GiveUp);
        _writer.Open();
        new Thread(FlushGroups) { Name = "Event log", IsBackground = true }.Start();
    }

    /// <inheritdoc/>
    public long DurablePosition => _writer.Durable;

    /// <summary>Whether the disk refused the last write: hits are answered, but lost.</summary>
    public bool IsFailing => _health.IsFailing;

    /// <inheritdoc/>
    public ValueTask<AppendOutcome> AppendAsync(LogEntry entry)
    {
        if (_health.IsHanging)
        {
            // Nobody waits for it, but as long as there is room it is kept behind the flush: a disk that is only slow loses nothing.
            _gathering.TryAdd(entry, waiter: null);
            return new(Refuse(AppendOutcome.DiskFailed));
        }

        if (_health.IsResting)
        {
            return new(Refuse(AppendOutcome.DiskFailed));
        }

        var pending = _pending.Get();
        var end = pending.Wait; // before it is seen by others: it may end at any moment
        if (_gathering.TryAdd(entry, pending) is not { } refused)
        {
            return end;
        }

        _pending.Return(pending);
        return new(Refuse(refused));
    }

    /// <inheritdoc/>
    /// <exception cref="IOException">A file cannot be read, or a damaged stretch cannot be set aside.</exception>
    /// <exception cref="UnauthorizedAccessException">As before.</exception>
    public LogBatch Read(long from, int maxEntries)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(from);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxEntries, 1);
        var durable = _writer.Durable;
        if (from > durable)
        {
            _writer.GoBeyond(from);
        }

        return from < durable ? _reader.Read(from, maxEntries, durable) : new LogBatch(from, from, []);
    }

    /// <inheritdoc/>
    public async Task WaitBeyondAsync(long position, CancellationToken cancellationToken)
    {
        if (position > DurablePosition)
        {
            _writer.GoBeyond(position);
        }

        while (DurablePosition <= position)
        {
            Task grown;
            lock (_growing)
            {
                _grown ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                grown = _grown.Task;
            }

            if (DurablePosition <= position)
            {
                await grown.WaitAsync(cancellationToken);
            }
        }
    }

    /// <inheritdoc/>
    public void Release(long before)
    {
        try
        {
            _folder.Release(before);
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException)
        {
            EventLogMessages.ReleaseFailed(_logger, ex);
        }
    }

    /// <inheritdoc/>
    public long? TryBeginFile() => _writer.TryBeginFile();

    /// <inheritdoc/>
    public bool HoldsOnlyFrom(long position) => Array.TrueForAll(_folder.Segments, segment => segment.Start >= position);

    /// <inheritdoc/>
    public void Blank(ReadOnlySpan<byte> bytes) => _quarantine.Blank(bytes);

    /// <summary>Takes no more entries, and returns when those taken are on disk. Reading goes on to work.</summary>
    /// <exception cref="OperationCanceledException">The disk did not get ready in time; the log is closed all the same.</exception>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        if (!_flusherEnded.Task.IsCompleted)
        {
            _gathering.Close();
        }

        return _flusherEnded.Task.WaitAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) == 0)
        {
            using var limit = new CancellationTokenSource(LongestClose, _time);
            try
            {
                await StopAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                EventLogMessages.CloseTimedOut(_logger);
                return; // the flusher still uses the files
            }

            _writer.Dispose();
            _reader.Dispose();
            _folder.Dispose();
            _metrics.Dispose();
            _watchdog.Dispose();
            _gathering.Dispose();
            _answers.Dispose();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    private AppendOutcome Refuse(AppendOutcome outcome)
    {
        if (outcome == AppendOutcome.DiskFailed)
        {
            _health.Lost(1);
        }

        _metrics.Count(outcome, 1);
        return outcome;
    }

    private void FlushGroups()
    {
        while (_gathering.Take() is { } group)
        {
            var outcome = Flush(group);
            var waiters = group.TakeWaiters();
            Count(waiters, outcome);
            _answers.Add(waiters, outcome);
        }

        _flusherEnded.SetResult();
    }

    private AppendOutcome Flush(Group group)
    {
        var entries = group.Count;
        var started = _time.GetTimestamp();
        var outcome = AppendOutcome.DiskFailed;
        try
        {
            _watchdog.Begin(group.Since ?? started);
            try
            {
                outcome = _writer.Write(group);
            }
            finally
            {
                _watchdog.End();
            }

            if (outcome == AppendOutcome.Durable)
            {
                _metrics.Flushed(entries, _time.GetElapsedTime(started));
            }
        }
        catch (Exception)
        {
            // A logger or a listener of the meter that throws: this thread, and those who wait for it, must go on.
        }

        TaskCompletionSource? grown;
        lock (_growing)
        {
            grown = _grown;
            _grown = null;
        }

        grown?.SetResult();
        return outcome;
    }

    private void GiveUp()
    {
        var (flushing, filling) = _gathering.TakeWaiters();
        foreach (var waiters in (ReadOnlySpan<Waiters>)[flushing, filling])
        {
            Count(waiters, AppendOutcome.DiskFailed);
            waiters.TellOnPool(AppendOutcome.DiskFailed);
        }
    }

    private void Count(Waiters waiters, AppendOutcome outcome)
    {
        try
        {
            if (outcome == AppendOutcome.DiskFailed)
            {
                _health.Lost(waiters.Count);
            }

            _metrics.Count(outcome, waiters.Count);
        }
        catch (Exception)
        {
            // As above.
        }
    }
}
