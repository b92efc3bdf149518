using PixelHub.Core.Classification;
using PixelHub.Core.Classification.Behaviour;
using PixelHub.Core.Data.Sqlite;
using PixelHub.Core.Events;
using PixelHub.Core.Reports;
using PixelHub.Core.Rollups;
using PixelHub.Tests.Support;
using static PixelHub.Tests.Data.Review.Hits;

namespace PixelHub.Tests.Data.Review;

public sealed class BehaviourReviewTests
{
    private const string Sweeping = "behaviour.sweep";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Three_links_in_two_seconds_become_a_scanners_and_a_fourth_twenty_minutes_later_is_a_persons()
    {
        await using var data = await ReviewedDatabase.CreateAsync();
        Assert.True((await data.CommitAsync(Sweep(7, 0))).IsReviewDue);
        Assert.Equal(3, (await data.NumbersAsync()).Clicks);

        Assert.Equal([1], (await data.ReviewAsync()).Experiments);
        await data.CommitAsync(Click(7, 1_202, "d"));
        Assert.Empty((await data.ReviewAsync()).Experiments);

        Assert.Equal([Sweeping, Sweeping, Sweeping, "ua.browser"], await data.RulesAsync());
        var numbers = await data.NumbersAsync();
        Assert.Equal((1, 1, 1, 1), (numbers.Clicks, numbers.Clicked, numbers.Opened, numbers.Inferred));
        Assert.Empty(await data.RecountAsync());
    }

    [Fact]
    public async Task Both_verdicts_are_kept()
    {
        await using var data = await ReviewedDatabase.CreateAsync();
        var sweep = Sweep(7, 0);
        await data.CommitAsync(sweep);
        await data.ReviewAsync();

        var hit = (await data.HitsAsync())[0].Event;
        Assert.Equal(sweep[0].JudgedBy(BehaviourRules.Sweep), hit);
        Assert.Equal(new FirstVerdict(EventClass.HumanBrowser, "ua.browser", "Chrome", "Windows", "desktop"), hit.First);
        Assert.Equal(hit, (await data.Database.Reports.ReadNewestAsync(1, 10, Cancel))[^1].Event);
    }

    [Fact]
    public async Task The_recipient_is_known_from_machines_alone_afterwards_and_no_program_of_theirs_is_left()
    {
        await using var data = await ReviewedDatabase.CreateAsync();
        await data.CommitAsync(Sweep(7, 0));
        await data.ReviewAsync();

        Assert.Equal([new(1, 1)], (await data.ReportAsync()).MachineOnly);
        var clients = await data.Database.Reports.ReadBreakdownAsync(new BreakdownQuery(1, Facet.Client), Cancel);
        Assert.Equal([new(null, false, 0, 0, 3)], clients.Lines);
        var rules = await data.Database.Reports.ReadBreakdownAsync(new BreakdownQuery(1, Facet.Rule), Cancel);
        Assert.Equal([new(Sweeping, false, 0, 0, 3)], rules.Lines);
    }

    [Fact]
    public async Task An_open_that_followed_the_sweep_is_no_longer_taken_as_the_inferred_one()
    {
        await using var data = await ReviewedDatabase.CreateAsync();
        await data.CommitAsync([.. Sweep(7, 0), Open(7, 5)]);
        await data.CommitAsync(Sweep(8, 6));
        await data.ReviewAsync();

        var numbers = await data.NumbersAsync();
        Assert.Equal((1, 0, 0), (numbers.Opened, numbers.Inferred, numbers.Clicked));
        Assert.Empty(await data.RecountAsync());
    }

    [Fact]
    public async Task A_person_who_clicks_the_swept_link_right_after_it_is_not_taken_for_its_repeat()
    {
        await using var data = await ReviewedDatabase.CreateAsync();
        await data.CommitAsync(Sweep(7, 0));
        await data.ReviewAsync();
        await data.CommitAsync(Click(7, 20, "a"));
        Assert.Equal([false, false, false, true], (await data.HitsAsync()).Select(h => h.IsRepeat));

        await data.ReviewAsync();

        Assert.Equal([false, false, false, false], (await data.HitsAsync()).Select(h => h.IsRepeat));
        Assert.Equal((1, 1), ((await data.NumbersAsync()).Clicks, (await data.NumbersAsync()).Clicked));
        Assert.Empty(await data.RecountAsync());
    }

    [Fact]
    public async Task A_repeat_inside_a_sweep_stays_one()
    {
        await using var data = await ReviewedDatabase.CreateAsync();
        await data.CommitAsync([.. Sweep(7, 0), Click(7, 4, "a"), Click(7, 25, "b"), Click(7, 29, "b")]);
        await data.ReviewAsync();

        Assert.Equal([false, false, false, true, false, true], (await data.HitsAsync()).Select(h => h.IsRepeat));
        Assert.Equal(1, (await data.NumbersAsync()).Clicks);
        Assert.Empty(await data.RecountAsync());
    }

