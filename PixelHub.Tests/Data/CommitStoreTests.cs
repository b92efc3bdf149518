using Microsoft.Data.Sqlite;
using PixelHub.Core.Data.Sqlite;
using PixelHub.Core.Data.Sqlite.People;
using PixelHub.Core.Events;
using PixelHub.Core.Reports;
using PixelHub.Core.Rollups;
using PixelHub.Tests.Support;

namespace PixelHub.Tests.Data;

public sealed class CommitStoreTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_batch_committed_twice_counts_once()
    {
        await using var database = await TestDatabase.CreateAsync();
        using var store = new SqliteCommitStore(database.Database);
        var batch = Sample.Batch(0, Sample.Event(recipient: 7), Sample.Event(recipient: 8));

        var first = await store.CommitAsync(batch, Cancel);
        var second = await store.CommitAsync(batch, Cancel);

        Assert.Equal([1], first.Experiments);
        Assert.Empty(second.Experiments);
        Assert.Equal(batch.End, second.Checkpoint);
        Assert.Equal(2, await database.ScalarAsync("select count(*) from events"));
        Assert.Equal(2, await database.ScalarAsync("select sum(hits) from counts where size = 0"));
    }

    [Fact]
    public async Task The_checkpoint_survives_a_restart()
    {
        await using var database = await TestDatabase.CreateAsync();
        using (var store = new SqliteCommitStore(database.Database))
        {
            await store.CommitAsync(Sample.Batch(0, Sample.Event()), Cancel);
        }

        using var next = new SqliteCommitStore(database.Database);
        Assert.Equal(10, await next.ReadCheckpointAsync(Cancel));
    }

    [Fact]
    public async Task A_commit_that_fails_leaves_nothing_and_the_next_try_counts_everything()
    {
        await using var database = await TestDatabase.CreateAsync();
        using var store = new SqliteCommitStore(database.Database);
        await using var blocker = await database.Database.OpenAsync(Cancel);
        var batch = Sample.Batch(0, Sample.Event(recipient: 7), Sample.Event(recipient: 7, atSeconds: 5));

        await using (var transaction = blocker.BeginTransaction())
        {
            await Assert.ThrowsAsync<SqliteException>(() => store.CommitAsync(batch, Cancel));
        }

        await store.CommitAsync(batch, Cancel);
        Assert.Equal(1, await database.ScalarAsync("select sum(hits) from counts where size = 0"));
        Assert.Equal(1, await database.ScalarAsync("select sum(repeats) from counts where size = 0"));
    }

    [Fact]
    public async Task A_second_fetch_within_thirty_seconds_is_a_repeat_over_batches_and_restarts()
    {
        await using var database = await TestDatabase.CreateAsync();
        await database.AddExperimentAsync("spring");
        using (var store = new SqliteCommitStore(database.Database))
        {
            await store.CommitAsync(Sample.Batch(0, Sample.Event(recipient: 7)), Cancel);
            await store.CommitAsync(Sample.Batch(10, Sample.Event(recipient: 7, atSeconds: 10)), Cancel);
        }

        using var next = new SqliteCommitStore(database.Database);
        await next.CommitAsync(Sample.Batch(20, Sample.Event(recipient: 7, atSeconds: 29.9), Sample.Event(recipient: 7, atSeconds: 30)), Cancel);

        var rows = await database.Reports.ReadNewestAsync(1, 10, Cancel);
        Assert.Equal([false, true, true, false], rows.Select(r => r.IsRepeat));
    }

    [Fact]
    public async Task A_person_is_unique_once_for_each_kind_whatever_the_batch()
    {
        await using var database = await TestDatabase.CreateAsync();
        using var store = new SqliteCommitStore(database.Database);
        await store.CommitAsync(Sample.Batch(0, Sample.Event(recipient: 7), Sample.Event(recipient: 8), Sample.Event(viewer: 9)), Cancel);
        await store.CommitAsync(Sample.Batch(30, Sample.Event(recipient: 7, atSeconds: 3_600), Sample.Event(kind: EventKind.Click, recipient: 7, atSeconds: 3_601)), Cancel);

        var numbers = ExperimentNumbers.Of(await TotalsAsync(database), sent: 10);

        Assert.Equal(3, numbers.Opened);
        Assert.Equal(4, numbers.Opens);
        Assert.Equal(1, numbers.Clicked);
        Assert.True(numbers.IsApproximate);
        Assert.Equal(0.3, numbers.OpenRate);
        Assert.Equal(0.1, numbers.ClickRate);
    }

    [Fact]
    public async Task A_click_without_an_open_infers_one_until_the_open_arrives()
    {
        await using var database = await TestDatabase.CreateAsync();
        using var store = new SqliteCommitStore(database.Database);
        await store.CommitAsync(Sample.Batch(0, Sample.Event(kind: EventKind.Click, recipient: 7)), Cancel);
        var before = ExperimentNumbers.Of(await TotalsAsync(database), sent: null);
        await store.CommitAsync(Sample.Batch(10, Sample.Event(recipient: 7, atSeconds: 60)), Cancel);
        var after = ExperimentNumbers.Of(await TotalsAsync(database), sent: null);

        Assert.Equal((1, 1), (before.Opened, before.Inferred));
        Assert.Equal((1, 0), (after.Opened, after.Inferred));
        Assert.Null(after.OpenRate);
    }

    [Fact]
    public async Task An_open_on_another_variant_than_the_click_leaves_no_variant_with_less_than_nothing()
    {
        await using var database = await TestDatabase.CreateAsync();
        using var store = new SqliteCommitStore(database.Database);
        await store.CommitAsync(Sample.Batch(0, Sample.Event(kind: EventKind.Click, recipient: 7, variant: 1)), Cancel);
        await store.CommitAsync(Sample.Batch(10, Sample.Event(recipient: 7, atSeconds: 60, variant: 2)), Cancel);

        var totals = (await TotalsAsync(database)).ToList();
        Assert.Equal([0, 1], new[] { 1, 2 }.Select(v => ExperimentNumbers.Of(totals, sent: null, v).Opened));
        Assert.Equal([0, 0], new[] { 1, 2 }.Select(v => ExperimentNumbers.Of(totals, sent: null, v).Inferred));
    }

    [Fact]
    public async Task Tests_and_hits_outside_never_reach_the_results_or_the_unique_numbers()
    {
        await using var database = await TestDatabase.CreateAsync();
        using var store = new SqliteCommitStore(database.Database);
        await store.CommitAsync(
            Sample.Batch(0, Sample.Event(recipient: 7, scope: EventScope.Test), Sample.Event(recipient: 8, scope: EventScope.Outside)), Cancel);
        await store.CommitAsync(Sample.Batch(20, Sample.Event(recipient: 7, atSeconds: 3_600)), Cancel);

        var numbers = ExperimentNumbers.Of(await TotalsAsync(database), sent: null);
        Assert.Equal((1, 1), (numbers.Opened, numbers.Opens));
    }

    [Fact]
    public async Task Machines_are_counted_beside_people()
    {
        await using var database = await TestDatabase.CreateAsync();
        using var store = new SqliteCommitStore(database.Database);
        await store.CommitAsync(
            Sample.Batch(0, Sample.Event(recipient: 7, @class: EventClass.MachinePrefetch), Sample.Event(recipient: 7, atSeconds: 1)), Cancel);

        var numbers = ExperimentNumbers.Of(await TotalsAsync(database), sent: null);
        Assert.Equal((1, 1, 1), (numbers.Opened, numbers.Opens, numbers.MachineHits));
    }

    [Fact]
    public async Task The_series_puts_each_hit_into_its_minute_hour_and_day()
    {
        await using var database = await TestDatabase.CreateAsync();
        using var store = new SqliteCommitStore(database.Database);
        await store.CommitAsync(Sample.Batch(0, Sample.Event(recipient: 1, atSeconds: 59), Sample.Event(recipient: 2, atSeconds: 60), Sample.Event(recipient: 3, atSeconds: 86_400)), Cancel);

        async Task<long[]> SeriesAsync(BucketSize size) =>
            [.. (await database.Reports.ReadAsync(new ReportQuery(1, Sample.Noon, Sample.Noon.AddDays(2), size), Cancel)).Series.Select(s => s.Hits)];

        Assert.Equal<long[]>([1, 1, 1], await SeriesAsync(BucketSize.Minute));
        Assert.Equal<long[]>([2, 1], await SeriesAsync(BucketSize.Hour));
        Assert.Equal<long[]>([2, 1], await SeriesAsync(BucketSize.Day));
    }

    [Fact]
    public async Task Orphans_are_added_up_and_capped()
    {
        await using var database = await TestDatabase.CreateAsync();
        using var store = new SqliteCommitStore(database.Database);
        var flood = Enumerable.Range(0, SqliteCommitStore.MaxOrphans + 50).Select(i => new OrphanHit(Sample.Noon, $"flood-{i}", EventKind.Impression));
        await store.CommitAsync(Sample.Batch(0, new OrphanHit(Sample.Noon, "typo", EventKind.Impression), new OrphanHit(Sample.Noon.AddHours(1), "typo", EventKind.Click)), Cancel);
        await store.CommitAsync(Sample.Batch(20, [.. flood]), Cancel);

        var orphans = await database.Reports.ReadOrphansAsync(2_000, Cancel);
        Assert.Equal(SqliteCommitStore.MaxOrphans, orphans.Count);
        Assert.Equal(new OrphanRow("typo", 1, 1, Sample.Noon.AddHours(1)), orphans[0]);
    }

    [Fact]
    public async Task An_event_comes_back_with_every_field()
    {
        await using var database = await TestDatabase.CreateAsync();
        using var store = new SqliteCommitStore(database.Database);
        var sent = Sample.Event(kind: EventKind.Click, recipient: ulong.MaxValue, link: "footer") with
        {
            Client = "Thunderbird",
            Os = "Linux",
            Device = "desktop",
            Channel = "email",
            Campaign = "März 🎉",
            ReferrerHost = "example.test",
            Country = "NZ",
        };
        await store.CommitAsync(Sample.Batch(0, sent), Cancel);

        Assert.Equal(new HitRow(0, sent, IsRepeat: false), Assert.Single(await database.Reports.ReadNewestAsync(1, 10, Cancel)));
        Assert.Equal(sent, Assert.Single(await database.Reports.ExportAsync(1, Cancel).ToListAsync(Cancel)).Event);
    }

    [Fact]
    public async Task Figures_can_be_read_while_somebody_writes()
    {
        await using var database = await TestDatabase.CreateAsync();
        using var store = new SqliteCommitStore(database.Database);
        await store.CommitAsync(Sample.Batch(0, Sample.Event(recipient: 7)), Cancel);
        await using var writer = await database.Database.OpenAsync(Cancel);
        await using var transaction = writer.BeginTransaction();

        Assert.Single(await TotalsAsync(database));
    }

    [Fact]
    public async Task An_owner_who_tried_the_draft_before_the_start_is_counted_after_it()
    {
        await using var database = await TestDatabase.CreateAsync();
        await database.AddExperimentAsync("spring");
        using (var store = new SqliteCommitStore(database.Database))
        {
            await store.CommitAsync(Sample.Batch(0, Sample.Event(recipient: 7, scope: EventScope.Test)), Cancel);
        }

        using var next = new SqliteCommitStore(database.Database);
        await next.CommitAsync(Sample.Batch(10, Sample.Event(recipient: 7, atSeconds: 5)), Cancel);

        var numbers = ExperimentNumbers.Of(await TotalsAsync(database), sent: null);
        Assert.Equal((1, 1), (numbers.Opened, numbers.Opens));
    }

    [Fact]
    public async Task A_repeat_is_known_after_a_restart_although_the_clock_was_once_far_ahead()
    {
        await using var database = await TestDatabase.CreateAsync();
        await database.AddExperimentAsync("spring");
        using (var store = new SqliteCommitStore(database.Database))
        {
            await store.CommitAsync(Sample.Batch(0, Sample.Event(recipient: 6, atSeconds: 1_000_000)), Cancel);
            await store.CommitAsync(Sample.Batch(10, Sample.Event(recipient: 7)), Cancel);
        }

        using var next = new SqliteCommitStore(database.Database);
        await next.CommitAsync(Sample.Batch(20, Sample.Event(recipient: 7, atSeconds: 10)), Cancel);

        Assert.Equal(1, await database.ScalarAsync("select sum(repeats) from counts where size = 0"));
    }

    [Fact]
    public async Task The_variant_kept_of_a_person_is_the_first()
    {
        await using var database = await TestDatabase.CreateAsync();
        using var store = new SqliteCommitStore(database.Database);
        await store.CommitAsync(
            Sample.Batch(0, Sample.Event(recipient: 7, variant: 1), Sample.Event(kind: EventKind.Click, recipient: 7, variant: 2, atSeconds: 5)), Cancel);

        using var connection = new WriterConnection(database.Database.File);
        using var filters = PeopleFilters.None();
        using var people = new KnownPeople(connection, filters);
        Assert.Equal(new KnownPerson(PersonKinds.Opened | PersonKinds.Clicked | PersonKinds.Recipient, Variant: 1), people.Get(1, 7));
    }

    private static async Task<IEnumerable<CountLine>> TotalsAsync(TestDatabase database) =>
        (await database.Reports.ReadAsync(new ReportQuery(1, Sample.Noon, Sample.Noon.AddDays(1), BucketSize.Hour), Cancel)).Totals;
}
