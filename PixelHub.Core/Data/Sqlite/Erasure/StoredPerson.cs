using System.Buffers.Binary;
using System.Runtime.InteropServices;
using PixelHub.Core.Data.Sqlite.People;
using PixelHub.Core.Data.Sqlite.Recount;
using PixelHub.Core.Recipients;
using PixelHub.Core.Rollups;

namespace PixelHub.Core.Data.Sqlite.Erasure;

/// <summary>One person of an experiment in all the places where people are known: found, or taken out.</summary>
internal sealed class StoredPerson(WriterConnection connection, int experiment, ulong hash)
{
    private const int EntryBytes = 16;

    private readonly long _person = unchecked((long)hash);

    /// <summary>What is known of them.</summary>
    public RecipientKnowledge Read()
    {
        KnownPerson known = default;
        ReadJournal((_, row) => KnownPeople.ReadJournalRow(row, (in PersonEntry entry) => known = IsThem(entry) ? entry.Known : known));
        for (var level = 1; level < PeopleWalk.Purged && known == default; level++)
        {
            known = ReadLevel(level);
        }

        return new RecipientKnowledge(known, ReadPurged());
    }

    /// <summary>What is known from hits that were deleted.</summary>
    public KnownPerson ReadPurged() => ReadLevel(PeopleWalk.Purged);

    /// <summary>Takes them out. Inside a transaction; whoever has people in memory has to read them again.</summary>
    /// <returns>False when they were nowhere.</returns>
    public bool Remove()
    {
        var wasThere = RemoveFromJournal();
        for (var level = 1; level <= PeopleWalk.Purged; level++)
        {
            wasThere |= RemoveFromLevel(level);
        }

        return wasThere;
    }

    private bool IsThem(in PersonEntry entry) => entry.Experiment == experiment && entry.Person == _person;

    private delegate void TakeRow(long id, ReadOnlySpan<byte> people);

    private void ReadJournal(TakeRow take)
    {
        using var journal = new Statement(connection, "ReadPeopleJournal");
        while (journal.Read())
        {
            take(journal.Int64(0), journal.Blob(1));
        }
    }

    private KnownPerson ReadLevel(int level) =>
        FindBlock(level, (_, first, block) => PeopleBlock.TryFind(first, block, _person, out var known) ? known : default);

    private bool RemoveFromJournal()
    {
        var changed = new List<(long Id, byte[] People)>();
        ReadJournal((id, row) =>
        {
            var left = new byte[row.Length];
            var length = 0;
            for (var rest = row; rest.Length >= EntryBytes; rest = rest[EntryBytes..])
            {
                if (BinaryPrimitives.ReadInt64LittleEndian(rest) != _person || BinaryPrimitives.ReadInt32LittleEndian(rest[8..]) != experiment)
                {
                    rest[..EntryBytes].CopyTo(left.AsSpan(length));
                    length += EntryBytes;
                }
            }

            if (length < row.Length)
            {
                changed.Add((id, left[..length]));
            }
        });
        using var update = new Statement(connection, "Erasure/UpdatePeopleJournal", "people", "id");
        using var delete = new Statement(connection, "Erasure/DeletePeopleJournal", "id");
        foreach (var (id, people) in changed)
        {
            (people.Length > 0 ? update.Bind(1, people.AsSpan()).Bind(2, id) : delete.Bind(1, id)).Execute();
        }

        return changed.Count > 0;
    }

    private bool RemoveFromLevel(int level)
    {
        var people = new List<PersonEntry>();
        var (id, first) = FindBlock(level, (blockId, blockFirst, block) =>
        {
            PeopleBlock.Decode(experiment, blockFirst, block, people);
            return (blockId, blockFirst);
        });
        if (people.RemoveAll(entry => entry.Person == _person) == 0)
        {
            return false;
        }

        if (people.Count == 0)
        {
            using var delete = new Statement(connection, "DeletePeopleBlock", "id");
            delete.Bind(1, id).Execute();
            return true;
        }

        // A block that was cut out of another one is named after its first person.
        first = first == _person ? people[0].Person : first;
        var bytes = new byte[PeopleBlock.MaxBytes];
        var length = PeopleBlock.Encode(CollectionsMarshal.AsSpan(people), first, bytes);
        using var move = new Statement(connection, "Erasure/MovePeopleBlock", "first", "block", "id");
        move.Bind(1, first).Bind(2, bytes.AsSpan(0, length)).Bind(3, id).Execute();
        return true;
    }

    private T FindBlock<T>(int level, TakeBlock<T> take)
        where T : struct
    {
        using var find = new Statement(connection, "Erasure/FindPeopleBlock", "level", "experiment", "person");
        find.Bind(1, level, experiment, _person);
        if (!find.Read())
        {
            return default;
        }

        var found = take(find.Int64(0), find.Int64(1), find.Blob(2));
        find.Reset();
        return found;
    }

    private delegate T TakeBlock<out T>(long id, long first, ReadOnlySpan<byte> block);
}
