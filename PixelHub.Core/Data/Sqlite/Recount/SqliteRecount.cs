using PixelHub.Core.Commit;
using PixelHub.Core.Data.Sqlite.People;
using PixelHub.Core.Events;
using PixelHub.Core.Rollups;

namespace PixelHub.Core.Data.Sqlite.Recount;

/// <summary>Counts the rows of SQLite again: each experiment's hits person by person, in a snapshot that commits of the server do not disturb.</summary>
public sealed class SqliteRecount(SqliteDatabase database) : IRecount
{
    /// <inheritdoc/>
    public Task<long> RunAsync(bool mend, Action<RecountDifference> tell, CancellationToken cancellationToken) =>
        Task.Run(() => Run(mend, tell, cancellationToken), cancellationToken);

    /// <summary>The same for one experiment, on the caller's thread.</summary>
    internal long Run(int experiment, bool mend, CancellationToken cancellationToken)
    {
        using var reader = new WriterConnection(database.File);
        using var mender = mend ? new Mender(database.File) : null;
        reader.Run("Recount/Prepare");
        return reader.InSnapshot(() => Compare(reader, experiment, mender, static _ => { }, cancellationToken));
    }

    private long Run(bool mend, Action<RecountDifference> tell, CancellationToken cancellationToken)
    {
        using var reader = new WriterConnection(database.File);
        using var mender = mend ? new Mender(database.File) : null;
        reader.Run("Recount/Prepare");
        return reader.InSnapshot(() =>
        {
            var differences = 0L;
            foreach (var experiment in ReadExperiments(reader))
            {
                cancellationToken.ThrowIfCancellationRequested();
                differences += Compare(reader, experiment, mender, tell, cancellationToken);
            }

            return differences;
        });
    }

    /// <summary>Numbers of all experiments that there are, or that have counts.</summary>
    internal static List<int> ReadExperiments(WriterConnection reader)
    {
        List<int> experiments = [];
        using var rows = new Statement(reader, "Recount/ReadExperiments");
        while (rows.Read())
        {
            experiments.Add((int)rows.Int64(0));
        }

        return experiments;
    }

    private static long Compare(WriterConnection reader, int experiment, Mender? mender, Action<RecountDifference> tell, CancellationToken cancellationToken)
    {
        reader.Run("Recount/Empty");
        using var purge = new Statement(reader, "Recount/ReadPurge", "experiment");
        var before = purge.Bind(1, experiment).Scalar() ?? long.MinValue;
        foreach (var believed in (ReadOnlySpan<string>)["Recount/BelieveCounts", "Recount/BelieveBreakdowns"])
        {
            using var statement = new Statement(reader, believed, "experiment", "before");
            statement.Bind(1, experiment, before).Execute();
        }

        using var expected = new ExpectedCounts(reader);
        var differences = 0L;
        var walk = new PeopleWalk(reader, experiment);
        var machineOnly = new MachineOnlyTally(reader, experiment);
        var knownBefore = new KnownBeforeCheck(experiment, isWhole: before == long.MinValue, mender, tell);
        foreach (var (counted, stored) in Join(CountAgain(reader, experiment, before, walk, expected, knownBefore, cancellationToken), walk.All()))
        {
            machineOnly.Add(counted.Known);
            if (counted.Known != stored.Known)
            {
                differences++;
                tell(new RecountDifference($"experiment {experiment}, a person", stored.Known.ToString(), counted.Known.ToString()));
                mender?.Person(counted, stored);
            }
        }

        expected.Write();
        differences += new CountsComparison(reader, experiment, before).Run(mender, tell);
        differences += machineOnly.Compare(mender, tell) + knownBefore.Differences;
        mender?.Write();
        return differences;
    }

    /// <summary>Goes through the hits in the order of their people.</summary>
    /// <returns>What the hits say of each person.</returns>
    private static IEnumerable<PersonEntry> CountAgain(
        WriterConnection reader, int experiment, long before, PeopleWalk walk, ExpectedCounts expected, KnownBeforeCheck knownBefore, CancellationToken cancellationToken)
    {
        using var purged = walk.Level(PeopleWalk.Purged).GetEnumerator();
        var hasPurged = purged.MoveNext();
        using var texts = new EventTexts(reader);
        using var rows = new Statement(reader, "Recount/ReadHits", "experiment");
        rows.Bind(1, experiment);
        PersonEntry current = default;
        while (rows.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (hit, verdict, origin, isRepeat) = ReadHit(rows, experiment, texts);
            var person = unchecked((long)hit.Person);
            if (person != current.Person)
            {
                if (current.Known != default)
                {
                    yield return current;
                }

                for (; hasPurged && purged.Current.Person < person; hasPurged = purged.MoveNext())
                {
                    yield return purged.Current;
                }

                current = new PersonEntry(experiment, person, default);
                if (hasPurged && purged.Current.Person == person)
                {
                    current = purged.Current;
                    hasPurged = purged.MoveNext();
                }
            }

            var change = person == 0 || hit.Scope != EventScope.Counted ? default : PersonChange.Of(current.Known, hit.Kind, hit.Class, hit.Variant, hit.Recipient != 0);
            knownBefore.Check(rows.Int64(0), hit, person == 0 || hit.Scope != EventScope.Counted ? PersonKinds.None : current.Known.Kinds, rows.Int64(10));
            current = change == default ? current : current with { Known = change.Person };
            if (hit.At.ToUnixTimeMilliseconds() >= before)
            {
                expected.Add(hit, isRepeat, change, verdict, origin);
            }
        }

        if (current.Known != default)
        {
            yield return current;
        }

        for (; hasPurged; hasPurged = purged.MoveNext())
        {
            yield return purged.Current;
        }
    }

    private static (TrackedEvent Hit, long Verdict, long Origin, bool IsRepeat) ReadHit(Statement row, int experiment, EventTexts texts)
    {
        var (verdict, origin) = (row.Int64(5), row.Int64(6));
        var bare = new TrackedEvent(DateTimeOffset.FromUnixTimeMilliseconds(row.Int64(1)), experiment)
        {
            Kind = (EventKind)row.Int64(2),
            Scope = (EventScope)row.Int64(3),
            Variant = (int)row.Int64(4),
            Recipient = unchecked((ulong)row.Int64(7)),
            Viewer = unchecked((ulong)row.Int64(8)),
            Rule = "",
        };
        return (texts.Complete(bare, verdict, origin), verdict, origin, row.Int64(9) != 0);
    }

    /// <summary>Pairs two sequences by person; who is missing in one is paired with nothing known.</summary>
    private static IEnumerable<(PersonEntry Counted, PersonEntry Stored)> Join(IEnumerable<PersonEntry> counted, IEnumerable<PersonEntry> stored)
    {
        using var rest = stored.GetEnumerator();
        var hasStored = rest.MoveNext();
        foreach (var entry in counted)
        {
            for (; hasStored && rest.Current < entry; hasStored = rest.MoveNext())
            {
                yield return (rest.Current with { Known = default }, rest.Current);
            }

            var isStored = hasStored && rest.Current.Person == entry.Person;
            yield return (entry, isStored ? rest.Current : entry with { Known = default });
            hasStored = isStored ? rest.MoveNext() : hasStored;
        }

        for (; hasStored; hasStored = rest.MoveNext())
        {
            yield return (rest.Current with { Known = default }, rest.Current);
        }
    }
}
