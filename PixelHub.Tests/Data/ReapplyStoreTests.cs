using PixelHub.Core.Classification;
using PixelHub.Core.Data.Sqlite;
using PixelHub.Core.Data.Sqlite.Reapply;
using PixelHub.Core.Events;
using PixelHub.Core.RuleEditing;
using PixelHub.Tests.Support;

namespace PixelHub.Tests.Data;

public sealed class ReapplyStoreTests
{
    private const int Hits = 6_000;

    private static readonly DateTimeOffset NextDay = new(Sample.Noon.Date.AddDays(1), TimeSpan.Zero);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Afterwards_every_figure_is_what_it_were_had_the_rules_held_from_the_start()
    {
        await using var database = await TestDatabase.CreateAsync();
        await History.FillAsync(database, Hits, RuleSet.BuiltIn);
        using var store = new SqliteReapplyStore(database.Database);

        var run = History.ToTheEnd(store, store.Begin(History.Newer, "jo", Sample.Noon));

        Assert.Equal((ReapplyState.Done, (long)Hits, (long)Hits), (run.State, run.Total, run.Looked));
        Assert.Equal(await TruthAsync(History.Newer), await History.FiguresAsync(database));
        Assert.Equal(run.Changed, await database.ScalarAsync("select count(*) from events where first_verdict is not null"));
        Assert.Equal(run.Changed, await database.ScalarAsync(
            "select count(*) from events e join verdicts v on v.id = e.verdict join verdicts f on f.id = e.first_verdict where v.rule = f.rule and v.class <> f.class"));
        Assert.Empty(await History.RecountAsync(database));
    }

    [Fact]
    public async Task Putting_the_rules_back_and_re_applying_them_undoes_it_to_the_last_hit()
    {
        await using var database = await TestDatabase.CreateAsync();
        await History.FillAsync(database, Hits, RuleSet.BuiltIn);
        var before = await History.FiguresAsync(database);
        using var store = new SqliteReapplyStore(database.Database);
        var there = History.ToTheEnd(store, store.Begin(History.Newer, "jo", Sample.Noon));

        var back = History.ToTheEnd(store, store.Begin(RuleSet.BuiltIn, "jo", Sample.Noon));

        Assert.Equal(there.Changed, back.Changed);
        Assert.Equal(before, await History.FiguresAsync(database));
        Assert.Equal(0, await database.ScalarAsync("select count(*) from events where first_verdict is not null"));
    }

    [Fact]
    public async Task By_the_same_rules_nothing_changes_and_no_experiment_is_listed()
    {
        await using var database = await TestDatabase.CreateAsync();
        await History.FillAsync(database, Hits, RuleSet.BuiltIn);
        using var store = new SqliteReapplyStore(database.Database);

        var run = History.ToTheEnd(store, store.Begin(RuleSet.BuiltIn, "jo", Sample.Noon));

        Assert.Equal((ReapplyState.Done, 0L, (long)Hits), (run.State, run.Changed, run.Looked));
        Assert.Empty(await store.ReadResultsAsync(run.Id, Cancel));
    }

    [Fact]
    public async Task A_run_that_is_cut_off_after_any_step_goes_on_from_there()
    {
        await using var database = await TestDatabase.CreateAsync();
        await History.FillAsync(database, Hits, RuleSet.BuiltIn);
        using (var first = new SqliteReapplyStore(database.Database))
        {
            first.Begin(History.Newer, "jo", Sample.Noon);
        }

        ReapplyRun run;
        var steps = 0;
        do
        {
            using var store = new SqliteReapplyStore(database.Database); // as after a restart
            var read = store.ReadLast()!;
            Assert.True(read.Rules.Edits.Matches(History.Newer.Edits));
            run = store.Step(read, Sample.Noon, Cancel);
            Assert.Equal(run with { Rules = RuleSet.BuiltIn }, store.ReadLast()! with { Rules = RuleSet.BuiltIn });
            steps++;
        }
        while (run.IsOpen);

        Assert.True(steps > 6, $"Only {steps} steps: nothing was cut in two.");
        Assert.Equal((ReapplyState.Done, (long)Hits), (run.State, run.Looked));
        Assert.Equal(await TruthAsync(History.Newer), await History.FiguresAsync(database));
    }

