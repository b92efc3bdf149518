using System.Numerics;

namespace PixelHub.Bench.Http;

/// <summary>Counts durations in buckets no wider than 1 % of their value, so that millions of them cost a few kilobytes.</summary>
internal sealed class LatencyHistogram
{
    private const int PrecisionBits = 7;

    private readonly long[] _buckets = new long[(64 - PrecisionBits + 1) << PrecisionBits];

    /// <summary>Durations counted.</summary>
    public long Count { get; private set; }

    /// <summary>Adds a duration.</summary>
    public void Add(TimeSpan duration) => Add(duration, 1);

    /// <summary>Adds a duration that occurred a number of times.</summary>
    public void Add(TimeSpan duration, long times)
    {
        _buckets[BucketOf((ulong)Math.Max(duration.Ticks, 0))] += times;
        Count += times;
    }

    /// <summary>Adds all that another one has counted.</summary>
    public void Add(LatencyHistogram other)
    {
        for (var i = 0; i < _buckets.Length; i++)
        {
            _buckets[i] += other._buckets[i];
        }

        Count += other.Count;
    }

    /// <summary>The duration that a share of all does not exceed.</summary>
    /// <param name="share">From 0 to 1: 0.99 for p99.</param>
    public TimeSpan Percentile(double share)
    {
        var wanted = (long)Math.Ceiling(share * Count);
        var seen = 0L;
        for (var i = 0; i < _buckets.Length; i++)
        {
            seen += _buckets[i];
            if (seen >= wanted && seen > 0)
            {
                return TimeSpan.FromTicks((long)UpperBoundOf(i));
            }
        }

        return TimeSpan.Zero;
    }

    /// <summary>Below 2^7 every value has its own bucket; above, every power of two has 2^7 of them.</summary>
    private static int BucketOf(ulong value)
    {
        var shift = Math.Max(0, BitOperations.Log2(value | 1) - PrecisionBits);
        return (shift << PrecisionBits) + (int)(value >> shift);
    }

    private static ulong UpperBoundOf(int bucket)
    {
        var shift = Math.Max(0, (bucket >> PrecisionBits) - 1);
        return (((ulong)bucket - ((ulong)shift << PrecisionBits) + 1) << shift) - 1;
    }
}
