using System.Buffers.Binary;
using PixelHub.Core.Rollups;

namespace PixelHub.Core.Data.Sqlite.People;

/// <summary>
/// Neighbours by number as one blob: a byte that says how wide the fields are, then for each person, in their order, the distance from the block's first
/// number, what they did, their variant. 9 bytes where a row of their own takes 20; one page of the database holds some 440 people; and because the
/// fields are of one width, one of them is found by halving.
/// </summary>
internal static class PeopleBlock
{
    /// <summary>Most bytes of a block: with the rest of its row it fits into one page of 4,096 bytes.</summary>
    public const int MaxBytes = 4_000;

    /// <summary>Bytes up to which the parts of a block that has become too long are filled: they have room to grow.</summary>
    public const int SplitBytes = 2_800;

    /// <summary>People in a block that has just been cut, whatever their numbers are.</summary>
    public const int FewestWhenFull = SplitBytes / 11;

    private const byte TwoByteVariants = 16;
    private const int LastVariant = (1 << 14) - 1; // no experiment ever had as many; what is beyond counts as the last

    /// <summary>Adds the people of a block to a list.</summary>
    /// <param name="experiment">Whose people they are.</param>
    /// <param name="first">From where distances count.</param>
    /// <param name="block">The bytes.</param>
    /// <param name="people">Where they go, in their order.</param>
    /// <exception cref="InvalidDataException">The bytes are no block.</exception>
    public static void Decode(int experiment, long first, ReadOnlySpan<byte> block, List<PersonEntry> people)
    {
        var shape = Shape.Of(block);
        for (var entries = block[1..]; !entries.IsEmpty; entries = entries[shape.EntryBytes..])
        {
            people.Add(new PersonEntry(experiment, (long)((ulong)first + shape.Distance(entries)), shape.Known(entries)));
        }
    }

    /// <summary>What a block knows of a person.</summary>
    /// <returns>False when it does not know them.</returns>
    /// <exception cref="InvalidDataException">The bytes are no block.</exception>
    public static bool TryFind(long first, ReadOnlySpan<byte> block, long person, out KnownPerson known)
    {
        var shape = Shape.Of(block);
        var entries = block[1..];
        var wanted = (ulong)person - (ulong)first;
        var (low, high) = (0, entries.Length / shape.EntryBytes);
        while (low < high)
        {
            var middle = (low + high) / 2;
            var entry = entries[(middle * shape.EntryBytes)..];
            var distance = shape.Distance(entry);
            if (distance == wanted)
            {
                known = shape.Known(entry);
                return true;
            }

            (low, high) = distance < wanted ? (middle + 1, high) : (low, middle);
        }

        known = default;
        return false;
    }

    /// <summary>How many of these people, from the first on, fit into a block of so many bytes.</summary>
    public static int CountThatFit(ReadOnlySpan<PersonEntry> people, long first, int bytes)
    {
        // The last one has the longest distance, so fewer never need more room each.
        var count = people.Length;
        while (count > 1 && 1 + (count * Shape.For(people[..count], first).EntryBytes) > bytes)
        {
            count = Math.Min(count - 1, (bytes - 1) / Shape.For(people[..count], first).EntryBytes);
        }

        return count;
    }

    /// <summary>Writes a block.</summary>
    /// <param name="people">Sorted; at least one.</param>
    /// <param name="first">From where distances count; not behind the first person.</param>
    /// <param name="destination">At least <see cref="MaxBytes"/> long.</param>
    /// <returns>Bytes written.</returns>
    public static int Encode(ReadOnlySpan<PersonEntry> people, long first, Span<byte> destination)
    {
        var shape = Shape.For(people, first);
        destination[0] = shape.Header;
        var length = 1;
        foreach (ref readonly var entry in people)
        {
            shape.Write(destination[length..], (ulong)entry.Person - (ulong)first, entry.Known);
            length += shape.EntryBytes;
        }

        return length;
    }

    /// <summary>How wide the fields of a block are.</summary>
    private readonly struct Shape(int distanceBytes, bool hasWideVariants)
    {
        public int EntryBytes { get; } = distanceBytes + (hasWideVariants ? 3 : 2);

        public byte Header => (byte)(distanceBytes | (hasWideVariants ? TwoByteVariants : 0));

        public static Shape Of(ReadOnlySpan<byte> block)
        {
            var shape = block.IsEmpty ? default : new Shape(block[0] & ~TwoByteVariants, (block[0] & TwoByteVariants) != 0);
            return shape.EntryBytes is > 2 and <= 11 && (block[0] & ~TwoByteVariants) is > 0 and <= sizeof(ulong) && (block.Length - 1) % shape.EntryBytes == 0
                ? shape
                : throw new InvalidDataException("A block of known people in the database is damaged. Restore a backup.");
        }

        public static Shape For(ReadOnlySpan<PersonEntry> people, long first)
        {
            var longest = (ulong)people[^1].Person - (ulong)first;
            var isWide = false;
            foreach (ref readonly var entry in people)
            {
                isWide |= entry.Known.Variant >= 0x80;
            }

            return new Shape(Math.Max(1, (71 - System.Numerics.BitOperations.LeadingZeroCount(longest)) / 8), isWide);
        }

        public ulong Distance(ReadOnlySpan<byte> entry)
        {
            if (entry.Length >= sizeof(ulong))
            {
                return BinaryPrimitives.ReadUInt64BigEndian(entry) >> (64 - (distanceBytes * 8));
            }

            var distance = 0UL;
            for (var i = 0; i < distanceBytes; i++)
            {
                distance = (distance << 8) | entry[i];
            }

            return distance;
        }

        public KnownPerson Known(ReadOnlySpan<byte> entry) =>
            new((PersonKinds)entry[distanceBytes], entry[distanceBytes + 1] | (hasWideVariants ? entry[distanceBytes + 2] << 7 : 0));

        public void Write(Span<byte> entry, ulong distance, KnownPerson known)
        {
            for (var i = distanceBytes - 1; i >= 0; i--)
            {
                entry[i] = (byte)distance;
                distance >>= 8;
            }

            var variant = Math.Clamp(known.Variant, 0, LastVariant);
            entry[distanceBytes] = (byte)known.Kinds;
            entry[distanceBytes + 1] = (byte)(hasWideVariants ? variant & 0x7F : variant);
            if (hasWideVariants)
            {
                entry[distanceBytes + 2] = (byte)(variant >> 7);
            }
        }
    }
}
