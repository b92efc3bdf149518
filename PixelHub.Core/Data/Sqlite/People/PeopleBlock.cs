using PixelHub.Core.Rollups;

namespace PixelHub.Core.Data.Sqlite.People;

/// <summary>
/// Neighbours by number as one blob: each person's distance to the one before, what they did, their variant; 8 to 9 bytes where a row of their own
/// takes 20, and one page of the database to be read or written for some 400 people.
/// </summary>
internal static class PeopleBlock
{
    /// <summary>Most bytes of a block: with the rest of its row it fits into one page of 4,096 bytes.</summary>
    public const int MaxBytes = 4_000;

    /// <summary>Bytes at which a block that has become too long is cut: the parts have room to grow.</summary>
    public const int SplitBytes = 2_800;

    /// <summary>Most bytes of one person.</summary>
    public const int MaxEntryBytes = 10 + 3;

    private const byte TwoByteVariant = 64;
    private const int LastVariant = (1 << 14) - 1; // no experiment ever had as many; what is beyond counts as the last

    /// <summary>Adds the people of a block to a list.</summary>
    /// <param name="experiment">Whose people they are.</param>
    /// <param name="first">From where the first distance counts.</param>
    /// <param name="block">The bytes.</param>
    /// <param name="people">Where they go, in their order.</param>
    /// <exception cref="InvalidDataException">The bytes are no block.</exception>
    public static void Decode(int experiment, long first, ReadOnlySpan<byte> block, List<PersonEntry> people)
    {
        var person = first;
        while (!block.IsEmpty)
        {
            var known = ReadOne(ref block, ref person);
            people.Add(new PersonEntry(experiment, person, known));
        }
    }

    /// <summary>What a block knows of a person.</summary>
    /// <returns>False when it does not know them.</returns>
    /// <exception cref="InvalidDataException">The bytes are no block.</exception>
    public static bool TryFind(long first, ReadOnlySpan<byte> block, long wanted, out KnownPerson known)
    {
        var person = first;
        while (!block.IsEmpty)
        {
            known = ReadOne(ref block, ref person);
            if (person >= wanted)
            {
                return person == wanted;
            }
        }

        known = default;
        return false;
    }

    /// <summary>Writes a person behind another.</summary>
    /// <param name="destination">At least <see cref="MaxEntryBytes"/> long.</param>
    /// <param name="before">The person before, or the block's first number.</param>
    /// <param name="entry">The person.</param>
    /// <returns>Bytes written.</returns>
    public static int Write(Span<byte> destination, long before, in PersonEntry entry)
    {
        var length = 0;
        var distance = (ulong)entry.Person - (ulong)before;
        for (; distance >= 0x80; distance >>= 7)
        {
            destination[length++] = (byte)(distance | 0x80);
        }

        destination[length++] = (byte)distance;
        var variant = Math.Clamp(entry.Known.Variant, 0, LastVariant);
        var kinds = (byte)entry.Known.Kinds;
        destination[length++] = variant < 0x80 ? kinds : (byte)(kinds | TwoByteVariant);
        destination[length++] = (byte)(variant & 0x7F);
        if (variant >= 0x80)
        {
            destination[length++] = (byte)(variant >> 7);
        }

        return length;
    }

    private static KnownPerson ReadOne(ref ReadOnlySpan<byte> block, ref long person)
    {
        var distance = 0UL;
        var at = 0;
        for (var shift = 0; ; shift += 7)
        {
            if (at >= block.Length || shift > 63)
            {
                throw Damaged();
            }

            var b = block[at++];
            distance |= (ulong)(b & 0x7F) << shift;
            if (b < 0x80)
            {
                break;
            }
        }

        if (at + 2 > block.Length)
        {
            throw Damaged();
        }

        var kinds = block[at++];
        int variant = block[at++];
        if ((kinds & TwoByteVariant) != 0)
        {
            variant |= at < block.Length ? block[at++] << 7 : throw Damaged();
        }

        person = (long)((ulong)person + distance);
        block = block[at..];
        return new KnownPerson((PersonKinds)(kinds & ~TwoByteVariant), variant);
    }

    private static InvalidDataException Damaged() => new("A block of known people in the database is damaged. Restore a backup.");
}
