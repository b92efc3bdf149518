namespace PixelHub.Core.EventLog;

/// <summary>
/// Notices a disk that neither takes nor refuses: for a flush that lasts too long nobody waits any further. And answers that take too long: the
/// thread that writes them does not flush meanwhile, so another one has to.
/// </summary>
internal sealed class Watchdog : IDisposable
{
    /// <summary>The longest that a group's answers may take before another thread goes on with the next group. They take a millisecond.</summary>
    public static readonly TimeSpan AnswerPatience = TimeSpan.FromMilliseconds(100);

    /// <summary>The longest that a reader waits. Longer than any flush of a disk that works.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly DiskHealth _health;
    private readonly Action _giveUp;
    private readonly Action _relieve;
    private readonly ITimer _timer;
    private readonly ITimer _answerTimer;
    private long? _since;
    private bool _isAnswering;

    /// <param name="time">Measures the patience.</param>
    /// <param name="health">Learns that the disk hangs, and that it is over.</param>
    /// <param name="giveUp">Called once for a flush that hangs, on a thread of the timer.</param>
    /// <param name="relieve">Called once for answers that take too long, on a thread of the timer; they have not ended, and do not end while it runs.</param>
    public Watchdog(TimeProvider time, DiskHealth health, Action giveUp, Action relieve)
    {
        (_time, _health, _giveUp, _relieve) = (time, health, giveUp, relieve);
        _timer = time.CreateTimer(static self => ((Watchdog)self!).Look(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        // By the system's clock, whatever clock the log goes by: a thread that is held up is held up in fact.
        _answerTimer = TimeProvider.System.CreateTimer(static self => ((Watchdog)self!).LookAtAnswers(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
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

    /// <summary>Answers begin.</summary>
    public void BeginAnswers()
    {
        lock (_gate)
        {
            _isAnswering = true;
            _answerTimer.Change(AnswerPatience, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>The answers are written.</summary>
    public void EndAnswers()
    {
        lock (_gate)
        {
            _isAnswering = false;
            _answerTimer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _timer.Dispose();
        _answerTimer.Dispose();
    }

    private void LookAtAnswers()
    {
        lock (_gate)
        {
            if (_isAnswering)
            {
                _isAnswering = false; // from here on it is the other thread's answers that are watched
                _relieve();
            }
        }
    }

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
