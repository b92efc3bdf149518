namespace PixelHub.Core.Commit;

/// <summary>When the next review of clicks begins: soon, seldom enough to take a twentieth of the time at most, but before too much gathers.</summary>
/// <remarks>A review goes through what was committed since the last one. While a backlog is counted that grows fast, so it must not wait as long.</remarks>
internal sealed class ReviewPace(TimeProvider time)
{
    /// <summary>A page that is open shows a scanner's clicks as a person's for about so long.</summary>
    public static readonly TimeSpan Shortest = TimeSpan.FromSeconds(2);

    /// <summary>Rest after a review, in lengths of the review.</summary>
    public const int RestFactor = 20;

    /// <summary>Rest after a review that failed: there may be a fault in what it reads, and that must not hold up the commits.</summary>
    public static readonly TimeSpan AfterFailure = TimeSpan.FromMinutes(1);

    /// <summary>Events after which the next review does not wait any more: if all of them are clicks, it holds some 30 MB of them in memory.</summary>
    public const long MostEvents = 250_000;

    private DateTimeOffset _restUntil = DateTimeOffset.MinValue;
    private bool _isDue = true; // after a start only the database knows
    private bool _hasFailed;
    private bool _mustRest; // the last one was not done, and would be tried again and again before the next commit
    private long _events;

    /// <summary>How long until the next review; null when nothing is due.</summary>
    public TimeSpan? Wait
    {
        get
        {
            if (!_isDue)
            {
                return null;
            }

            var rest = _restUntil - time.GetUtcNow();
            return rest <= TimeSpan.Zero || (_events >= MostEvents && !_mustRest) ? TimeSpan.Zero
                : rest <= AfterFailure ? rest
                : AfterFailure; // the clock went back
        }
    }

    /// <summary>Events were committed.</summary>
    public void Committed(int events, bool isReviewDue)
    {
        _events = _isDue ? _events + events : events;
        if (isReviewDue && !_isDue)
        {
            _isDue = true;
            Rest(Shortest);
        }
    }

    /// <summary>A review took so long.</summary>
    /// <param name="took">Its length.</param>
    /// <param name="isDue">Whether it has to be done again.</param>
    public void Reviewed(TimeSpan took, bool isDue)
    {
        (_isDue, _hasFailed, _mustRest, _events) = (isDue, false, isDue, isDue ? _events : 0);
        var rest = took * RestFactor;
        Rest(isDue || rest < Shortest ? Shortest : rest < AfterFailure ? rest : AfterFailure);
    }

    /// <summary>A review failed.</summary>
    /// <returns>Whether the one before had not.</returns>
    public bool Failed()
    {
        var isFirst = !_hasFailed;
        (_isDue, _hasFailed, _mustRest) = (true, true, true);
        Rest(AfterFailure);
        return isFirst;
    }

    /// <summary>A rest that lasts longer than this one stays.</summary>
    private void Rest(TimeSpan rest)
    {
        var until = time.GetUtcNow() + rest;
        _restUntil = until > _restUntil ? until : _restUntil;
    }
}