    [Fact]
    public async Task Scanner_and_person_on_the_same_link_leave_the_person()
    {
        await using var data = await ReviewedDatabase.CreateAsync();
        await data.CommitAsync([.. Sweep(7, 0), Click(7, 6, "b", client: "Safari")]);
        await data.ReviewAsync();

        Assert.Equal([Sweeping, Sweeping, Sweeping, "ua.browser"], await data.RulesAsync());
        Assert.Equal((1, 1), ((await data.NumbersAsync()).Clicks, (await data.NumbersAsync()).Clicked));
        Assert.Empty(await data.RecountAsync());
    }

    [Fact]
    public async Task A_person_who_was_spared_is_a_scanner_after_all_when_they_go_on_to_the_next_link()
    {
        await using var data = await ReviewedDatabase.CreateAsync();
        await data.CommitAsync([.. Sweep(7, 0), Click(7, 6, "b", client: "Safari")]);
        await data.ReviewAsync();
        await data.CommitAsync(Click(7, 6.5, "c", client: "Safari"));
        await data.ReviewAsync();

        Assert.All(await data.RulesAsync(), rule => Assert.Equal(Sweeping, rule));
        Assert.Equal((0, 0), ((await data.NumbersAsync()).Clicks, (await data.NumbersAsync()).Clicked));
        Assert.Empty(await data.RecountAsync());
    }

    [Fact]
    public async Task The_hidden_link_makes_the_clicks_of_a_minute_a_scanners_before_and_after_it()
    {
        await using var data = await ReviewedDatabase.CreateAsync();
        await data.CommitAsync(Click(7, 0, "a"), Click(8, 1, "a"), Click(7, 30, "b"));
        await data.ReviewAsync();
        data.Restart();
        await data.CommitAsync(Click(7, 55, "honeypot").JudgedBy(BehaviourRules.Honeypot));
        await data.ReviewAsync();
        await data.CommitAsync(Click(7, 100, "c"), Click(7, 120, "d"));
        await data.ReviewAsync();

        string[] expected = ["behaviour.honeypot", "ua.browser", "behaviour.honeypot", "behaviour.honeypot", "behaviour.honeypot", "ua.browser"];
        Assert.Equal(expected, await data.RulesAsync());
        Assert.Empty(await data.RecountAsync());
    }

    [Fact]
    public async Task A_click_right_after_the_sending_is_a_scanners_also_when_the_sending_is_told_later()
    {
        await using var data = await ReviewedDatabase.CreateAsync();
        await data.CommitAsync(Click(7, 1, "a"));
        await data.ReviewAsync();
        Assert.Equal(["ua.browser"], await data.RulesAsync());
        await data.CommitAsync(Sample.Event(kind: EventKind.Send, recipient: 7, atSeconds: 0));
        await data.ReviewAsync();

        Assert.Equal(["behaviour.too-soon", "test.rule"], await data.RulesAsync());
        Assert.Empty(await data.RecountAsync());
    }

    [Fact]
    public async Task The_earlier_clicks_of_a_burst_are_found_again_after_a_restart_also_when_a_notice_comes_first()
    {
        await using var data = await ReviewedDatabase.CreateAsync();
        await data.CommitAsync(Click(1, 1), Click(2, 2), new BurstNotice(Sample.Noon.AddSeconds(3), 1, 3));
        await data.ReviewAsync();
        data.Restart();
        await data.CommitAsync(Click(3, 3), Click(4, 4, experiment: 2));
        await data.CommitAsync(
            new BurstNotice(Sample.Noon.AddSeconds(1), 1, 1), new BurstNotice(Sample.Noon.AddSeconds(2), 1, 2), new BurstNotice(Sample.Noon.AddSeconds(4), 2, 4),
            Click(5, 5).JudgedBy(BehaviourRules.Burst), Click(6, 15));
        data.Restart();
        Assert.Equal([1, 2], (await data.ReviewAsync()).Experiments.Order());

        Assert.Equal(["behaviour.burst", "behaviour.burst", "behaviour.burst", "behaviour.burst", "ua.browser"], await data.RulesAsync());
        Assert.Equal("behaviour.burst", Assert.Single(await data.HitsAsync(2)).Event.Rule);
        Assert.Equal((1, 0), ((await data.NumbersAsync()).Clicked, (await data.NumbersAsync(2)).Clicked));
        Assert.Empty(await data.RecountAsync());
    }

    [Fact]
    public async Task Hits_of_tests_are_judged_too_and_change_no_result()
    {
        await using var data = await ReviewedDatabase.CreateAsync();
        await data.CommitAsync([.. Sweep(7, 0).Select(c => c with { Scope = EventScope.Test }), Click(7, 3, "d")]);
        await data.ReviewAsync();

        Assert.All(await data.RulesAsync(), rule => Assert.Equal(Sweeping, rule));
        Assert.Equal(0, (await data.NumbersAsync()).Clicks);
        Assert.Empty(await data.RecountAsync());
    }

