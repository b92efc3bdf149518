using PixelHub.Core.Data.Sqlite;
using PixelHub.Core.Data.Sqlite.Recount;
using PixelHub.Core.Events;
using PixelHub.Core.Reports;
using PixelHub.Core.Rollups;
using PixelHub.Tests.Support;

namespace PixelHub.Tests.Data;

/// <summary>D by reported sends, in the database.</summary>
public sealed class SendTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_mail_counts_once_however_often_and_however_late_it_is_reported()
    {
        await using var database = await TestDatabase.CreateAsync();
        for (var restart = 0; restart < 3; restart++)
        {
            using var store = new SqliteCommitStore(database.Database);
            await store.CommitAsync(
                Sample.Batch(restart * 40, Send(recipient: 7, variant: 1), Send(recipient: 8, variant: 2), Send(recipient: 7, variant: 1), Send(viewer: 9, variant: 2, atSeconds: restart * 100_000)), Cancel);
        }

        Assert.Equal(new Dictionary<int, long> { [1] = 1, [2] = 2 }.OrderBy(v => v.Key), Mails.ReportedByVariant((await ReadAsync(database)).Totals).OrderBy(v => v.Key));
        Assert.Equal(12, await database.ScalarAsync("select count(*) from events"));
        Assert.Equal(9, await database.ScalarAsync("select sum(repeats) from counts where size = 0"));
        Assert.Empty(await RecountAsync(database));
    }

    [Fact]
    public async Task Without_recipient_and_id_every_report_is_a_mail()
    {
        await using var database = await TestDatabase.CreateAsync();
        using var store = new SqliteCommitStore(database.Database);

        await store.CommitAsync(Sample.Batch(0, Send(), Send(), Send()), Cancel);

        Assert.Equal(3, Mails.ReportedByVariant((await ReadAsync(database)).Totals)[1]);
    }

    [Fact]
    public async Task Who_was_sent_a_mail_has_not_come_and_counts_when_they_do()
    {
        await using var database = await TestDatabase.CreateAsync();
        using var store = new SqliteCommitStore(database.Database);

        await store.CommitAsync(Sample.Batch(0, Send(recipient: 7, variant: 2), Send(recipient: 8, variant: 2), Send(recipient: 9, variant: 2)), Cancel);
        Assert.Equal((0, 0), await CountAsync(database));

        await store.CommitAsync(
            Sample.Batch(30, Sample.Event(recipient: 7, atSeconds: 60), Sample.Event(recipient: 8, @class: EventClass.MachinePrefetch, atSeconds: 60), Send(recipient: 7)), Cancel);

        Assert.Equal((1, 1), await CountAsync(database));
        Assert.Equal([new(2, 1)], (await ReadAsync(database)).MachineOnly); // of the variant that was sent to them
        Assert.Empty(await RecountAsync(database));
    }

    [Fact]
    public async Task Reports_while_it_does_not_run_are_kept_and_not_counted()
    {
        await using var database = await TestDatabase.CreateAsync();
        using var store = new SqliteCommitStore(database.Database);

        await store.CommitAsync(Sample.Batch(0, Send(recipient: 7) with { Scope = EventScope.Test }, Send(recipient: 7) with { Scope = EventScope.Outside }), Cancel);

        Assert.Empty(Mails.ReportedByVariant((await ReadAsync(database)).Totals));
        await store.CommitAsync(Sample.Batch(20, Send(recipient: 7)), Cancel);
        Assert.Equal(1, Mails.ReportedByVariant((await ReadAsync(database)).Totals)[1]);
    }

    [Fact]
    public async Task A_report_of_an_old_mail_does_not_make_repeats_count_after_a_restart()
    {
        await using var database = await TestDatabase.CreateAsync();
        await database.AddExperimentAsync("spring");
        using (var store = new SqliteCommitStore(database.Database))
        {
            await store.CommitAsync(Sample.Batch(0, Sample.Event(recipient: 7), Send(recipient: 7, atSeconds: -90_000)), Cancel);
        }

        using var restarted = new SqliteCommitStore(database.Database);
        await restarted.CommitAsync(Sample.Batch(20, Sample.Event(recipient: 7, atSeconds: 5)), Cancel);

        Assert.Equal(1, await database.ScalarAsync("select sum(hits) from counts where size = 0 and kind = 1"));
    }

    [Fact]
    public async Task A_send_is_in_no_breakdown_and_in_no_figure_of_machines()
    {
        await using var database = await TestDatabase.CreateAsync();
        using var store = new SqliteCommitStore(database.Database);

        await store.CommitAsync(Sample.Batch(0, Send(recipient: 7), Sample.Event(recipient: 7)), Cancel);

        Assert.Equal(1, await database.ScalarAsync("select sum(hits) from breakdowns where facet = 8 and start = -1"));
        Assert.Equal(0, ExperimentNumbers.Of((await ReadAsync(database)).Totals, sent: null).MachineHits);
    }

    [Fact]
    public async Task A_mail_is_still_known_after_its_rows_were_deleted()
    {
        await using var database = await TestDatabase.CreateAsync();
        using var store = new SqliteCommitStore(database.Database);
        await store.CommitAsync(Sample.Batch(0, Send(recipient: 7), Sample.Event(recipient: 9, atSeconds: 90_000)), Cancel);
        await new SqliteRetentionStore(database.Database).DeleteSliceAsync(1, Sample.Noon.AddHours(12), 100, Cancel);

        await store.CommitAsync(Sample.Batch(20, Send(recipient: 7, atSeconds: 95_000)), Cancel);

        Assert.Equal(1, Mails.ReportedByVariant((await ReadAsync(database)).Totals)[1]);
        Assert.Empty(await RecountAsync(database));
    }

    private static TrackedEvent Send(ulong recipient = 0, ulong viewer = 0, int variant = 1, double atSeconds = 0) =>
        Sample.Event(kind: EventKind.Send, recipient: recipient, viewer: viewer, variant: variant, atSeconds: atSeconds, @class: EventClass.Unknown);

    private static async Task<(long Opened, long MachineOnly)> CountAsync(TestDatabase database)
    {
        var rates = OpenRates.Of(await ReadAsync(database), delivered: null);
        return (rates.Opened, rates.MachineOnly);
    }

    private static Task<ExperimentReport> ReadAsync(TestDatabase database) =>
        database.Reports.ReadAsync(new ReportQuery(1, Sample.Noon, Sample.Noon.AddDays(1), BucketSize.Hour), Cancel);

    private static async Task<List<string>> RecountAsync(TestDatabase database)
    {
        List<string> told = [];
        await new SqliteRecount(database.Database).RunAsync(mend: false, difference => told.Add(difference.ToString()), Cancel);
        return told;
    }
}
