using PixelHub.Core.Classification;
using PixelHub.Core.Data;
using PixelHub.Core.Events;
using PixelHub.Core.RuleEditing;
using PixelHub.Tests.Support;

namespace PixelHub.Tests.Data;

public sealed class RuleStoreTests
{
    private static readonly RuleEdits Edits = RuleEdits.None with
    {
        Changes = RuleEdits.None.Changes.Add("ua.outlook", new RuleChange(EventClass.Unknown, null)).Add("ua.of-tomorrow", new RuleChange(null, EventClass.Crawler)),
        Own = [new OwnRule(0, "Größe <b>", TextMatch.StartsWith, "Наш робот", EventClass.Crawler, EventClass.HttpLib)],
        Behaviour = new BehaviourThresholds { SweepLinks = 4, TwinSeconds = 0 },
    };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_saved_holds_at_once_and_after_a_restart()
    {
        await using var database = await TestDatabase.CreateAsync();
        var holder = new RuleSetHolder();
        using var store = Store(database, holder);

        var saved = Assert.IsType<RuleSaveResult.Saved>(await store.SaveAsync(Edits, 0, "jo", ["One.", "Two."], Cancel)).Rules;

        Assert.Same(saved, holder.Current);
        Assert.Equal((1L, 1), (saved.Version, saved.Edits.Own[0].Number));
        var later = new RuleSetHolder();
        using var again = Store(database, later);
        await again.LoadAsync(Cancel);
        Assert.True(later.Current.Edits.Matches(saved.Edits));
        Assert.Equal((1L, 2), (later.Current.Version, later.Current.Edits.NextOwn));
        Assert.Equal(EventClass.Unknown, later.Current.Find("ua.outlook")!.OnOpen);
    }

    [Fact]
    public async Task Without_a_change_the_rules_are_those_of_the_product()
    {
        await using var database = await TestDatabase.CreateAsync();
        var holder = new RuleSetHolder();
        using var store = Store(database, holder);

        await store.LoadAsync(Cancel);

        Assert.Same(RuleSet.BuiltIn, holder.Current);
        Assert.Empty(await store.ReadHistoryAsync(Cancel));
    }

    [Fact]
    public async Task Of_two_who_save_at_once_the_second_is_told()
    {
        await using var database = await TestDatabase.CreateAsync();
        var holder = new RuleSetHolder();
        using var store = Store(database, holder);

        var answers = await Task.WhenAll(store.SaveAsync(Edits, 0, "jo", ["x"], Cancel), store.SaveAsync(RuleEdits.None, 0, "mo", ["y"], Cancel));

        Assert.Single(answers.OfType<RuleSaveResult.Saved>());
        Assert.Equal(1, Assert.Single(answers.OfType<RuleSaveResult.Stale>()).Current.Version);
        Assert.Single(await store.ReadHistoryAsync(Cancel));
    }

    [Fact]
    public async Task Rules_with_a_fault_are_not_saved()
    {
        await using var database = await TestDatabase.CreateAsync();
        var holder = new RuleSetHolder();
        using var store = Store(database, holder);

        var invalid = Assert.IsType<RuleSaveResult.Invalid>(await store.SaveAsync(Edits with { Behaviour = new() { SweepLinks = 0 } }, 0, "jo", [], Cancel));

        Assert.Equal("behaviour.sweepLinks", Assert.Single(invalid.Faults).Field);
        Assert.Same(RuleSet.BuiltIn, holder.Current);
    }

    [Fact]
    public async Task The_last_twenty_changes_are_kept_with_who_and_when()
    {
        var time = new ManualTime(Sample.Noon);
        await using var database = await TestDatabase.CreateAsync();
        using var store = new RuleStore(database.Contexts, new RuleSetHolder(), time);
        for (var version = 0; version < 23; version++)
        {
            Assert.IsType<RuleSaveResult.Saved>(await store.SaveAsync(RuleEdits.None, version, "jo", [$"Change {version}.", "And more."], Cancel));
            time.Advance(TimeSpan.FromMinutes(1));
        }

        var history = await store.ReadHistoryAsync(Cancel);

        Assert.Equal(20, history.Count);
        Assert.Equal(("jo", Sample.Noon.AddMinutes(22)), (history[0].Who, history[0].At));
        Assert.Equal(["Change 22.", "And more."], history[0].Changes);
        Assert.Equal("Change 3.", history[^1].Changes[0]);
    }

    [Fact]
    public async Task A_database_of_the_version_before_gets_a_place_for_rules()
    {
        await using var database = await TestDatabase.CreateAsync(upTo: "Country");
        await database.ExecuteAsync(
            """
            insert into verdicts values (1, 1, 'ua.outlook', 'Outlook', '', '');
            insert into origins values (1, '', '', '', '', '');
            insert into events values (1, 1773489600000, 100, 1, 0, 1, 1, 1, 7, 0, 0);
            """);

        await database.PrepareAsync();

        using var store = Store(database, new RuleSetHolder());
        Assert.IsType<RuleSaveResult.Saved>(await store.SaveAsync(Edits, 0, "jo", ["x"], Cancel));
        Assert.Equal(1, await database.ScalarAsync("select count(*) from events where verdict = 1 and first_verdict is null"));
        Assert.Equal(0, await database.ScalarAsync("select count(*) from reapply_runs"));
    }

    private static RuleStore Store(TestDatabase database, RuleSetHolder holder) => new(database.Contexts, holder, TimeProvider.System);
}
