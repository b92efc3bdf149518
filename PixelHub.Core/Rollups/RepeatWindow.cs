using PixelHub.Core.Events;

namespace PixelHub.Core.Rollups;

/// <summary>
/// Remembers what people did in the last 30 s, so that a second fetch of the same thing is kept as a row but left out of totals. A batch is
/// looked at first and accepted when it is committed; a batch that fails leaves no trace.
/// </summary>
public sealed class RepeatWindow
{
    /// <summary>A hit this soon after one that counted is a repeat.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromSeconds(30);

    private readonly Dictionary<RepeatKey, long> _counted = [];
    private readonly Dictionary<RepeatKey, long> _staged = [];
    private long _latest;

    /// <summary>How many different things are remembered.</summary>
    public int Count => _counted.Count;

    /// <summary>Whether the event repeats one that counted; if it does not, it counts from now on.</summary>
    public bool IsRepeat(TrackedEvent @event)
    {
        if (@event.Person == 0)
        {
            return false;
        }

        var key = new RepeatKey(@event.Experiment, @event.Scope, @event.Kind, @event.Class.IsPerson(), @event.Person, @event.Link);
        var at = @event.At.ToUnixTimeMilliseconds();
        _latest = at;
        if ((_staged.TryGetValue(key, out var last) || _counted.TryGetValue(key, out last)) && Math.Abs(at - last) < Length.TotalMilliseconds)
        {
            return true;
        }

        _staged[key] = at;
        return false;
    }

    /// <summary>The batch is committed: what it counted is remembered, what is older than the window is forgotten.</summary>
    public void Accept()
    {
        foreach (var (key, at) in _staged)
        {
            _counted[key] = at;
        }

        _staged.Clear();
        if (_counted.Count > _sweepAbove)
        {
            Sweep();
        }
    }

    /// <summary>The batch was not committed: it will come again.</summary>
    public void Discard() => _staged.Clear();

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        _staged.Clear();
        _counted.Clear();
    }

    private const int SmallestSweep = 4_096;
    private int _sweepAbove = SmallestSweep;

    private void Sweep()
    {
        // In both directions from the last event: a clock that was ahead for a moment must make neither all nor nothing forgotten.
        foreach (var (key, at) in _counted)
        {
            if (Math.Abs(_latest - at) >= Length.TotalMilliseconds)
            {
                _counted.Remove(key);
            }
        }

        // Doubling keeps the cost of sweeping a constant for each event.
        _sweepAbove = Math.Max(SmallestSweep, _counted.Count * 2);
    }

    private readonly record struct RepeatKey(int Experiment, EventScope Scope, EventKind Kind, bool IsPerson, ulong Person, string? Link);
}
