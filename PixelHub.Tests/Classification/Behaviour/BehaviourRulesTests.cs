using FsCheck;
using FsCheck.Fluent;
using PixelHub.Core.Classification;
using PixelHub.Core.Classification.Behaviour;
using PixelHub.Core.Events;

namespace PixelHub.Tests.Classification.Behaviour;

public sealed class BehaviourRulesTests
{
    private const long Start = 1_773_489_600_000;

    private static readonly BehaviourThresholds Thresholds = BehaviourThresholds.Default;

    /// <summary>Clicks of all sorts within some minutes, so that every rule has something to do.</summary>
    private static readonly Arbitrary<BehaviourClick[]> Some = Arb.From(
        (from at in Gen.OneOf(Gen.Choose(0, 30_000), Gen.Choose(0, 300_000))
         from link in Gen.Choose(0, 4)
         from program in Gen.Choose(1, 3)
         from @class in Gen.Frequency((5, Gen.Constant(EventClass.HumanBrowser)), (1, Gen.Elements(Enum.GetValues<EventClass>())))
         from rare in Gen.Choose(0, 40)
         select new BehaviourClick(Start + at, link, program, @class, IsHoneypot: rare == 0, IsBurst: rare == 1)).ArrayOf());

    [Fact]
    public void Three_links_in_two_seconds_are_a_scanner_and_a_fourth_twenty_minutes_later_is_a_person() =>
        Assert.Equal(
            ["behaviour.sweep", "behaviour.sweep", "behaviour.sweep", null],
            Judge(Click(0, 1), Click(1, 2), Click(2, 3), Click(1_200, 4)));

    [Theory]
    [InlineData(10, true)]
    [InlineData(10.001, false)]
    public void Three_links_are_a_sweep_for_ten_seconds(double last, bool isSweep) =>
        Assert.Equal(Enumerable.Repeat(isSweep ? "behaviour.sweep" : null, 3), Judge(Click(0, 1), Click(5, 2), Click(last, 3)));

    [Theory]
    [InlineData(0.999, true)]
    [InlineData(1, false)]
    public void Two_links_are_a_sweep_within_one_second(double last, bool isSweep) =>
        Assert.Equal(Enumerable.Repeat(isSweep ? "behaviour.sweep" : null, 2), Judge(Click(0, 1), Click(last, 2)));

    [Fact]
    public void The_same_link_again_and_again_is_no_sweep() => Assert.Equal([null, null, null, null], Judge(Click(0, 1), Click(0.1, 1), Click(0.2, 1), Click(3, 1)));

    [Fact]
    public void What_is_a_machine_already_neither_counts_nor_changes() =>
        Assert.Equal([null, null, null], Judge(Click(0, 1), Click(1.5, 2) with { First = EventClass.MachinePrefetch }, Click(3, 3)));

    [Fact]
    public void Of_a_scanner_and_a_person_on_the_same_link_the_person_stays() =>
        Assert.Equal(
            ["behaviour.sweep", "behaviour.sweep", "behaviour.sweep", null],
            Judge(Click(0, 1), Click(1, 2), Click(2, 3), Click(6, 2, program: 9)));

    [Fact]
    public void Another_program_that_followed_two_links_is_a_scanner_as_well() =>
        Assert.Equal(
            Enumerable.Repeat("behaviour.sweep", 5),
            Judge(Click(0, 1), Click(1, 2), Click(2, 3), Click(6, 2, program: 9), Click(7, 3, program: 9)));

    [Fact]
    public void Another_program_on_a_link_that_nobody_else_followed_is_part_of_the_sweep() =>
        Assert.Equal(Enumerable.Repeat("behaviour.sweep", 4), Judge(Click(0, 1), Click(1, 2), Click(2, 3), Click(3, 4, program: 9)));

    [Theory]
    [InlineData(60, true)]
    [InlineData(60.001, false)]
    public void The_hidden_link_speaks_about_a_minute_before_and_after(double distance, bool isNear)
    {
        var verdict = isNear ? "behaviour.honeypot" : null;
        Assert.Equal([verdict, "behaviour.honeypot", verdict], Judge(Click(0, 1), Click(distance, 2) with { IsHoneypot = true }, Click(2 * distance, 1)));
    }

