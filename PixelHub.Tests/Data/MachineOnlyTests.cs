using PixelHub.Core.Data.Sqlite;
using PixelHub.Core.Data.Sqlite.People;
using PixelHub.Core.Data.Sqlite.Recount;
using PixelHub.Core.Events;
using PixelHub.Core.Reports;
using PixelHub.Core.Rollups;
using PixelHub.Tests.Support;

namespace PixelHub.Tests.Data;

/// <summary>H and M in the database, whatever the order of arrival.</summary>
public sealed class MachineOnlyTests
{
    private static readonly PeopleLimits Small = new(Generation: 20, Level1Blocks: 1);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_came_as_a_machine_first_and_in_person_later_moves_from_one_number_to_the_other()
    {
        await using var database = await TestDatabase.CreateAsync();
        using var store = new SqliteCommitStore(database.Database);

        await store.CommitAsync(Sample.Batch(0, Machine(7, variant: 1), Machine(8, variant: 2)), Cancel);
        Assert.Equal((0, 2), await CountAsync(database));

        await store.CommitAsync(Sample.Batch(20, Sample.Event(recipient: 7, atSeconds: 60, variant: 2)), Cancel);
        await store.CommitAsync(Sample.Batch(30, Machine(7, variant: 1, atSeconds: 120)), Cancel);

        Assert.Equal((1, 1), await CountAsync(database));
        Assert.Equal([new(1, 0), new(2, 1)], (await ReadAsync(database)).MachineOnly);
    }

    [Fact]
    public async Task A_machine_that_names_no_recipient_is_in_neither()
    {
        await using var database = await TestDatabase.CreateAsync();
        using var store = new SqliteCommitStore(database.Database);
        TrackedEvent crawler = Sample.Event(viewer: 7, @class: EventClass.Crawler);

        await store.CommitAsync(Sample.Batch(0, crawler, crawler with { Kind = EventKind.Click }, Machine(8)), Cancel);

        Assert.Equal((0, 1), await CountAsync(database));
        Assert.Empty(await RecountAsync(database));
    }

    [Fact]
    public async Task Tests_and_hits_of_nobody_are_in_neither()
    {
        await using var database = await TestDatabase.CreateAsync();
        using var store = new SqliteCommitStore(database.Database);

        await store.CommitAsync(Sample.Batch(0, Machine(7) with { Scope = EventScope.Test }, Machine(0), Machine(7) with { Scope = EventScope.Outside }), Cancel);

        Assert.Equal((0, 0), await CountAsync(database));
    }

    /// <summary>Each of some orders: every event arrives, some twice, the server restarts in the middle, and the two numbers are those of the events.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public async Task In_any_order_with_a_restart_in_the_middle_the_numbers_are_those_of_the_events(int seed)
    {
        var chance = new Random(seed);
        TrackedEvent[] events = [.. Enumerable.Range(0, 400).Select(i => Hit(chance, i))];
        await using var database = await TestDatabase.CreateAsync();
        var position = 0L;
        foreach (var half in new[] { events[..200], events[200..] })
        {
            using var store = new SqliteCommitStore(database.Database, Small);
            foreach (var part in half.Chunk(1 + chance.Next(60)))
            {
                var batch = Sample.Batch(position, [.. part]);
                await store.CommitAsync(batch, Cancel);
                await store.CommitAsync(batch, Cancel); // the same again, as after an answer that was lost
                position = batch.End;
            }
        }

        var people = events.Where(e => e.Scope == EventScope.Counted && e.Person != 0).GroupBy(e => e.Person).ToList();
        var opened = people.Count(p => p.Any(e => e.Class.IsPerson()));
        var machineOnly = people.Where(p => p.All(e => !e.Class.IsPerson()) && p.Any(e => e.Recipient != 0)).ToList();
        Assert.Equal((opened, machineOnly.Count), await CountAsync(database));
        var byVariant = machineOnly.CountBy(p => p.First().Variant).ToDictionary(v => v.Key, v => (long)v.Value);
        Assert.Equal(byVariant.OrderBy(v => v.Key), (await ReadAsync(database)).MachineOnly.Where(m => m.People != 0).ToDictionary(m => m.Variant, m => m.People).OrderBy(v => v.Key));
        Assert.Empty(await RecountAsync(database));
    }

    [Fact]
    public async Task Counting_again_after_old_hits_were_deleted_finds_those_known_from_them()
    {
        await using var database = await TestDatabase.CreateAsync();
        using var store = new SqliteCommitStore(database.Database);
        await store.CommitAsync(Sample.Batch(0, Machine(7), Machine(8, atSeconds: 1), Sample.Event(recipient: 9, atSeconds: 90_000)), Cancel);
        await new SqliteRetentionStore(database.Database).DeleteSliceAsync(1, Sample.Noon.AddHours(12), 100, Cancel);
        Assert.Empty(await RecountAsync(database));

        await store.CommitAsync(Sample.Batch(30, Sample.Event(recipient: 7, atSeconds: 95_000)), Cancel);

        Assert.Equal((2, 1), await CountAsync(database));
        Assert.Empty(await RecountAsync(database));
    }

    private static TrackedEvent Machine(ulong recipient, int variant = 1, double atSeconds = 0) =>
        Sample.Event(recipient: recipient, @class: EventClass.MachinePrefetch, variant: variant, atSeconds: atSeconds);

    /// <summary>Mostly machines, so that there are people of all three sorts.</summary>
    private static TrackedEvent Hit(Random chance, int i)
    {
        var person = (ulong)chance.NextInt64(0, 120) * 0x9E37_79B9_7F4A_7C15UL;
        return Sample.Event(
            kind: chance.Next(3) == 0 ? EventKind.Click : EventKind.Impression,
            atSeconds: (i * 40) + chance.Next(-90_000, 90_000),
            recipient: chance.Next(4) > 0 ? person : 0,
            viewer: person,
            @class: chance.Next(4) > 0 ? EventClass.MachinePrefetch : EventNames.Classes[chance.Next(EventNames.Classes.Length)],
            scope: chance.Next(10) == 0 ? EventScope.Test : EventScope.Counted,
            variant: chance.Next(1, 4));
    }

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
