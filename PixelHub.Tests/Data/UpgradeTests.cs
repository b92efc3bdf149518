using Microsoft.EntityFrameworkCore;
using PixelHub.Core.Data.Sqlite;
using PixelHub.Core.Data.Sqlite.Recount;
using PixelHub.Core.Events;
using PixelHub.Core.Reports;
using PixelHub.Core.Rollups;
using PixelHub.Tests.Support;

namespace PixelHub.Tests.Data;

public sealed class UpgradeTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_migrations_lead_to_the_model_as_it_is()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var db = database.Contexts.CreateDbContext();

        Assert.False(db.Database.HasPendingModelChanges());
    }

    [Fact]
    public async Task A_database_of_the_first_version_keeps_its_people_and_its_hits_get_their_breakdowns()
    {
        await using var database = await TestDatabase.CreateAsync(upTo: "Initial");
        await database.ExecuteAsync(FirstVersion);

        await database.PrepareAsync();

        Assert.Empty(await RecountAsync(database));
        var campaigns = await database.Reports.ReadBreakdownAsync(new BreakdownQuery(1, Facet.Campaign), Cancel);
        Assert.Equal([new("may", false, 2, 0, 0), new(null, false, 0, 1, 1)], campaigns.Lines);
        using var store = new SqliteCommitStore(database.Database);
        await store.CommitAsync(
            Sample.Batch(400, Sample.Event(recipient: 7, atSeconds: 9_000), Sample.Event(recipient: ulong.MaxValue, variant: 200, atSeconds: 9_001), Sample.Event(recipient: 9, atSeconds: 9_002)), Cancel);
        Assert.Equal(3, await database.ScalarAsync("select sum(recipients) from counts where size = 0 and kind = 1 and class = 1"));
        Assert.Empty(await RecountAsync(database));
    }

    [Fact]
    public async Task A_database_that_did_not_count_who_came_only_as_a_machine_does_so_once()
    {
        await using var database = await TestDatabase.CreateAsync(upTo: "Series");
        await database.ExecuteAsync(
            """
            insert into people (experiment, level, first, block) values
              (1, 1, 5, x'01000401010801020501'),
              (1, 2, 5, x'01000101010801'),
              (1, 2, 90, x'01000402010C02020202'),
              (2, 2, 5, x'01000C07');
            insert into counts values (1, 0, 0, 1, 0, 1, 4, 1, 0, 1, 0, 0), (2, 0, 0, 7, 0, 1, 4, 1, 0, 1, 0, 0);
            """);

        await database.PrepareAsync();
        await database.PrepareAsync();

        Assert.Equal([new(1, 2), new(2, 2)], (await ReadAsync(database, 1)).MachineOnly);
        Assert.Equal([new(7, 1)], (await ReadAsync(database, 2)).MachineOnly);
        Assert.Empty((await ReadAsync(database, 0)).MachineOnly);
    }

    [Fact]
    public async Task Viewers_are_no_longer_among_those_known_from_machines_alone_and_the_journal_is_read_too()
    {
        await using var database = await TestDatabase.CreateAsync(upTo: "Country");
        // Hits of machines: in the blocks of level 1 recipient 5 and viewer 6, of level 2 viewer 90 and 91, whose hits were deleted; in the journal
        // recipient 300 and viewer -7.
        await database.ExecuteAsync(
            """
            insert into verdicts values (1, 4, 'ua.apple-prefetch', '', '', '');
            insert into origins values (1, '', '', '', '', '');
            insert into events values
              (1, 1773489600000, 10, 1, 0, 1, 1, 1, 5, 0, 0),
              (1, 1773489600001, 20, 1, 0, 1, 1, 1, 0, 6, 0),
              (1, 1773489600002, 30, 1, 0, 2, 1, 1, 0, 90, 0),
              (1, 1773489600003, 40, 1, 0, 2, 1, 1, 300, 0, 0),
              (1, 1773489600004, 50, 1, 0, 2, 1, 1, 0, -7, 0);
            insert into people (experiment, level, first, block) values
              (1, 1, 5, x'01000401010401'),
              (1, 2, 90, x'01000402010402'),
              (1, 3, 91, x'01000402');
            insert into people_journal (people) values (x'2C010000000000000100000004020000F9FFFFFFFFFFFFFF0100000004020000');
            delete from machine_only;
            insert into machine_only values (1, 1, 2), (1, 2, 4);
            insert into purges values (1, 1773446400000);
            insert into counts values (1, 0, 0, 1, 0, 1, 4, 2, 0, 1, 1, 0);
            """);

        await database.PrepareAsync();

        Assert.Equal([new(1, 1), new(2, 2)], (await ReadAsync(database, 1)).MachineOnly);
        using var connection = new WriterConnection(database.Database.File);
        Assert.Equal([5L, 91, 300], new PeopleWalk(connection, 1).All().Where(p => p.Known.Kinds.HasFlag(PersonKinds.Recipient)).Select(p => p.Person));
        Assert.DoesNotContain(await RecountAsync(database), d => d.Contains("a person", StringComparison.Ordinal) || d.Contains("machines alone", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Clicks_of_the_version_that_knew_no_behaviour_stay_what_they_were_and_new_ones_are_judged()
    {
        await using var database = await TestDatabase.CreateAsync(upTo: "Country");
        await database.ExecuteAsync(
            """
            insert into verdicts values (1, 2, 'ua.browser', 'Chrome', 'Windows', 'desktop');
            insert into origins values (1, 'a', '', '', '', ''), (2, 'b', '', '', '', '');
            insert into events values (1, 1773489600000, 0, 2, 0, 1, 1, 1, 7, 0, 0), (1, 1773489601000, 10, 2, 0, 1, 1, 2, 7, 0, 0);
            insert into people (experiment, level, first, block) values (1, 1, 7, x'01000201');
            update checkpoint set position = 20, last_at = 1773489601000;
            """);
        await database.PrepareAsync();
        using var store = new SqliteCommitStore(database.Database);
        var click = Sample.Event(kind: EventKind.Click, recipient: 7, atSeconds: 2, @class: EventClass.HumanBrowser, link: "c");
        await store.CommitAsync(Sample.Batch(20, click, click with { Recipient = 8 }, click with { Recipient = 8, Link = "d" }), Cancel);

        await store.ReviewAsync(Cancel);

        // What was counted of recipient 7 cannot be counted again from the first of the three on, so all three stay.
        Assert.Equal(
            ["ua.browser", "ua.browser", "test.rule", "behaviour.sweep", "behaviour.sweep"],
            (await database.Reports.ExportAsync(1, Cancel).ToListAsync(Cancel)).OrderBy(h => h.Position).Select(h => h.Event.Rule));
        Assert.Equal(2, await database.ScalarAsync("select count(*) from events where known_before is null and first_verdict is null"));
    }

    private static Task<ExperimentReport> ReadAsync(TestDatabase database, int experiment) =>
        database.Reports.ReadAsync(new ReportQuery(experiment, Sample.Noon, Sample.Noon.AddDays(1), BucketSize.Hour), Cancel);

    [Fact]
    public async Task A_large_database_of_the_first_version_is_upgraded_with_every_person()
    {
        await using var database = await TestDatabase.CreateAsync(upTo: "Initial");
        await database.ExecuteAsync(
            """
            with recursive n (i) as (select 1 union all select i + 1 from n where i < 20000)
            insert into seen select 1 + i % 3, i * 461168601842738 - 4611686018427387904, 1 + i % 3, 1 + i % 130 from n
            """);

        await database.PrepareAsync();

        using var connection = new WriterConnection(database.Database.File);
        var people = Enumerable.Range(1, 3).SelectMany(experiment => new PeopleWalk(connection, experiment).All()).ToList();
        Assert.Equal(20_000, people.Count);
        Assert.Equal(20_000, people.Distinct().Count());
        Assert.Contains(people, p => p.Known is { Variant: 130, Kinds: PersonKinds.Opened | PersonKinds.Recipient });
    }

    private static async Task<List<string>> RecountAsync(TestDatabase database)
    {
        List<string> told = [];
        await new SqliteRecount(database.Database).RunAsync(mend: false, difference => told.Add(difference.ToString()), Cancel);
        return told;
    }

    /// <summary>Rows as the first version wrote them: two recipients (one of them the largest number there is, with a high variant), a scanner, a repeat.</summary>
    private const string FirstVersion =
        """
        insert into verdicts values (1, 1, 'ua.thunderbird', 'Thunderbird', 'Linux', 'desktop'), (2, 5, 'ua.scanner', '', '', '');
        insert into origins values (1, '', '', 'may', ''), (2, 'top', '', '', 'example.test');
        insert into events values
          (1, 1773489600000, 100, 1, 0, 1, 1, 1, 7, 0, 0),
          (1, 1773489601000, 200, 1, 0, 1, 1, 1, 7, 0, 1),
          (1, 1773489700000, 250, 1, 0, 200, 1, 1, -1, 0, 0),
          (1, 1773489700000, 300, 2, 0, 1, 1, 2, 7, 0, 0),
          (1, 1773489700000, 350, 2, 0, 1, 2, 2, 7, 0, 0);
        insert into seen values (1, 7, 11, 1), (1, -1, 1, 200);
        update checkpoint set position = 400, last_at = 1773489700000;
        insert into counts
        select 1, b.size, case b.size when 0 then 0 else e.at - e.at % b.width end, e.variant, 0, e.kind, v.class,
          sum(1 - e.is_repeat), sum(e.is_repeat), sum(e.position in (100, 250, 300, 350)), 0, 0
        from events e join verdicts v on v.id = e.verdict
        join (select 0 as size, 1 as width union all select 1, 60000 union all select 2, 3600000 union all select 3, 86400000) b
        group by 1, 2, 3, 4, 5, 6, 7;
        """;
}
