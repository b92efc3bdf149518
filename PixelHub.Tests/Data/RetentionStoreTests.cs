using PixelHub.Core.Data.Sqlite;
using PixelHub.Core.Data.Sqlite.Recount;
using PixelHub.Core.Events;
using PixelHub.Core.Reports;
using PixelHub.Core.Rollups;
using PixelHub.Tests.Support;

namespace PixelHub.Tests.Data;

public sealed class RetentionStoreTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Old_hits_go_in_slices_and_every_count_stays()
    {
        await using var database = await TestDatabase.CreateAsync();
        await FillThreeDaysAsync(database);
        var before = await FiguresAsync(database);
        var store = new SqliteRetentionStore(database.Database);
        var secondDay = new DateTimeOffset(Sample.Noon.Date, TimeSpan.Zero).AddDays(1);

        var deleted = new List<int>();
        while (deleted is not [.., 0])
        {
            deleted.Add(await store.DeleteSliceAsync(1, secondDay, 20, Cancel));
        }

        Assert.Equal([20, 20, 10, 0], deleted);
        Assert.Equal(100, await database.ScalarAsync("select count(*) from events where experiment = 1"));
        Assert.Equal(secondDay.ToUnixTimeMilliseconds(), await database.ScalarAsync("select min(at) from events where experiment = 1") / 86_400_000 * 86_400_000);
        Assert.Equal(150, await database.ScalarAsync("select count(*) from events where experiment = 2"));
        Assert.Equal(before, await FiguresAsync(database));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(50)]
    [InlineData(200)]
    public async Task Counting_again_what_is_left_finds_no_difference_even_in_the_middle_of_a_day(int deleted)
    {
        await using var database = await TestDatabase.CreateAsync();
        await FillThreeDaysAsync(database);
        await new SqliteRetentionStore(database.Database).DeleteSliceAsync(1, Sample.Noon.AddHours(12).AddDays(1), Math.Max(deleted, 1), Cancel);

        List<string> told = [];
        await new SqliteRecount(database.Database).RunAsync(mend: false, difference => told.Add(difference.ToString()), Cancel);

        Assert.Empty(told);
    }

    [Fact]
    public async Task A_reader_who_comes_back_after_their_hits_were_deleted_is_not_new()
    {
        await using var database = await TestDatabase.CreateAsync();
        using var commits = new SqliteCommitStore(database.Database);
        await commits.CommitAsync(Sample.Batch(0, Sample.Event(recipient: 7)), Cancel);
        await new SqliteRetentionStore(database.Database).DeleteSliceAsync(1, Sample.Noon.AddDays(1), 10, Cancel);

        await commits.CommitAsync(Sample.Batch(10, Sample.Event(recipient: 7, atSeconds: 500_000)), Cancel);

        Assert.Equal(1, await database.ScalarAsync("select sum(recipients) from counts where size = 0"));
        Assert.Equal(0, await new SqliteRecount(database.Database).RunAsync(mend: false, _ => { }, Cancel));
    }

    /// <summary>Two experiments with 50 hits on each of three days, by 20 people who come back.</summary>
    private static async Task FillThreeDaysAsync(TestDatabase database)
    {
        using var store = new SqliteCommitStore(database.Database);
        var hits = from day in Enumerable.Range(0, 3)
                   from hit in Enumerable.Range(0, 50)
                   from experiment in new[] { 1, 2 }
                   select Sample.Event(
                       experiment, hit % 3 == 0 ? EventKind.Click : EventKind.Impression, (day * 86_400) + (hit * 60),
                       recipient: (ulong)((hit * 7) + day) % 20 * 0x9E37_79B9_7F4A_7C15UL, variant: 1 + (hit % 2), link: "top");
        await store.CommitAsync(Sample.Batch(0, [.. hits]), Cancel);
    }

    private static async Task<string> FiguresAsync(TestDatabase database)
    {
        var report = await database.Reports.ReadAsync(new ReportQuery(1, Sample.Noon.AddDays(-1), Sample.Noon.AddDays(9), BucketSize.Minute), Cancel);
        var links = await database.Reports.ReadBreakdownAsync(new BreakdownQuery(1, Facet.Link), Cancel);
        return string.Join('\n', [.. report.Totals.Select(t => t.ToString()), .. report.Series.Select(s => s.ToString()), .. links.Lines.Select(l => l.ToString())]);
    }
}
