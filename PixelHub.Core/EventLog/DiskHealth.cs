using Microsoft.Extensions.Logging;

namespace PixelHub.Core.EventLog;

/// <summary>Whether the disk takes writes. After a failure it is left alone for a moment, longer with each further one, so that a dead disk does not spin.</summary>
internal sealed class DiskHealth(string folder, TimeProvider time, ILogger logger)
{
    /// <summary>Longest pause between two attempts: hits that arrive within it are lost without being tried.</summary>
    public static readonly TimeSpan LongestRest = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan FirstRest = TimeSpan.FromMilliseconds(20);

    private TimeSpan _rest;
    private long _restsUntil;
    private long _lost;
    private volatile bool _hangs;

    /// <summary>Whether the last attempt failed, or does not come to its end.</summary>
    public bool IsFailing => _hangs || Volatile.Read(ref _restsUntil) != 0;

    /// <summary>Whether an attempt does not come to its end.</summary>
    public bool IsHanging => _hangs;

    /// <summary>Whether the next attempt has to wait.</summary>
    public bool IsResting => Volatile.Read(ref _restsUntil) is not 0 and var until && time.GetTimestamp() < until;

    /// <summary>Entries were refused.</summary>
    public void Lost(int entries) => Interlocked.Add(ref _lost, entries);

    /// <summary>An attempt failed.</summary>
    public void Failed(Exception exception)
    {
        if (!IsFailing)
        {
            EventLogMessages.Failing(logger, exception, folder);
        }

        _rest = _rest == TimeSpan.Zero ? FirstRest : _rest * 2 < LongestRest ? _rest * 2 : LongestRest;
        var until = time.GetTimestamp() + (long)(_rest.TotalSeconds * time.TimestampFrequency);
        Volatile.Write(ref _restsUntil, until == 0 ? 1 : until);
    }

    /// <summary>An attempt succeeded.</summary>
    public void Worked()
    {
        if (Volatile.Read(ref _restsUntil) != 0)
        {
            Volatile.Write(ref _restsUntil, 0);
            _rest = TimeSpan.Zero;
            TellWhenOver();
        }
    }

    /// <summary>An attempt takes longer than anybody waits: until it ends, nothing is tried.</summary>
    public void Hangs()
    {
        if (!IsFailing)
        {
            EventLogMessages.Hanging(logger, folder);
        }

        _hangs = true;
    }

    /// <summary>The attempt has ended, well or badly.</summary>
    public void MovesAgain()
    {
        if (_hangs)
        {
            _hangs = false;
            TellWhenOver();
        }
    }

    private void TellWhenOver()
    {
        if (!IsFailing)
        {
            EventLogMessages.Recovered(logger, Interlocked.Exchange(ref _lost, 0));
        }
    }
}