    [Fact]
    public async Task A_run_that_is_called_off_leaves_figures_and_hits_in_line()
    {
        await using var database = await TestDatabase.CreateAsync();
        await History.FillAsync(database, Hits, RuleSet.BuiltIn);
        using var store = new SqliteReapplyStore(database.Database);
        var run = store.Step(store.Begin(History.Newer, "jo", Sample.Noon), Sample.Noon, Cancel);
        run = store.Step(run, Sample.Noon, Cancel);
        Assert.InRange(run.Changed, 1, SqliteReapplyStore.Slice);

        run = History.ToTheEnd(store, run with { State = ReapplyState.Cancelling });

        Assert.Equal((ReapplyState.Cancelled, 1), (run.State, run.Experiment));
        Assert.Empty(await History.RecountAsync(database));
        Assert.Equal(run.Changed, Assert.Single(await store.ReadResultsAsync(run.Id, Cancel)).Changed);
        Assert.Equal(ReapplyState.Done, History.ToTheEnd(store, store.Begin(History.Newer, "jo", Sample.Noon)).State);
        Assert.Equal(await TruthAsync(History.Newer), await History.FiguresAsync(database));
    }

    [Fact]
    public async Task Hits_that_come_meanwhile_from_the_same_people_are_counted_exactly()
    {
        await using var database = await TestDatabase.CreateAsync();
        await History.FillAsync(database, Hits, RuleSet.BuiltIn);
        using var store = new SqliteReapplyStore(database.Database);
        using var committer = new SqliteCommitStore(database.Database);
        var later = Task.Run(
            async () =>
            {
                foreach (var some in Enumerable.Range(Hits, 3_000).Chunk(20))
                {
                    await committer.CommitAsync(History.Batch(some, History.Newer), Cancel);
                }
            },
            Cancel);

        var run = History.ToTheEnd(store, store.Begin(History.Newer, "jo", Sample.Noon));
        await later;

        Assert.Equal(ReapplyState.Done, run.State);
        Assert.Empty(await History.RecountAsync(database));
        Assert.Equal(await TruthAsync(History.Newer, Hits + 3_000), await History.FiguresAsync(database));
    }

    [Fact]
    public async Task Experiments_are_told_before_and_after()
    {
        await using var database = await TestDatabase.CreateAsync();
        await database.AddExperimentAsync("first");
        await database.AddExperimentAsync("second");
        using var committer = new SqliteCommitStore(database.Database);
        await committer.CommitAsync(
            Sample.Batch(
                0, Outlook(EventKind.Impression, 7, 0), Outlook(EventKind.Impression, 8, 1), Outlook(EventKind.Click, 8, 2),
                Outlook(EventKind.Impression, 8, 3) with { Scope = EventScope.Test }, Outlook(EventKind.Impression, 8, 4),
                Sample.Event(experiment: 2, recipient: 9)),
            Cancel);
        using var store = new SqliteReapplyStore(database.Database);

        var run = History.ToTheEnd(store, store.Begin(History.Newer, "jo", Sample.Noon));

        Assert.Equal(
            [new ReapplyResult(1, 5, new(Opened: 2, Opens: 2, Clicked: 0, Clicks: 0, MachineOnly: 0), new(Opened: 1, Opens: 0, Clicked: 1, Clicks: 1, MachineOnly: 1))],
            await store.ReadResultsAsync(run.Id, Cancel));
    }

    [Fact]
    public async Task No_hit_is_deleted_while_its_experiment_is_not_counted_again()
    {
        await using var database = await TestDatabase.CreateAsync();
        await History.FillAsync(database, Hits, RuleSet.BuiltIn);
        using var store = new SqliteReapplyStore(database.Database);
        var retention = new SqliteRetentionStore(database.Database);
        var run = store.Step(store.Begin(History.Newer, "jo", Sample.Noon), Sample.Noon, Cancel);
        run = store.Step(run, Sample.Noon, Cancel);

        Assert.Equal(0, await retention.DeleteSliceAsync(1, NextDay, 10, Cancel));
        Assert.Equal(10, await retention.DeleteSliceAsync(2, NextDay, 10, Cancel));
        History.ToTheEnd(store, run);

        Assert.Equal(10, await retention.DeleteSliceAsync(1, NextDay, 10, Cancel));
        Assert.Empty(await History.RecountAsync(database));
    }

