using PixelHub.Core.Data.Sqlite;
using PixelHub.Core.Events;
using PixelHub.Tests.Support;

namespace PixelHub.Tests.Data;

/// <summary>Recipients in the clear and what is kept of addresses, from the commit to those who read hits.</summary>
public sealed class ReaderTextsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_name_is_kept_once_and_shown_at_hits_of_experiments_that_keep_names_only()
    {
        await using var database = await WithExperimentsAsync();
        using var store = new SqliteCommitStore(database.Database);

        await store.CommitAsync(
            Sample.Batch(0, Named(7, "ann@example.test"), Named(7, "ann@example.test", atSeconds: 60), Sample.Event(experiment: 2, recipient: 7), Sample.Event(recipient: 8, atSeconds: 90)), Cancel);

        Assert.Equal(1, await database.ScalarAsync("select count(*) from recipient_names where recipient = 7 and name = 'ann@example.test'"));
        Assert.Equal(["ann@example.test", "ann@example.test", null], await NamesAsync(database, 1));
        Assert.Equal([null], await NamesAsync(database, 2));
        Assert.Equal([null, "ann@example.test", "ann@example.test"], (await database.Reports.ReadNewestAsync(1, 10, Cancel)).Select(h => h.Event.RecipientText));

        await database.ExecuteAsync("update experiments set PrivacyMode = 0 where Number = 1");

        Assert.Equal([null, null, null], await NamesAsync(database, 1));
    }

    [Fact]
    public async Task A_name_that_somebody_deleted_meanwhile_is_kept_again_with_the_next_hit()
    {
        await using var database = await WithExperimentsAsync();
        using var store = new SqliteCommitStore(database.Database);
        await store.CommitAsync(Sample.Batch(0, Named(7, "ann@example.test") with { Address = "203.0.113.0/24" }), Cancel);
        await database.ExecuteAsync("delete from recipient_names; update events set address = null; delete from addresses");

        await store.CommitAsync(Sample.Batch(10, Named(7, "ann@example.test", atSeconds: 60) with { Address = "203.0.113.0/24" }), Cancel);

        Assert.Equal(["ann@example.test", "ann@example.test"], await NamesAsync(database, 1));
        Assert.Equal([null, "203.0.113.0/24"], await AddressesAsync(database, 1));
    }

    [Fact]
    public async Task An_address_is_kept_once_and_a_hit_without_one_has_none()
    {
        await using var database = await WithExperimentsAsync();
        using var store = new SqliteCommitStore(database.Database);

        await store.CommitAsync(
            Sample.Batch(0, From("203.0.113.0/24", 0), From(null, 60), From("203.0.113.0/24", 120), From("2001:db8:7::/48", 180), From("203.0.113.0/24", 240) with { Experiment = 2 }), Cancel);

        Assert.Equal(2, await database.ScalarAsync("select count(*) from addresses"));
        Assert.Equal(["203.0.113.0/24", null, "203.0.113.0/24", "2001:db8:7::/48"], await AddressesAsync(database, 1));
        Assert.Equal(["203.0.113.0/24"], await AddressesAsync(database, 2));
        Assert.Equal(1, await database.ScalarAsync("select count(*) from events where address is null"));
    }

    [Fact]
    public async Task A_hit_that_was_made_nobodys_before_the_commit_keeps_neither()
    {
        await using var database = await WithExperimentsAsync();
        using var store = new SqliteCommitStore(database.Database);

        await store.CommitAsync(Sample.Batch(0, Named(7, "ann@example.test") with { Recipient = 0, Address = "203.0.113.0/24" }), Cancel);

        Assert.Equal(0, await database.ScalarAsync("select (select count(*) from recipient_names) + (select count(*) from addresses) + count(address) + count(named) from events"));
    }

    [Fact]
    public async Task A_hit_that_is_made_nobodys_later_keeps_neither_and_the_others_keep_theirs()
    {
        await using var database = await WithExperimentsAsync();
        using var store = new SqliteCommitStore(database.Database);
        await store.CommitAsync(
            Sample.Batch(0, Named(7, "ann@example.test") with { Address = "203.0.113.0/24" }, Named(8, "bob@example.test", 60) with { Address = "203.0.113.0/24" }), Cancel);

        await database.ExecuteAsync("update events set recipient = 0 where recipient = 7");

        Assert.Equal([(0UL, null, null), (8UL, "bob@example.test", "203.0.113.0/24")], (await HitsAsync(database, 1)).Select(h => (h.Recipient, h.RecipientText, h.Address)));
        Assert.Equal(1, await database.ScalarAsync("select count(named) from events"));
    }

    [Fact]
    public async Task More_names_than_are_remembered_are_all_kept()
    {
        await using var database = await WithExperimentsAsync();
        using var store = new SqliteCommitStore(database.Database);
        var many = Enumerable.Range(1, ReaderTexts.MostInMemory + 500).Select(i => (LogEntry)(Named((ulong)i, $"r{i}", i) with { Address = $"a{i}" })).ToArray();

        await store.CommitAsync(Sample.Batch(0, many), Cancel);

        Assert.Equal(many.Length, await database.ScalarAsync("select count(*) from recipient_names"));
        Assert.Equal(many.Length, await database.ScalarAsync("select count(*) from events e join addresses a on a.id = e.address join recipient_names n on n.recipient = e.recipient where a.address = 'a' || n.recipient and n.name = 'r' || n.recipient"));
    }

    [Fact]
    public async Task A_database_without_names_and_addresses_gets_room_for_them_and_keeps_its_hits()
    {
        await using var database = await TestDatabase.CreateAsync(upTo: "Country");
        await database.ExecuteAsync(
            """
            insert into verdicts values (1, 1, 'ua.thunderbird', 'Thunderbird', 'Linux', 'desktop');
            insert into origins values (1, '', '', 'may', '', 'DE');
            insert into events values (1, 1773489600000, 100, 1, 0, 1, 1, 1, 7, 0, 0), (1, 1773489700000, 200, 1, 0, 1, 1, 1, 0, 9, 0);
            update checkpoint set position = 400, last_at = 1773489700000;
            """);

        await database.PrepareAsync();

        Assert.Equal([(7UL, 0UL, null, null), (0UL, 9UL, null, null)], (await HitsAsync(database, 1)).Select(h => (h.Recipient, h.Viewer, h.RecipientText, h.Address)));
        using var store = new SqliteCommitStore(database.Database);
        await store.CommitAsync(Sample.Batch(400, Named(7, "ann@example.test", 90_000) with { Address = "x" }), Cancel);
        Assert.Equal(1, await database.ScalarAsync("select count(*) from recipient_names"));
        Assert.Equal(1, await database.ScalarAsync("select count(*) from events where address is not null and named = 1"));
    }

    /// <summary>Experiment 1 keeps names, 2 does not.</summary>
    private static async Task<TestDatabase> WithExperimentsAsync()
    {
        var database = await TestDatabase.CreateAsync();
        await database.AddExperimentAsync("with-names");
        await database.AddExperimentAsync("without");
        await database.ExecuteAsync("update experiments set PrivacyMode = 2 where Number = 1");
        return database;
    }

    private static TrackedEvent Named(ulong recipient, string name, double atSeconds = 0) => Sample.Event(recipient: recipient, atSeconds: atSeconds) with { RecipientText = name };

    private static TrackedEvent From(string? address, double atSeconds) => Sample.Event(viewer: 5, atSeconds: atSeconds) with { Address = address };

    private static async Task<List<TrackedEvent>> HitsAsync(TestDatabase database, int experiment)
    {
        List<TrackedEvent> hits = [];
        await foreach (var hit in database.Reports.ExportAsync(experiment, Cancel))
        {
            hits.Add(hit.Event);
        }

        return hits;
    }

    private static async Task<IEnumerable<string?>> NamesAsync(TestDatabase database, int experiment) => (await HitsAsync(database, experiment)).Select(h => h.RecipientText);

    private static async Task<IEnumerable<string?>> AddressesAsync(TestDatabase database, int experiment) => (await HitsAsync(database, experiment)).Select(h => h.Address);
}