    [Theory]
    [InlineData(EventClass.SecurityScanner, null)]
    [InlineData(EventClass.TestOrUnmerged, null)]
    [InlineData(EventClass.HttpLib, "behaviour.honeypot")]
    [InlineData(EventClass.HumanBrowser, "behaviour.honeypot")]
    public void Whoever_follows_the_hidden_link_is_a_scanner(EventClass first, string? rule) =>
        Assert.Equal([rule], Judge(Click(0, 1) with { IsHoneypot = true, First = first }));

    [Theory]
    [InlineData("honeypot", true)]
    [InlineData("HoneyPot", true)]
    [InlineData("honeypots", false)]
    [InlineData(null, false)]
    public void The_hidden_link_is_known_by_its_id(string? link, bool isHoneypot) => Assert.Equal(isHoneypot, BehaviourRules.IsHoneypot(link));

    [Theory]
    [InlineData(-1, null)]
    [InlineData(0, "behaviour.too-soon")]
    [InlineData(2, "behaviour.too-soon")]
    [InlineData(2.001, null)]
    public void Nobody_clicks_within_two_seconds_after_the_sending(double afterwards, string? rule) =>
        Assert.Equal([rule], BehaviourRules.Judge([Click(10 + afterwards, 1)], [Start - 500_000, Start + 10_000], Thresholds).Select(r => r?.Id));

    [Fact]
    public void Who_came_with_others_from_one_address_is_a_scanner() => Assert.Equal(["behaviour.burst"], Judge(Click(0, 1) with { IsBurst = true }));

    [Fact]
    public void Every_verdict_is_a_scanners_and_in_the_book() =>
        Assert.All(BehaviourRules.All, rule =>
        {
            Assert.Equal(EventClass.SecurityScanner, rule.OnClick);
            Assert.Same(rule, Core.Classification.RuleBook.Find(rule.Id));
        });

    [Fact]
    public void Clicks_far_away_change_nothing() =>
        Prop.ForAll(Some, clicks =>
        {
            Array.Sort(clicks, (a, b) => a.At.CompareTo(b.At));
            var far = clicks.Select(c => c with { At = c.At + 1_000_000 }).ToArray();
            var alone = Judge(clicks).ToList();
            return alone.Concat(alone).SequenceEqual(Judge([.. clicks, .. far]));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void Clicks_out_of_reach_change_nothing() =>
        Prop.ForAll(Some, clicks =>
        {
            Array.Sort(clicks, (a, b) => a.At.CompareTo(b.At));
            if (clicks.Length == 0)
            {
                return true;
            }

            // Without what is within reach of nothing but the last one, everybody out of its reach keeps their verdict.
            var last = clicks[^1];
            var before = Judge(clicks[..^1]).ToList();
            var after = Judge(clicks).ToList();
            return Enumerable.Range(0, clicks.Length - 1).All(i => last.At - clicks[i].At <= Thresholds.Reach.TotalMilliseconds || before[i] == after[i]);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void The_order_of_clicks_of_the_same_moment_does_not_matter() =>
        Prop.ForAll(Some, clicks =>
        {
            var coarse = clicks.Select(c => c with { At = c.At - (c.At % 5_000) }).ToArray();
            var (one, other) = (coarse.OrderBy(c => c.At).ToArray(), coarse.Reverse().OrderBy(c => c.At).ToArray());
            var verdicts = new[] { one, other }.Select(order => order.Zip(Judge(order)).Select(p => p.ToString()).Order(StringComparer.Ordinal)).ToList();
            return verdicts[0].SequenceEqual(verdicts[1]);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void Hundred_thousand_clicks_of_one_recipient_are_judged_at_once()
    {
        BehaviourClick[] flood = [.. Enumerable.Range(0, 100_000).Select(i => new BehaviourClick(Start + (i / 50), i % 7, i % 3, EventClass.HumanBrowser))];
        var clock = System.Diagnostics.Stopwatch.StartNew();
        Assert.All(Judge(flood), Assert.NotNull);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(5), $"It took {clock.Elapsed}.");
    }

    private static BehaviourClick Click(double atSeconds, int link, int program = 1) =>
        new(Start + (long)(atSeconds * 1_000), link, program, EventClass.HumanBrowser);

    private static IEnumerable<string?> Judge(params BehaviourClick[] clicks) => [.. BehaviourRules.Judge(clicks, [], Thresholds).Select(rule => rule?.Id)];
}
