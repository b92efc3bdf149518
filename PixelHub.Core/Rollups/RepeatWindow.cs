using PixelHub.Core.Events;

namespace PixelHub.Core.Rollups;

/// <summary>
/// Remembers what people did in the last 30 s, so that a second fetch of the same thing is kept as a row but left out of totals. A minute of a very
/// busy server fits in: 10 bytes for each thing, in parts of 15 s that are dropped whole.
/// </summary>
public sealed class RepeatWindow
{
    /// <summary>A hit this soon after one that counted is a repeat.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromSeconds(30);

    private const long PartMilliseconds = 15_000;

    /// <summary>Three parts cover the window wherever it begins; the fourth may belong to a clock that was wrong for a moment.</summary>
    private const int MostParts = 4;

    private readonly List<RepeatPart> _parts = [];

    /// <summary>How many different things are remembered.</summary>
    public int Count => _parts.Sum(p => p.Count);

    /// <summary>Whether the event repeats one that counted; if it does not, it counts from now on.</summary>
    public bool IsRepeat(TrackedEvent @event)
    {
        if (@event.Person == 0)
        {
            return false;
        }

        var what = WhatOf(@event);
        var at = @event.At.ToUnixTimeMilliseconds();
        foreach (var part in _parts)
        {
            if (part.TryGet(what, out var last) && Math.Abs(at - last) < (long)Length.TotalMilliseconds)
            {
                return true;
            }
        }

        PartOf(at).Set(what, at);
        return false;
    }

    /// <summary>Forgets everything.</summary>
    public void Clear() => _parts.Clear();

    /// <summary>
    /// What was done, by whom, as 64 bits. A person's number is a keyed hash already, so two things meet by chance only: once in some 10^7 years of
    /// 1,000 hits a second.
    /// </summary>
    private static ulong WhatOf(TrackedEvent @event)
    {
        var what = ((ulong)(uint)@event.Experiment << 32) | ((ulong)@event.Scope << 4) | ((ulong)@event.Kind << 1) | (@event.Class.IsPerson() ? 1UL : 0);
        var link = @event.Link is null ? 0 : (ulong)(uint)@event.Link.GetHashCode(StringComparison.Ordinal) | 1;
        return (@event.Person ^ (what * 0x9E37_79B9_7F4A_7C15UL) ^ (link * 0xBF58_476D_1CE4_E5B9UL)) * 0xD6E8_FEB8_6659_FD93UL;
    }

    private RepeatPart PartOf(long at)
    {
        var start = at - (((at % PartMilliseconds) + PartMilliseconds) % PartMilliseconds);
        foreach (var part in _parts)
        {
            if (part.Start == start)
            {
                return part;
            }
        }

        // Behind two parts of the window, an older one can hold nothing that would still be repeated.
        var oldest = start - (long)Length.TotalMilliseconds;
        if (_parts.Count(p => p.Start >= oldest && p.Start < start) >= 2)
        {
            _parts.RemoveAll(p => p.Start < oldest);
        }

        if (_parts.Count == MostParts)
        {
            // The one farthest from now, in both directions: a clock that was ahead for a moment must make neither all nor nothing forgotten.
            _parts.Remove(_parts.MaxBy(p => Math.Abs(p.Start - start))!);
        }

        var newest = new RepeatPart(start, _parts is [var latest, ..] ? latest.Count : 0);
        _parts.Insert(0, newest);
        return newest;
    }
}
