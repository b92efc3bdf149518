namespace PixelHub.Core.Rollups;

/// <summary>A part of the repeat window: things and when they counted, in a table of open places.</summary>
internal sealed class RepeatPart
{
    private const int FewestPlaces = 256;

    private ulong[] _things;
    private ushort[] _times; // from 1 on, in milliseconds since the start; 0 where the place is free

    /// <param name="start">Its start in unix milliseconds.</param>
    /// <param name="expected">How many things are expected: as many as the part before had.</param>
    public RepeatPart(long start, int expected)
    {
        Start = start;
        (_things, _times) = Places(Math.Max(FewestPlaces, expected + (expected / 2)));
    }

    /// <summary>Its start in unix milliseconds.</summary>
    public long Start { get; }

    /// <summary>Things in the part.</summary>
    public int Count { get; private set; }

    /// <summary>When a thing counted last.</summary>
    public bool TryGet(ulong thing, out long at)
    {
        var place = Find(_things, _times, thing);
        at = Start + _times[place] - 1;
        return _times[place] > 0;
    }

    /// <summary>A thing counts.</summary>
    /// <param name="thing">The thing.</param>
    /// <param name="at">Within this part.</param>
    public void Set(ulong thing, long at)
    {
        var place = Find(_things, _times, thing);
        if (_times[place] == 0)
        {
            if ((Count + 1L) * 4 > _things.Length * 3L)
            {
                Grow();
                place = Find(_things, _times, thing);
            }

            Count++;
        }

        _things[place] = thing;
        _times[place] = (ushort)(at - Start + 1);
    }

    private void Grow()
    {
        var (things, times) = Places(_things.Length + (_things.Length / 2));
        for (var i = 0; i < _things.Length; i++)
        {
            if (_times[i] > 0)
            {
                var place = Find(things, times, _things[i]);
                (things[place], times[place]) = (_things[i], _times[i]);
            }
        }

        (_things, _times) = (things, times);
    }

    private static (ulong[] Things, ushort[] Times) Places(int count) => (new ulong[count], new ushort[count]);

    /// <returns>Where the thing is, or would be. Its upper bits say where to begin, so that any number of places will do.</returns>
    private static int Find(ulong[] things, ushort[] times, ulong thing)
    {
        var place = (int)Math.BigMul(thing, (ulong)things.Length, out _);
        while (times[place] > 0 && things[place] != thing)
        {
            place = place + 1 == things.Length ? 0 : place + 1;
        }

        return place;
    }
}
