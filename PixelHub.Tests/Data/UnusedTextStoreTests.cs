using PixelHub.Core.Commit;
using PixelHub.Core.Data.Sqlite;
using PixelHub.Core.Events;
using PixelHub.Tests.Support;

namespace PixelHub.Tests.Data;

public sealed class UnusedTextStoreTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_name_goes_with_the_last_hit_of_an_experiment_that_keeps_names()
    {
        await using var database = await TestDatabase.CreateAsync();
        await AddExperimentsAsync(database);
        using var commits = new SqliteCommitStore(database.Database);
        await commits.CommitAsync(
            Sample.Batch(
                0,
                Named(1, 1, "only-in-1"), Named(2, 2, "only-in-2"), Named(1, 3, "in-both"), Named(2, 3, "in-both"),
                Named(3, 4, "left"), Sample.Event(experiment: 1, recipient: 4), Named(3, ulong.MaxValue, "largest")),
            Cancel);
        await database.ExecuteAsync("update experiments set PrivacyMode = 0 where Number = 3");

        Assert.Equal(2, await DeleteAllAsync(database, ReaderText.Name));
        Assert.Equal(3, await database.ScalarAsync("select count(*) from recipient_names where name in ('only-in-1', 'only-in-2', 'in-both')"));

        await database.ExecuteAsync("delete from events where experiment = 1");
        Assert.Equal(1, await DeleteAllAsync(database, ReaderText.Name));

        await database.ExecuteAsync("update experiments set PrivacyMode = 1 where Number = 2");
        Assert.Equal(2, await DeleteAllAsync(database, ReaderText.Name));
        Assert.Equal(0, await database.ScalarAsync("select count(*) from recipient_names"));
    }

    [Fact]
    public async Task An_address_goes_with_the_last_hit_that_came_from_it()
    {
        await using var database = await TestDatabase.CreateAsync();
        using var commits = new SqliteCommitStore(database.Database);
        await commits.CommitAsync(Sample.Batch(0, Sample.Event(viewer: 1) with { Address = "a" }, Sample.Event(viewer: 2, experiment: 2) with { Address = "a" }, Sample.Event(viewer: 3) with { Address = "b" }), Cancel);
        Assert.Equal(0, await DeleteAllAsync(database, ReaderText.Address));

        await database.ExecuteAsync("delete from events where experiment = 1");

        Assert.Equal(1, await DeleteAllAsync(database, ReaderText.Address));
        Assert.Equal(1, await database.ScalarAsync("select count(*) from addresses where address = 'a'"));
    }

    [Fact]
    public async Task Many_are_looked_at_in_slices_and_none_twice()
    {
        await using var database = await TestDatabase.CreateAsync();
        await database.ExecuteAsync("with recursive n (i) as (select -50 union all select i + 1 from n where i < 49) insert into recipient_names select i * 100, 'name ' || i from n");
        var store = new SqliteUnusedTextStore(database.Database);

        List<(long? Next, int Deleted)> slices = [];
        long? from = long.MinValue;
        while (from is { } start)
        {
            var slice = await store.DeleteSliceAsync(ReaderText.Name, start, 40, Cancel);
            slices.Add((slice.Next, slice.Deleted));
            from = slice.Next;
        }

        Assert.Equal([(-1_099, 40), (2_901, 40), (4_901, 20), (null, 0)], slices);
    }

    [Fact]
    public async Task Of_a_name_that_was_deleted_the_bytes_are_gone_too()
    {
        await using var database = await TestDatabase.CreateAsync();
        await database.ExecuteAsync("insert into recipient_names values (7, 'ann.of.the.many.names@example.test')");
        await database.ExecuteAsync("pragma wal_checkpoint(truncate)");
        Assert.True(DataDump.Of(database.Database.Folder).Holds("ann.of.the.many.names"));

        await DeleteAllAsync(database, ReaderText.Name);
        await database.ExecuteAsync("pragma wal_checkpoint(truncate)");

        Assert.False(DataDump.Of(database.Database.Folder).Holds("ann.of.the.many.names"));
    }

    private static async Task AddExperimentsAsync(TestDatabase database)
    {
        foreach (var slug in (string[])["one", "two", "three"])
        {
            await database.AddExperimentAsync(slug);
        }

        await database.ExecuteAsync("update experiments set PrivacyMode = 2");
    }

    private static TrackedEvent Named(int experiment, ulong recipient, string name) => Sample.Event(experiment, recipient: recipient) with { RecipientText = name };

    private static async Task<int> DeleteAllAsync(TestDatabase database, ReaderText text)
    {
        var store = new SqliteUnusedTextStore(database.Database);
        var deleted = 0;
        long? from = long.MinValue;
        while (from is { } start)
        {
            var slice = await store.DeleteSliceAsync(text, start, 2, Cancel);
            (from, deleted) = (slice.Next, deleted + slice.Deleted);
        }

        return deleted;
    }
}
