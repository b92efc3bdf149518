namespace PixelHub.Core.EventLog;

/// <summary>Notices a disk that neither takes nor refuses: for a flush that lasts too long nobody waits any further.</summary>
internal sealed class Watchdog : IDisposable
{
    /// <summary>The longest that a reader waits. Longer than any flush of a disk that works.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly DiskHealth _health;
    private readonly Action _giveUp;
    private readonly ITimer _timer;
    private long? _since;

    /// <param name="time">Measures the patience.</param>
    /// <param name="health">Learns that the disk hangs, and that it is over.</param>
    /// <param name="giveUp">Called once for a flush that hangs, on a thread of the timer.</param>
    public Watchdog(TimeProvider time, DiskHealth health, Action giveUp)
    {
        (_time, _health, _giveUp) = (time, health, giveUp);
        _timer = time.CreateTimer(static self => ((Watchdog)self!).Look(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>A flush begins.</summary>
    /// <param name="since">Timestamp from which its first reader waits.</param>
    public void Begin(long since)
    {
        lock (_gate)
        {
            _since = since;
            var left = Patience - _time.GetElapsedTime(since);
            _timer.Change(left > TimeSpan.Zero ? left : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>The flush is over, well or badly.</summary>
    public void End()
    {
        lock (_gate)
        {
            _since = null;
            _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            _health.MovesAgain();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _timer.Dispose();

    private void Look()
    {
        lock (_gate)
        {
            // The timer may have fired for the flush before, or a hair too early.
            if (_since is not { } since)
            {
                return;
            }

            if (_time.GetElapsedTime(since) is var waited && waited < Patience)
            {
                _timer.Change(Patience - waited, Timeout.InfiniteTimeSpan);
                return;
            }

            _health.Hangs();
        }

        _giveUp();
    }
}
