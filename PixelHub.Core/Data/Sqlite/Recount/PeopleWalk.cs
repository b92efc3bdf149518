using PixelHub.Core.Data.Sqlite.People;

namespace PixelHub.Core.Data.Sqlite.Recount;

/// <summary>The known people of one experiment in their order, from all the places where they are kept.</summary>
internal sealed class PeopleWalk(WriterConnection connection, int experiment)
{
    /// <summary>The level of those known from deleted hits alone.</summary>
    public const int Purged = 3;

    /// <summary>Everybody who is known.</summary>
    public IEnumerable<PersonEntry> All() => Overlay(Journal(), Overlay(Level(1), Level(2)));

    /// <summary>The people of one level.</summary>
    public IEnumerable<PersonEntry> Level(int level)
    {
        using var blocks = new Statement(connection, "Recount/ReadPeople", "level", "experiment");
        blocks.Bind(1, level, experiment);
        var people = new List<PersonEntry>();
        while (blocks.Read())
        {
            people.Clear();
            PeopleBlock.Decode(experiment, blocks.Int64(1), blocks.Blob(2), people);
            foreach (var entry in people)
            {
                yield return entry;
            }
        }
    }

    private SortedDictionary<long, PersonEntry>.ValueCollection Journal()
    {
        var people = new SortedDictionary<long, PersonEntry>();
        using var journal = new Statement(connection, "ReadPeopleJournal");
        while (journal.Read())
        {
            KnownPeople.ReadJournalRow(journal.Blob(1), (in PersonEntry entry) =>
            {
                if (entry.Experiment == experiment)
                {
                    people[entry.Person] = entry;
                }
            });
        }

        return people.Values;
    }

    /// <summary>Two sequences in one; whoever is in both comes from the newer.</summary>
    private static IEnumerable<PersonEntry> Overlay(IEnumerable<PersonEntry> newer, IEnumerable<PersonEntry> older)
    {
        using var rest = older.GetEnumerator();
        var hasOlder = rest.MoveNext();
        foreach (var entry in newer)
        {
            while (hasOlder && rest.Current < entry)
            {
                yield return rest.Current;
                hasOlder = rest.MoveNext();
            }

            if (hasOlder && rest.Current.Person == entry.Person)
            {
                hasOlder = rest.MoveNext();
            }

            yield return entry;
        }

        while (hasOlder)
        {
            yield return rest.Current;
            hasOlder = rest.MoveNext();
        }
    }
}
