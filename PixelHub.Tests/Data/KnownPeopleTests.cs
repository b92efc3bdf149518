using PixelHub.Core.Data.Sqlite;
using PixelHub.Core.Data.Sqlite.People;
using PixelHub.Core.Rollups;
using PixelHub.Tests.Support;

namespace PixelHub.Tests.Data;

public sealed class KnownPeopleTests
{
    private static readonly PeopleLimits Small = new(Generation: 500, Level1Blocks: 3);

    [Fact]
    public async Task Everybody_is_known_exactly_while_they_move_from_memory_through_both_levels_and_over_restarts()
    {
        await using var database = await TestDatabase.CreateAsync();
        var chance = new Random(20261127);
        var expected = new Dictionary<(int, ulong), KnownPerson>();
        for (var restart = 0; restart < 4; restart++)
        {
            using var filters = new PeopleFilters(database.Database.File, Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance);
            using var connection = new WriterConnection(database.Database.File);
            using var people = new KnownPeople(connection, filters, Small);
            for (var commit = 0; commit < 60; commit++)
            {
                filters.Refresh();
                connection.InTransaction(() => Meet(people, expected, chance));
            }
        }

        using var last = new WriterConnection(database.Database.File);
        using var none = PeopleFilters.None();
        using var read = new KnownPeople(last, none, Small);
        Assert.All(expected, e => Assert.Equal(e.Value, read.Get(e.Key.Item1, e.Key.Item2)));
        Assert.Equal(default, read.Get(9, 42));
        Assert.True(await database.ScalarAsync("select count(*) from people where level = 2") > 10);
        Assert.True(await database.ScalarAsync("select sum(length(people)) / 16 from people_journal") < 4 * Small.Generation);
        Assert.True(await database.ScalarAsync("select max(length(block)) from people") <= PeopleBlock.MaxBytes);
    }

    [Fact]
    public async Task A_transaction_that_fails_leaves_people_as_they_were()
    {
        await using var database = await TestDatabase.CreateAsync();
        using var filters = new PeopleFilters(database.Database.File, Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance);
        using (var connection = new WriterConnection(database.Database.File))
        {
            using var people = new KnownPeople(connection, filters, Small);
            Assert.Throws<InvalidOperationException>(() => connection.InTransaction<bool>(() =>
            {
                people.Set(1, 7, new KnownPerson(PersonKinds.Opened, 1));
                people.Write();
                throw new InvalidOperationException();
            }));
        }

        using var again = new WriterConnection(database.Database.File);
        using var after = new KnownPeople(again, filters, Small);
        Assert.Equal(default, after.Get(1, 7));
    }

    [Fact]
    public async Task People_of_an_experiment_that_rests_move_on_after_a_restart_too()
    {
        await using var database = await TestDatabase.CreateAsync();
        using var none = PeopleFilters.None();
        var resting = new PeopleLimits(Generation: 2_000, Level1Blocks: 1_000);
        Fill(database, none, resting, experiment: 1, commits: 40);
        Fill(database, none, resting, experiment: 2, commits: 40); // nobody of the first one is in the journal any more
        Assert.True(await database.ScalarAsync("select count(*) from people where level = 1 and experiment = 1") > 3);

        Fill(database, none, resting with { Level1Blocks = 3 }, experiment: 3, commits: 40);

        Assert.Equal(0, await database.ScalarAsync("select count(*) from people where level = 1 and experiment = 1"));
        Assert.True(await database.ScalarAsync("select count(*) from people where level = 2 and experiment = 1") > 3);
    }

    private static void Fill(TestDatabase database, PeopleFilters filters, PeopleLimits limits, int experiment, int commits)
    {
        var chance = new Random(experiment);
        using var connection = new WriterConnection(database.Database.File);
        using var people = new KnownPeople(connection, filters, limits);
        for (var commit = 0; commit < commits; commit++)
        {
            connection.InTransaction(() =>
            {
                for (var i = 0; i < 200; i++)
                {
                    people.Set(experiment, (ulong)chance.NextInt64(long.MinValue, long.MaxValue), new KnownPerson(PersonKinds.Opened, 1));
                }

                people.Write();
                return true;
            });
        }
    }

    [Fact]
    public async Task Once_level_1_is_full_every_commit_moves_a_little_of_it_on_and_none_of_them_much()
    {
        await using var database = await TestDatabase.CreateAsync();
        using var filters = PeopleFilters.None();
        using var connection = new WriterConnection(database.Database.File);
        var limits = new PeopleLimits(Generation: 2_000, Level1Blocks: 20);
        using var people = new KnownPeople(connection, filters, limits);
        using var blocks = new Statement(connection, "CountPeopleBlocks", "first_level", "last_level");
        var chance = new Random(4);
        var settled = new List<long>();
        for (var commit = 0; commit < 400; commit++)
        {
            connection.InTransaction(() =>
            {
                for (var i = 0; i < 100; i++)
                {
                    people.Set(1, (ulong)chance.NextInt64(long.MinValue, long.MaxValue), new KnownPerson(PersonKinds.Opened, 1));
                }

                people.Write();
                return true;
            });
            Assert.InRange(blocks.Bind(1, 1, 1).Scalar()!.Value, 0, limits.Level1Blocks + 2);
            settled.Add(blocks.Bind(1, 2, 2).Scalar()!.Value);
        }

        Assert.True(settled[^1] > 50);
        Assert.InRange(settled.Zip(settled.Skip(1), (before, after) => after - before).Max(), 1, 4);
    }

    [Fact]
    public void The_filter_never_denies_whom_it_was_given_and_denies_most_strangers()
    {
        var filter = new PersonFilter(100_000);
        var chance = new Random(5);
        var known = Enumerable.Range(0, 200_000).Select(_ => chance.NextInt64(long.MinValue, long.MaxValue)).ToList();
        known.ForEach(person => filter.Add(1, person));

        Assert.All(known, person => Assert.True(filter.MayContain(1, person)));
        Assert.InRange(Enumerable.Range(0, 100_000).Count(_ => filter.MayContain(1, chance.NextInt64(long.MinValue, long.MaxValue))), 1, 10_000);
        Assert.InRange(known.Count(person => filter.MayContain(2, person)), 1, 20_000);
    }

    private static bool Meet(KnownPeople people, Dictionary<(int, ulong), KnownPerson> expected, Random chance)
    {
        for (var i = 0; i < 200; i++)
        {
            // Half of them new, half met before; the whole range of numbers and a few experiments.
            var key = chance.Next(2) == 0 && expected.Count > 0
                ? expected.Keys.ElementAt(chance.Next(Math.Min(expected.Count, 50)))
                : (chance.Next(1, 4), (ulong)chance.NextInt64(long.MinValue, long.MaxValue));
            var known = people.Get(key.Item1, key.Item2);
            Assert.Equal(expected.GetValueOrDefault(key), known);
            var now = new KnownPerson(known.Kinds | (PersonKinds)(1 << chance.Next(4)), known == default ? chance.Next(1, 300) : known.Variant);
            people.Set(key.Item1, key.Item2, now);
            expected[key] = now;
        }

        people.Write();
        return true;
    }
}
