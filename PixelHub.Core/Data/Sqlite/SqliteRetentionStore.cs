using PixelHub.Core.Commit;
using PixelHub.Core.Data.Sqlite.People;
using PixelHub.Core.Data.Sqlite.Recount;
using PixelHub.Core.Events;
using PixelHub.Core.Rollups;

namespace PixelHub.Core.Data.Sqlite;

/// <summary>
/// Deletes rows of events. Who is known from deleted rows is noted beside those who are known at all, so that a recount of what is left begins with
/// what the deleted rows had said.
/// </summary>
public sealed class SqliteRetentionStore(SqliteDatabase database) : IRetentionStore
{
    /// <inheritdoc/>
    public Task<int> DeleteSliceAsync(int experiment, DateTimeOffset before, int most, CancellationToken cancellationToken) =>
        Task.Run(
            () =>
            {
                using var connection = new WriterConnection(database.File);
                return connection.InTransaction(() => DeleteSlice(connection, experiment, before.ToUnixTimeMilliseconds(), most));
            },
            cancellationToken);

    private static int DeleteSlice(WriterConnection connection, int experiment, long before, int most)
    {
        using (var isHeld = new Statement(connection, "Reapply/IsHeld", "experiment"))
        {
            if (isHeld.Bind(1, experiment).Scalar() is not null)
            {
                return 0; // the next round comes in an hour
            }
        }

        var hits = ReadOldest(connection, experiment, before, most);
        if (hits.Count == 0)
        {
            return 0;
        }

        using var notePurge = new Statement(connection, "NotePurge", "experiment", "before");
        notePurge.Bind(1, experiment, before).Execute();
        NotePeople(connection, experiment, hits);
        using var delete = new Statement(connection, "DeleteHits", "experiment", "at", "position");
        delete.Bind(1, experiment, hits[^1].At, hits[^1].Position).Execute();
        return hits.Count;
    }

    private static List<OldHit> ReadOldest(WriterConnection connection, int experiment, long before, int most)
    {
        List<OldHit> hits = [];
        using var rows = new Statement(connection, "ReadOldestHits", "experiment", "before", "limit");
        rows.Bind(1, experiment, before, most);
        while (rows.Read())
        {
            hits.Add(new OldHit(rows.Int64(0), rows.Int64(1), (EventKind)rows.Int64(2), (EventScope)rows.Int64(3), (int)rows.Int64(4), (EventClass)rows.Int64(5), rows.Int64(6), rows.Int64(7) != 0));
        }

        return hits;
    }

    private static void NotePeople(WriterConnection connection, int experiment, List<OldHit> hits)
    {
        using var level = new PeopleLevel(connection, PeopleWalk.Purged);
        var people = new SortedDictionary<long, KnownPerson>();
        foreach (var hit in hits.OrderBy(h => h.Position))
        {
            if (hit.Person != 0 && hit.Scope == EventScope.Counted)
            {
                if (!people.TryGetValue(hit.Person, out var known))
                {
                    level.TryFind(experiment, hit.Person, out known);
                }

                people[hit.Person] = PersonChange.Of(known, hit.Kind, hit.Class, hit.Variant, hit.IsRecipient).Person;
            }
        }

        level.Merge([.. people.Select(p => new PersonEntry(experiment, p.Key, p.Value))]);
    }

    private readonly record struct OldHit(long At, long Position, EventKind Kind, EventScope Scope, int Variant, EventClass Class, long Person, bool IsRecipient);
}
