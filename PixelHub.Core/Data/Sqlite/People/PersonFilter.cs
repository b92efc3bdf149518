namespace PixelHub.Core.Data.Sqlite.People;

/// <summary>
/// Says of most people who were never seen that they were not, without asking the database: a Bloom filter (Putze, Sanders and Singler, 2007) whose
/// bits of one person share one word, so that a question costs one access to memory. Any thread may add.
/// </summary>
/// <remarks>
/// At 8 bits for each person it is wrong about one stranger in 20, at 5 about one in 6; a wrong answer costs a look into the database. People are never
/// taken out: who was is at worst looked up.
/// </remarks>
internal sealed class PersonFilter
{
    private const int SmallestWords = 1 << 16;
    private const int LargestWords = 1 << 23; // 64 MiB: as much as a small machine can spare, and enough for 100 million people
    private const int BitsForEach = 8;

    private readonly long[] _words;

    /// <summary>Makes one for so many people, and twice as many to come, as far as the largest size allows.</summary>
    public PersonFilter(long people)
    {
        long words = SmallestWords;
        while (words < LargestWords && words * 64 < people * 2 * BitsForEach)
        {
            words *= 2;
        }

        _words = new long[words];
    }

    /// <summary>How many people it is made for.</summary>
    public long Capacity => _words.LongLength == LargestWords ? long.MaxValue : _words.LongLength * 64 / BitsForEach;

    /// <summary>False when the person was certainly never added.</summary>
    public bool MayContain(int experiment, long person)
    {
        var hash = Hash(experiment, person);
        var bits = Bits(hash);
        return (Volatile.Read(ref _words[Place(hash)]) & bits) == bits;
    }

    /// <summary>Adds a person.</summary>
    public void Add(int experiment, long person)
    {
        var hash = Hash(experiment, person);
        var bits = Bits(hash);
        ref var word = ref _words[Place(hash)];
        if ((Volatile.Read(ref word) & bits) != bits)
        {
            Interlocked.Or(ref word, bits);
        }
    }

    private long Place(ulong hash) => (long)(hash >> 32) & (_words.LongLength - 1);

    /// <summary>Four bits of a word, chosen by the lower half of the hash.</summary>
    private static long Bits(ulong hash) => 1L << (int)hash | 1L << (int)(hash >> 6) | 1L << (int)(hash >> 12) | 1L << (int)(hash >> 18);

    /// <summary>The finaliser of SplitMix64 (Steele, Lea and Flood, 2014).</summary>
    private static ulong Hash(int experiment, long person)
    {
        var z = (ulong)person + ((ulong)(uint)experiment * 0x9E37_79B9_7F4A_7C15UL);
        z = (z ^ (z >> 30)) * 0xBF58_476D_1CE4_E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D0_49BB_1331_11EBUL;
        return z ^ (z >> 31);
    }
}