    [Fact]
    public async Task What_was_due_before_a_crash_is_due_after_it_and_a_second_review_changes_nothing()
    {
        await using var data = await ReviewedDatabase.CreateAsync();
        await data.CommitAsync(Sweep(7, 0));
        data.Restart();
        Assert.Equal([1], (await data.ReviewAsync()).Experiments);
        data.Restart();
        Assert.Empty((await data.ReviewAsync()).Experiments);
        Assert.Equal(0, await data.Database.ScalarAsync("select count(*) from reviews"));
    }

    [Fact]
    public async Task A_review_that_somebody_else_got_in_the_way_of_is_due_as_before_and_changes_nothing()
    {
        await using var data = await ReviewedDatabase.CreateAsync();
        await data.CommitAsync(Sweep(7, 0));
        await using (var blocker = await data.Database.Database.OpenAsync(Cancel))
        await using (var transaction = blocker.BeginTransaction())
        {
            Assert.True((await data.ReviewAsync()).IsDue);
        }

        Assert.Equal(3, (await data.NumbersAsync()).Clicks);
        Assert.Equal([1], (await data.ReviewAsync()).Experiments);
        Assert.Equal(0, (await data.NumbersAsync()).Clicks);
        Assert.Empty(await data.RecountAsync());
    }

    [Fact]
    public async Task Hits_whose_clock_was_minutes_behind_are_counted_again_with_the_others()
    {
        await using var data = await ReviewedDatabase.CreateAsync();
        await data.CommitAsync(Sweep(7, 1_000));
        await data.CommitAsync(Open(7, 400), Click(7, 500, "x"), Open(7, 1_100));
        data.Restart();
        await data.ReviewAsync();

        Assert.Equal((2, 1, 1, 0), await SummaryAsync(data));
        Assert.Empty(await data.RecountAsync());

        static async Task<(long Opens, long Clicks, long Opened, long Inferred)> SummaryAsync(ReviewedDatabase data)
        {
            var numbers = await data.NumbersAsync();
            return (numbers.Opens, numbers.Clicks, numbers.Opened, numbers.Inferred);
        }
    }

    [Fact]
    public async Task What_re_applied_rules_said_of_a_click_is_not_taken_back()
    {
        await using var database = await TestDatabase.CreateAsync();
        using var store = new SqliteCommitStore(database.Database);
        await store.CommitAsync(Sample.Batch(0, Sample.Event(kind: EventKind.Click, recipient: 7, link: "a")), Cancel);
        await database.ExecuteAsync(
            """
            insert into verdicts (class, rule, client, os, device) values (2, 'ua.browser', '', '', '');
            update events set first_verdict = verdict, verdict = (select id from verdicts where rule = 'ua.browser');
            """);
        await store.CommitAsync(Sample.Batch(10, Sample.Event(kind: EventKind.Click, recipient: 7, atSeconds: 20, link: "b")), Cancel);

        await store.ReviewAsync(Cancel);

        Assert.Equal(1, await database.ScalarAsync("select count(*) from events e join verdicts v on v.id = e.verdict where v.rule = 'ua.browser' and e.first_verdict is not null"));
    }

    [Fact]
    public async Task Other_thresholds_hold_for_what_comes_then()
    {
        var rules = new RuleSetHolder();
        await using var database = await TestDatabase.CreateAsync();
        using var store = new SqliteCommitStore(database.Database, rules: rules);
        rules.Swap(new RuleSet(new RuleEdits { Behaviour = new BehaviourThresholds { SweepLinks = 4 } }, 1));
        await store.CommitAsync(Sample.Batch(0, [.. Sweep(7, 0)]), Cancel);
        Assert.Empty((await store.ReviewAsync(Cancel)).Experiments);
        rules.Swap(RuleSet.BuiltIn);
        await store.CommitAsync(Sample.Batch(30, [.. Sweep(7, 600)]), Cancel);
        Assert.NotEmpty((await store.ReviewAsync(Cancel)).Experiments);

        Assert.Equal(3, await database.ScalarAsync("select count(*) from events where first_verdict is not null"));
    }

    [Fact]
    public async Task What_was_known_before_a_hit_is_told_and_put_right_by_a_recount()
    {
        await using var data = await ReviewedDatabase.CreateAsync();
        await data.CommitAsync([Open(7, 0), .. Sweep(7, 10)]);
        await data.Database.ExecuteAsync("update events set known_before = 15 where position = 20");

        List<string> told = [];
        await new Core.Data.Sqlite.Recount.SqliteRecount(data.Database.Database).RunAsync(mend: true, difference => told.Add(difference.ToString()), Cancel);

        Assert.Contains("what was known before hit 20", Assert.Single(told), StringComparison.Ordinal);
        Assert.Empty(await data.RecountAsync());
    }

    [Fact]
    public async Task A_person_whose_books_do_not_add_up_is_left_alone()
    {
        await using var data = await ReviewedDatabase.CreateAsync();
        await data.CommitAsync([Open(7, 0), .. Sweep(7, 10), .. Sweep(8, 12)]);
        await data.Database.ExecuteAsync("update events set known_before = 15 where position = 10");
        await data.ReviewAsync();

        Assert.Equal(3, (await data.RulesAsync()).Count(rule => rule == Sweeping));
        Assert.Equal(3, (await data.NumbersAsync()).Clicks);
    }
}
