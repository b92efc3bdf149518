using PixelHub.Core.Data.Sqlite;
using PixelHub.Core.Data.Sqlite.People;
using PixelHub.Core.Events;

namespace PixelHub.Tests.Support;

/// <summary>Recipients with opens, clicks, machines in their name, repeats and tests, in three experiments, out of order, and viewers between them.</summary>
internal static class ErasureCrowd
{
    /// <summary>How many recipients there are, from number 1.</summary>
    public const int People = 60;

    /// <summary>So small that people are found in the journal and on both levels.</summary>
    public static readonly PeopleLimits Small = new(Generation: 20, Level1Blocks: 1);

    /// <summary>The hash of a recipient; half of them are below zero as SQLite sees it.</summary>
    public static ulong Person(int number) => (ulong)number * 0x9E37_79B9_7F4A_7C15UL;

    /// <summary>Their hits, in the order in which they are committed.</summary>
    public static IReadOnlyList<TrackedEvent> Hits(int seed, int count)
    {
        var chance = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(n => Hit(chance, n))];
    }

    /// <summary>Commits hits in batches, with a restart now and then.</summary>
    public static async Task CommitAsync(TestDatabase database, IReadOnlyList<TrackedEvent> hits)
    {
        var position = 0L;
        foreach (var some in hits.Chunk(Math.Max(1, hits.Count / 3)))
        {
            using var store = new SqliteCommitStore(database.Database, Small);
            position = await CommitAsync(store, some, position);
        }
    }

    /// <summary>Commits hits in batches.</summary>
    /// <returns>The position behind them.</returns>
    public static async Task<long> CommitAsync(SqliteCommitStore store, IEnumerable<TrackedEvent> hits, long position)
    {
        foreach (var batch in hits.Chunk(50))
        {
            await store.CommitAsync(Sample.Batch(position, [.. batch]), TestContext.Current.CancellationToken);
            position += batch.Length * 10;
        }

        return position;
    }

    private static TrackedEvent Hit(Random chance, int n)
    {
        var isRecipient = chance.Next(5) > 0;
        var person = Person(chance.Next(1, People + 1));
        var hit = Sample.Event(
            experiment: chance.Next(1, 4),
            kind: chance.Next(3) == 0 ? EventKind.Click : EventKind.Impression,
            atSeconds: (n * 600) + chance.Next(-7_200, 7_200) + (n / 1_000.0),
            recipient: isRecipient ? person : 0,
            viewer: isRecipient ? 0 : person ^ 0x5555,
            @class: chance.Next(2) == 0 ? EventClass.MachinePrefetch : EventNames.Classes[chance.Next(EventNames.Classes.Length)],
            scope: chance.Next(12) switch { 0 => EventScope.Test, 1 => EventScope.Outside, _ => EventScope.Counted },
            variant: chance.Next(1, 4),
            link: chance.Next(3) == 0 ? "footer" : null) with
        {
            Campaign = $"wave {chance.Next(3)}",
            Country = chance.Next(4) == 0 ? "NL" : null,
        };
        return hit with { At = DateTimeOffset.FromUnixTimeMilliseconds(hit.At.ToUnixTimeMilliseconds()) };
    }
}
