using PixelHub.Core.Events;

namespace PixelHub.Tests.Data.Review;

/// <summary>However a campaign is cut into commits, with reviews and restarts anywhere between them, it ends the same and its books are in order.</summary>
public sealed class AnyOrderTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 12)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Reviews_and_restarts_anywhere_lead_to_the_verdicts_of_the_whole_log(int seed)
    {
        var chance = new Random(seed);
        var log = RandomCampaign.Log(chance, isShuffled: false);
        await using var data = await CommitAsync(log, chance);

        var expected = BehaviourModel.Tell(log);
        var hits = (await data.HitsAsync(1)).Concat(await data.HitsAsync(2)).OrderBy(h => h.Position).ToList();
        Assert.Equal("", Differences(expected.Select(e => (e.Event, e.IsRepeat)), hits.Select(h => (h.Event, h.IsRepeat))));
        Assert.Empty(await data.RecountAsync());
        foreach (var experiment in new[] { 1, 2 })
        {
            var results = expected.Where(e => e.Event.Experiment == experiment && e.Event.Scope == EventScope.Counted).ToList();
            var people = results.Where(e => e.Event.Class.IsPerson() && e.Event.Kind is EventKind.Click or EventKind.Impression).ToList();
            var clicks = people.Where(e => e.Event.Kind == EventKind.Click).ToList();
            var machines = results.Where(e => e.Event.Kind is EventKind.Click or EventKind.Impression).Select(e => e.Event.Person).Except(people.Select(e => e.Event.Person));
            var numbers = await data.NumbersAsync(experiment);
            Assert.Equal(clicks.Count(e => !e.IsRepeat), numbers.Clicks);
            Assert.Equal(clicks.Select(e => e.Event.Person).Distinct().Count(), numbers.Clicked);
            Assert.Equal(people.Select(e => e.Event.Person).Distinct().Count(), numbers.Opened);
            Assert.Equal(machines.Count(), (await data.ReportAsync(experiment)).MachineOnly.Sum(m => m.People));
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Times_that_have_nothing_to_do_with_the_order_of_the_log_lead_to_the_same_verdicts_and_keep_the_books_in_order(int seed)
    {
        var chance = new Random(1_000 + seed);
        var log = RandomCampaign.Log(chance, isShuffled: true);
        await using var data = await CommitAsync(log, chance);

        var hits = (await data.HitsAsync(1)).Concat(await data.HitsAsync(2)).OrderBy(h => h.Position).ToList();
        Assert.Equal("", Differences(BehaviourModel.Tell(log).Select(e => (e.Event, false)), hits.Select(h => (h.Event, false))));
        Assert.Empty(await data.RecountAsync());
    }

    private static string Differences(IEnumerable<(TrackedEvent Event, bool IsRepeat)> expected, IEnumerable<(TrackedEvent Event, bool IsRepeat)> hits)
    {
        var (told, kept) = (expected.ToList(), hits.ToList());
        Assert.Equal(told.Count, kept.Count);
        return string.Join('\n', from pair in told.Zip(kept) where pair.First != pair.Second select $"expected {pair.First}, but it is {pair.Second}");
    }

    /// <summary>Commits the log in batches, some of them twice, with reviews and restarts at moments that chance decides; the last thing is a review.</summary>
    private static async Task<ReviewedDatabase> CommitAsync(List<LogEntry> log, Random chance)
    {
        var data = await ReviewedDatabase.CreateAsync();
        while (log.Count > 0 && data.Position < log.Count * 10)
        {
            await data.CommitAsync([.. log.Skip((int)(data.Position / 10)).Take(1 + chance.Next(25))]);
            if (chance.Next(3) == 0)
            {
                await data.ReviewAsync();
            }

            if (chance.Next(5) == 0)
            {
                data.Restart();
            }
        }

        await data.ReviewAsync();
        return data;
    }
}
