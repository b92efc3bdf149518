using PixelHub.Core.Events;

namespace PixelHub.Core.EventLog;

/// <summary>
/// Where entries gather while the group before them is flushed. A flush costs as much for one entry as for sixty, so the flusher waits until half of the
/// readers have come, but never for long: then half of them are answered while the other half's entries are flushed. A lonely reader never waits.
/// </summary>
internal sealed class Gathering(EventLogOptions options, TimeProvider time) : IDisposable
{
    /// <summary>The longest wait for more entries. Some of the readers of the last group may never come back.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(1);

    private readonly Lock _gate = new();
    private readonly AutoResetEvent _wake = new(initialState: false);
    private Group _filling = new(options.MaxWaitingEvents, options.MaxWaitingBytes);
    private Group _flushing = new(options.MaxWaitingEvents, options.MaxWaitingBytes);
    private int _wakesAt = 1;
    private int _readers;
    private bool _isClosed;

    /// <summary>Adds an entry and who waits for it, if anybody does.</summary>
    /// <returns>Why it was not taken; null when it was.</returns>
    public AppendOutcome? TryAdd(LogEntry entry, PendingAppend? waiter)
    {
        bool wakes;
        lock (_gate)
        {
            if (_isClosed)
            {
                return AppendOutcome.Closed;
            }

            if (!_filling.TryAdd(entry, waiter, time))
            {
                return AppendOutcome.Full;
            }

            wakes = _filling.Count == _wakesAt;
        }

        if (wakes)
        {
            _wake.Set();
        }

        return null;
    }

    /// <summary>Waits for entries. For one thread, which is done with the group it took before.</summary>
    /// <returns>The next group; null when the gathering is closed and everything was taken.</returns>
    public Group? Take()
    {
        int enough;
        lock (_gate)
        {
            // Those who were answered, and those who came meanwhile; when they become fewer, that is forgotten by a sixteenth each time.
            _readers = Math.Max(_flushing.Count + _filling.Count, _readers - ((_readers + 15) / 16));
            enough = Math.Max(1, _readers / 2);
        }

        _flushing.Clear();
        var isFirstCome = false;
        while (true)
        {
            lock (_gate)
            {
                if (_filling.Count >= enough || (_isClosed && _filling.Count > 0))
                {
                    return Swap();
                }

                if (_isClosed)
                {
                    return null;
                }

                isFirstCome |= _filling.Count > 0;
                _wakesAt = isFirstCome ? enough : 1;
            }

            if (!_wake.WaitOne(isFirstCome ? Longest : Timeout.InfiniteTimeSpan))
            {
                enough = 1;
            }
        }
    }

    /// <summary>All that wait, those for the flush under way and those for the next one. Their entries stay where they are.</summary>
    public (Waiters Flushing, Waiters Filling) TakeWaiters()
    {
        lock (_gate)
        {
            return (_flushing.TakeWaiters(), _filling.TakeWaiters());
        }
    }

    /// <summary>Takes no more entries.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _isClosed = true;
        }

        _wake.Set();
    }

    /// <inheritdoc/>
    public void Dispose() => _wake.Dispose();

    private Group Swap()
    {
        (_filling, _flushing) = (_flushing, _filling);
        _wakesAt = 1;
        return _flushing;
    }
}
