namespace PixelHub.Core.Commit;

/// <summary>How long to wait after a failure: doubling from the first to the longest delay.</summary>
/// <param name="First">Wait after the first failure.</param>
/// <param name="Longest">Never wait longer.</param>
/// <param name="Failures">Failures in a row so far.</param>
public readonly record struct Backoff(TimeSpan First, TimeSpan Longest, int Failures = 0)
{
    /// <summary>One more failure.</summary>
    /// <param name="delay">How long to wait now.</param>
    public Backoff Next(out TimeSpan delay)
    {
        var factor = Math.Pow(2, Math.Min(Failures, 30));
        delay = First * factor < Longest ? First * factor : Longest;
        return this with { Failures = Failures + 1 };
    }

    /// <summary>It worked again.</summary>
    public Backoff Reset() => this with { Failures = 0 };
}
