using Microsoft.Extensions.Logging;
using PixelHub.Core.Events;

namespace PixelHub.Core.EventLog;

/// <summary>
/// The event log in files. Entries gather in memory while the group before them is flushed; then they go to disk together, with one write and one
/// flush. No timer adds to the wait: a lonely entry is flushed at once. A disk that takes no writes stops neither the start nor the reading.
/// </summary>
public sealed class FileEventLog : IEventLog, IAsyncDisposable, IDisposable
{
    private static readonly TimeSpan LongestClose = TimeSpan.FromSeconds(30);

    private readonly Lock _gate = new();
    private readonly AutoResetEvent _wake = new(initialState: false);
    private readonly TaskCompletionSource _flusherEnded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly SegmentFolder _folder;
    private readonly DiskHealth _health;
    private readonly LogWriter _writer;
    private readonly LogReader _reader;
    private readonly EventLogMetrics _metrics;
    private Group _filling;
    private Group _flushing;
    private TaskCompletionSource? _grown;
    private bool _isClosed;
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
        _reader = new LogReader(_folder, new Quarantine(_folder.Path, logger), logger);
        _metrics = new EventLogMetrics(() => _folder.Bytes);
        _filling = new Group(options.MaxWaitingEvents, options.MaxWaitingBytes);
        _flushing = new Group(options.MaxWaitingEvents, options.MaxWaitingBytes);
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
        if (_health.IsResting)
        {
            return new(Refuse(AppendOutcome.DiskFailed));
        }

        Task<AppendOutcome> end;
        bool isFirst;
        lock (_gate)
        {
            if (_isClosed)
            {
                return new(Refuse(AppendOutcome.Closed));
            }

            if (!_filling.TryAdd(entry))
            {
                return new(Refuse(AppendOutcome.Full));
            }

            end = _filling.End;
            isFirst = _filling.Count == 1;
        }

        if (isFirst)
        {
            _wake.Set();
        }

        return new(end);
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
            lock (_gate)
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

    /// <summary>Takes no more entries, and returns when those taken are on disk. Reading goes on to work.</summary>
    /// <exception cref="OperationCanceledException">The disk did not get ready in time; the log is closed all the same.</exception>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            _isClosed = true;
        }

        if (!_flusherEnded.Task.IsCompleted)
        {
            _wake.Set();
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
            _wake.Dispose();
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
        while (true)
        {
            _wake.WaitOne();
            while (TakeFilled() is { } group)
            {
                Flush(group);
            }

            lock (_gate)
            {
                if (_isClosed && _filling.Count == 0)
                {
                    break;
                }
            }
        }

        _flusherEnded.SetResult();
    }

    private Group? TakeFilled()
    {
        lock (_gate)
        {
            if (_filling.Count == 0)
            {
                return null;
            }

            (_filling, _flushing) = (_flushing, _filling);
            return _flushing;
        }
    }

    private void Flush(Group group)
    {
        var entries = group.Count;
        var started = _time.GetTimestamp();
        var outcome = AppendOutcome.DiskFailed;
        try
        {
            outcome = _writer.Write(group);
            if (outcome == AppendOutcome.Durable)
            {
                _metrics.Flushed(entries, _time.GetElapsedTime(started));
            }
            else if (outcome == AppendOutcome.DiskFailed)
            {
                _health.Lost(entries);
            }

            _metrics.Count(outcome, entries);
        }
        catch (Exception)
        {
            // A logger or a listener of the meter that throws: this thread, and those who wait for it, must go on.
        }

        group.Complete(outcome);
        TaskCompletionSource? grown;
        lock (_gate)
        {
            grown = _grown;
            _grown = null;
        }

        grown?.SetResult();
    }
}
