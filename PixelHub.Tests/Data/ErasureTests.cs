using PixelHub.Core.Commit;
using PixelHub.Core.Data.Sqlite;
using PixelHub.Core.Data.Sqlite.Erasure;
using PixelHub.Core.Data.Sqlite.Recount;
using PixelHub.Core.Events;
using PixelHub.Core.Recipients;
using PixelHub.Tests.Support;

namespace PixelHub.Tests.Data;

/// <summary>Erases one recipient out of a crowd and looks at what is left.</summary>
public sealed class ErasureTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Whoever_is_erased_is_in_no_number_of_people_and_everybody_else_is(int seed)
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var without = await TestDatabase.CreateAsync();
        var crowd = ErasureCrowd.Hits(seed, 1_500);
        await ErasureCrowd.CommitAsync(database, crowd);
        await ErasureCrowd.CommitAsync(without, [.. crowd.Select(h => h.Recipient == ErasureCrowd.Person(7) ? h with { Recipient = 0, Viewer = 0 } : h)]);
        var hits = crowd.Count(h => h.Recipient == ErasureCrowd.Person(7));

        var receipt = await EraseAsync(database, ErasureCrowd.Person(7));

        Assert.Equal(hits, receipt.Hits);
        Assert.Equal(0, await database.ScalarAsync("select count(*) from pending_erasures"));
        Assert.Equal(await PeopleFigures.AllAsync(without), await PeopleFigures.AllAsync(database));
        Assert.Equal(crowd.Count, await database.ScalarAsync("select count(*) from events"));
        Assert.Empty(await RecountAsync(database));
    }

    [Fact]
    public async Task The_receipt_says_exactly_by_how_much_each_number_fell()
    {
        await using var database = await TestDatabase.CreateAsync();
        await ErasureCrowd.CommitAsync(database, ErasureCrowd.Hits(5, 1_500));
        var before = await PeopleFigures.SumsAsync(database);

        var receipt = await EraseAsync(database, ErasureCrowd.Person(11));

        var after = await PeopleFigures.SumsAsync(database);
        Assert.NotEmpty(receipt.Experiments);
        Assert.Equal(before.Keys, after.Keys);
        foreach (var (experiment, sums) in before)
        {
            var erased = receipt.Experiments.SingleOrDefault(e => e.Experiment == experiment) ?? new ErasedCounts(experiment, 0, 0, 0, 0, 0, 0);
            var fell = sums.Zip(after[experiment], (b, a) => b - a);
            Assert.Equal([0, erased.Opens, erased.Clicks, erased.Inferred, erased.MachineOnly, erased.Hits], fell);
        }
    }

    [Fact]
    public async Task No_byte_of_the_recipient_is_left_in_the_data_folder_and_all_others_are_there()
    {
        await using var database = await TestDatabase.CreateAsync();
        await ErasureCrowd.CommitAsync(database, ErasureCrowd.Hits(9, 3_000));
        var people = Enumerable.Range(1, ErasureCrowd.People).Select(n => ErasureCrowd.Person(n)).ToList();
        Assert.All(people, person => Assert.True(DataDump.Of(database.Database.Folder).Holds(person)));

        foreach (var person in people.Where((_, i) => i % 3 == 0))
        {
            await EraseAsync(database, person);
        }

        var dump = DataDump.Of(database.Database.Folder);
        Assert.All(people.Select((person, i) => (person, i)), p => Assert.Equal(p.i % 3 != 0, dump.Holds(p.person)));
        Assert.Empty(await RecountAsync(database));
    }

    [Theory]
    [InlineData(30)]
    [InlineData(400)]
    public async Task Numbers_from_hits_that_were_deleted_before_stay_and_the_recipient_does_not(int deleted)
    {
        await using var database = await TestDatabase.CreateAsync();
        await ErasureCrowd.CommitAsync(database, ErasureCrowd.Hits(4, 1_500));
        foreach (var experiment in (int[])[1, 2, 3])
        {
            await new SqliteRetentionStore(database.Database).DeleteSliceAsync(experiment, Sample.Noon.AddDays(30), deleted, Cancel);
        }

        for (var n = 1; n <= ErasureCrowd.People; n += 2)
        {
            await EraseAsync(database, ErasureCrowd.Person(n));
            Assert.Empty(await RecountAsync(database));
        }

        Assert.False(DataDump.Of(database.Database.Folder).Holds(ErasureCrowd.Person(1)));
        Assert.True(await database.ScalarAsync("select count(*) from people where level = 3") > 0);
    }

    [Fact]
    public async Task Killed_between_any_two_steps_it_goes_on_to_the_same_end()
    {
        await using var whole = await TestDatabase.CreateAsync();
        var crowd = ErasureCrowd.Hits(6, 300);
        await ErasureCrowd.CommitAsync(whole, crowd);
        var expected = await EraseAsync(whole, ErasureCrowd.Person(3));
        var steps = 0;
        for (var isKilled = true; isKilled; steps++)
        {
            await using var database = await TestDatabase.CreateAsync();
            await ErasureCrowd.CommitAsync(database, crowd);

            isKilled = !await TryEraseAsync(database, ErasureCrowd.Person(3), steps);

            Assert.Empty(await RecountAsync(database)); // at every step
            await FinishAsync(new SqliteErasureStore(database.Database, TimeProvider.System));
            var receipt = Assert.Single(await new SqliteErasureStore(database.Database, TimeProvider.System).ListAsync(10, Cancel));
            Assert.Equal(expected.Experiments, receipt.Experiments);
            Assert.Equal(await PeopleFigures.AllAsync(whole), await PeopleFigures.AllAsync(database));
            Assert.False(DataDump.Of(database.Database.Folder).Holds(ErasureCrowd.Person(3)));
        }

        Assert.True(steps > 6, $"Only {steps} steps.");
    }

    [Fact]
    public async Task Commits_go_on_meanwhile_and_bring_nothing_of_the_recipient_in()
    {
        await using var database = await TestDatabase.CreateAsync();
        var crowd = ErasureCrowd.Hits(8, 6_000);
        using var commits = new SqliteCommitStore(database.Database, ErasureCrowd.Small);
        var position = await ErasureCrowd.CommitAsync(commits, crowd.Take(2_000), 0);
        var store = new SqliteErasureStore(database.Database, TimeProvider.System);
        await store.RequestAsync(new ErasureRequest(ErasureCrowd.Person(7), "test", OptsOut: false), Cancel);

        var going = Task.Run(() => ErasureCrowd.CommitAsync(commits, crowd.Skip(2_000), position), Cancel);
        var erasure = await store.NextAsync(Cancel);
        await store.EraseAsync(erasure!, Cancel);
        await going;
        await FinishAsync(store);

        Assert.False(DataDump.Of(database.Database.Folder).Holds(ErasureCrowd.Person(7)));
        Assert.Equal(6_000, await database.ScalarAsync("select count(*) from events"));
        Assert.Empty(await RecountAsync(database));
    }

    [Fact]
    public async Task Afterwards_the_recipient_is_somebody_new()
    {
        await using var database = await TestDatabase.CreateAsync();
        using var commits = new SqliteCommitStore(database.Database);
        await commits.CommitAsync(Sample.Batch(0, Sample.Event(recipient: 7)), Cancel);
        await EraseAsync(database, 7);
        Assert.Equal(0, await database.ScalarAsync("select sum(recipients) from counts where size = 0"));

        await commits.CommitAsync(Sample.Batch(10, Sample.Event(recipient: 7, atSeconds: 5), Sample.Event(recipient: 7, atSeconds: 6)), Cancel);

        Assert.Equal(1, await database.ScalarAsync("select sum(recipients) from counts where size = 0"));
        Assert.Empty(await RecountAsync(database));
    }

    [Fact]
    public async Task Asking_twice_is_one_erasure_and_somebody_unknown_has_an_empty_receipt()
    {
        await using var database = await TestDatabase.CreateAsync();
        var store = new SqliteErasureStore(database.Database, TimeProvider.System);
        var first = await store.RequestAsync(new ErasureRequest(5, "test", OptsOut: false), Cancel);

        Assert.Equal(first, await store.RequestAsync(new ErasureRequest(5, "test", OptsOut: true), Cancel));
        Assert.Equal(new PendingErasure(first, 5, OptsOut: true), await store.NextAsync(Cancel));
        await FinishAsync(store);

        var receipt = await store.ReadAsync(first, Cancel);
        Assert.Equal((0, true, true), (receipt!.Experiments.Count, receipt.OptedOut, receipt.DoneAt is not null));
        Assert.Null(await store.ReadAsync("era_nothing", Cancel));
        Assert.Null(await store.NextAsync(Cancel));
    }

    [Fact]
    public async Task What_is_handed_out_is_what_the_rows_hold()
    {
        await using var database = await TestDatabase.CreateAsync();
        var crowd = ErasureCrowd.Hits(2, 1_500);
        await ErasureCrowd.CommitAsync(database, crowd);
        var records = new SqliteRecipientRecords(database.Database);
        var theirs = crowd.Where(h => h.Recipient == ErasureCrowd.Person(7)).ToList();

        var found = await records.FindAsync(ErasureCrowd.Person(7), Cancel);

        Assert.Equal(theirs.Select(h => h.Experiment).Distinct().Order(), found.Select(f => f.Experiment));
        foreach (var one in found)
        {
            var hits = await records.HitsAsync(ErasureCrowd.Person(7), one.Experiment, Cancel).ToListAsync(Cancel);
            Assert.Equal(theirs.Where(h => h.Experiment == one.Experiment).OrderBy(h => h.At).Select(h => h with { Viewer = 0 }), hits.Select(h => h.Event with { Viewer = 0 }));
            Assert.Equal((hits.Count, hits[0].Event.At, hits[^1].Event.At), (one.Hits, one.First, one.Last));
            Assert.Equal(hits.Count(h => h.Event.Class.IsPerson() && h.Event.Kind == EventKind.Click), one.Clicks);
            var isOpen = hits.Any(h => h.Event is { Kind: EventKind.Impression, Scope: EventScope.Counted } && h.Event.Class.IsPerson());
            Assert.Equal(isOpen, one.Known.Person.Kinds.HasFlag(Core.Rollups.PersonKinds.Opened));
        }

        Assert.Empty(await records.FindAsync(123, Cancel));
    }

    private static async Task<ErasureReceipt> EraseAsync(TestDatabase database, ulong recipient)
    {
        var store = new SqliteErasureStore(database.Database, TimeProvider.System);
        var id = await store.RequestAsync(new ErasureRequest(recipient, "test", OptsOut: false), Cancel);
        await FinishAsync(store);
        return (await store.ReadAsync(id, Cancel))!;
    }

    /// <returns>False when it was killed after so many steps.</returns>
    private static async Task<bool> TryEraseAsync(TestDatabase database, ulong recipient, int steps)
    {
        var store = new SqliteErasureStore(database.Database, TimeProvider.System) { AfterStep = _ => steps = steps-- > 0 ? steps : throw new KilledException() };
        await store.RequestAsync(new ErasureRequest(recipient, "test", OptsOut: false), Cancel);
        try
        {
            await FinishAsync(store);
            return true;
        }
        catch (KilledException)
        {
            return false;
        }
    }

    private static async Task FinishAsync(SqliteErasureStore store)
    {
        while (await store.NextAsync(Cancel) is { } erasure)
        {
            if (erasure.Recipient != 0)
            {
                await store.EraseAsync(erasure, Cancel);
                await store.ForgetAsync(erasure, Cancel);
            }

            while (!await store.TryCompleteAsync(erasure, Cancel))
            {
                await Task.Delay(20, Cancel);
            }
        }
    }

    private static async Task<List<string>> RecountAsync(TestDatabase database)
    {
        List<string> told = [];
        await new SqliteRecount(database.Database).RunAsync(mend: false, difference => told.Add(difference.ToString()), Cancel);
        return told;
    }

    private sealed class KilledException : Exception;
}