    [Fact]
    public async Task What_is_left_of_a_day_that_is_being_deleted_stays_as_it_is()
    {
        await using var database = await TestDatabase.CreateAsync();
        await History.FillAsync(database, Hits, RuleSet.BuiltIn);
        var retention = new SqliteRetentionStore(database.Database);
        await retention.DeleteSliceAsync(1, NextDay, 10, Cancel);
        using var store = new SqliteReapplyStore(database.Database);

        History.ToTheEnd(store, store.Begin(History.Newer, "jo", Sample.Noon));

        Assert.Equal(0, await database.ScalarAsync($"select count(*) from events where experiment = 1 and at < {NextDay.ToUnixTimeMilliseconds()} and first_verdict is not null"));
        Assert.NotEqual(0, await database.ScalarAsync($"select count(*) from events where experiment = 1 and at >= {NextDay.ToUnixTimeMilliseconds()} and first_verdict is not null"));
        Assert.Empty(await History.RecountAsync(database));
        var preview = ReapplyPreview.Of(History.Newer, await new SqliteRuleReports(database.Database).ReadChangeableAsync(Cancel));
        Assert.Equal(0, preview.Changing);
    }

    [Fact]
    public async Task The_preview_says_exactly_what_will_change_in_the_results()
    {
        await using var database = await TestDatabase.CreateAsync();
        await History.FillAsync(database, Hits, RuleSet.BuiltIn);
        var reports = new SqliteRuleReports(database.Database);

        var preview = ReapplyPreview.Of(History.Newer, await reports.ReadChangeableAsync(Cancel));

        using var store = new SqliteReapplyStore(database.Database);
        History.ToTheEnd(store, store.Begin(History.Newer, "jo", Sample.Noon));
        Assert.Equal(preview.Changing, await database.ScalarAsync("select count(*) from events where first_verdict is not null and scope = 0 and is_repeat = 0"));
        Assert.Equal(preview.Hits, await database.ScalarAsync("select count(*) from events where scope = 0 and is_repeat = 0"));
        Assert.Equal([1, 2], preview.Experiments);
        Assert.Equal(0, ReapplyPreview.Of(History.Newer, await reports.ReadChangeableAsync(Cancel)).Changing);
    }

    [Fact]
    public async Task Hits_by_rule_are_counted_from_a_day_on_for_all_experiments_together()
    {
        await using var database = await TestDatabase.CreateAsync();
        await History.FillAsync(database, Hits, RuleSet.BuiltIn);
        var reports = new SqliteRuleReports(database.Database);
        var day = DateOnly.FromDateTime(Sample.Noon.UtcDateTime).AddDays(1);

        var hits = await reports.ReadSinceAsync(day, Cancel);

        var start = new DateTimeOffset(day, default, TimeSpan.Zero).ToUnixTimeMilliseconds();
        Assert.Equal(
            await database.ScalarAsync($"select count(*) from events e join verdicts v on v.id = e.verdict where e.at >= {start} and e.scope = 0 and e.is_repeat = 0 and v.rule = 'ua.outlook'"),
            hits.Where(h => h.Rule == "ua.outlook").Sum(h => h.Hits));
        Assert.All(hits, h => Assert.Equal(0, h.Experiment));
    }

    private static TrackedEvent Outlook(EventKind kind, ulong recipient, double atSeconds) => Sample.Event(kind: kind, recipient: recipient, atSeconds: atSeconds) with
    {
        Class = kind == EventKind.Impression ? EventClass.HumanClient : EventClass.MachinePrefetch,
        Rule = "ua.outlook",
    };

    /// <summary>The figures of a database into which the same hits came by these rules.</summary>
    private static async Task<List<string>> TruthAsync(RuleSet rules, int hits = Hits)
    {
        await using var database = await TestDatabase.CreateAsync();
        await History.FillAsync(database, hits, rules);
        return await History.FiguresAsync(database);
    }
}
