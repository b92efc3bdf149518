using PixelHub.Core.Data.Sqlite;
using PixelHub.Core.Data.Sqlite.People;
using PixelHub.Core.Data.Sqlite.Recount;
using PixelHub.Core.Events;
using PixelHub.Tests.Support;

namespace PixelHub.Tests.Data;

public sealed class RecountTests
{
    private static readonly PeopleLimits Small = new(Generation: 100, Level1Blocks: 1);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Counting_again_finds_no_difference_whatever_came_in_whichever_order()
    {
        await using var database = await TestDatabase.CreateAsync();
        await FillAsync(database, events: 4_000);

        Assert.Empty(await RecountAsync(database, mend: false));
        Assert.Equal(4_000, await database.ScalarAsync("select count(*) from events"));
    }

    [Theory]
    [InlineData("update counts set hits = hits + 1 where size = 1 and rowid_of = 1")]
    [InlineData("delete from counts where size = 0")]
    [InlineData("update counts set recipients = 0, viewers = 3 where size = 3")]
    [InlineData("insert into counts values (1, 2, 3600000, 9, 0, 1, 1, 5, 0, 0, 0, 0)")]
    [InlineData("update breakdowns set hits = hits * 2 where facet = 3")]
    [InlineData("delete from breakdowns")]
    [InlineData("update machine_only set people = people + 1")]
    [InlineData("delete from machine_only")]
    [InlineData("insert into machine_only values (2, 9, 4)")]
    [InlineData("delete from people")]
    [InlineData("delete from people_journal")]
    [InlineData("insert into people (experiment, level, first, block) values (1, 1, 9223372036854775807, x'01000101')")]
    public async Task What_was_damaged_is_told_and_put_right(string damage)
    {
        await using var database = await TestDatabase.CreateAsync();
        await FillAsync(database, events: 1_000);
        await database.ExecuteAsync(damage.Replace("rowid_of = 1", "variant = 1", StringComparison.Ordinal));

        var told = await RecountAsync(database, mend: false);
        var mended = await RecountAsync(database, mend: true);

        Assert.NotEmpty(told);
        Assert.Equal(told, mended);
        Assert.Empty(await RecountAsync(database, mend: false));
    }

    [Fact]
    public async Task A_server_that_goes_on_meanwhile_knows_the_people_who_were_put_right()
    {
        await using var database = await TestDatabase.CreateAsync();
        using var store = new SqliteCommitStore(database.Database, Small);
        await store.CommitAsync(Sample.Batch(0, Sample.Event(recipient: 7)), Cancel);
        await database.ExecuteAsync("delete from people_journal");
        Assert.Single(await RecountAsync(database, mend: true));

        await store.CommitAsync(Sample.Batch(10, Sample.Event(recipient: 7, atSeconds: 60), Sample.Event(recipient: 8, atSeconds: 61)), Cancel);

        Assert.Equal(2, await database.ScalarAsync("select sum(recipients) from counts where size = 0"));
        Assert.Empty(await RecountAsync(database, mend: false));
    }

    private static async Task<List<string>> RecountAsync(TestDatabase database, bool mend)
    {
        List<string> told = [];
        var count = await new SqliteRecount(database.Database).RunAsync(mend, difference => told.Add(difference.ToString()), Cancel);
        Assert.Equal(told.Count, count);
        return told;
    }

    /// <summary>Hits of all kinds, with repeats, tests, people of both sorts, clocks that step back, in batches and over restarts.</summary>
    private static async Task FillAsync(TestDatabase database, int events)
    {
        var chance = new Random(events);
        var position = 0L;
        for (var restart = 0; restart < 4; restart++)
        {
            using var store = new SqliteCommitStore(database.Database, Small);
            for (var batch = 0; batch < 10; batch++)
            {
                var entries = Enumerable.Range(0, events / 40).Select(_ => Hit(chance, position)).ToArray();
                await store.CommitAsync(Sample.Batch(position, entries), Cancel);
                position += entries.Length * 10;
            }
        }
    }

    private static TrackedEvent Hit(Random chance, long position)
    {
        var person = (ulong)chance.NextInt64(1, 400) * 0x9E37_79B9_7F4A_7C15UL;
        return Sample.Event(
            experiment: chance.Next(1, 4),
            kind: chance.Next(6) switch { 0 or 1 => EventKind.Click, 2 => EventKind.Send, _ => EventKind.Impression },
            atSeconds: (position * 40) + chance.Next(-90_000, 90_000),
            recipient: chance.Next(4) > 0 ? person : 0,
            viewer: chance.Next(2) == 0 ? person : 0,
            @class: EventNames.Classes[chance.Next(EventNames.Classes.Length)],
            scope: (EventScope)(chance.Next(10) switch { 0 => 1, 1 => 2, _ => 0 }),
            variant: chance.Next(1, 4),
            link: chance.Next(3) == 0 ? "footer" : null) with
        {
            Campaign = $"wave {chance.Next(5)}",
            Client = chance.Next(2) == 0 ? "Thunderbird" : null,
        };
    }
}
