using PixelHub.Core.Classification;
using PixelHub.Core.Events;

namespace PixelHub.Tests.Classification;

public sealed class RuleEditsTests
{
    [Theory]
    [InlineData("", "long enough", "own[0].name")]
    [InlineData("  ", "long enough", "own[0].name")]
    [InlineData("name", "ab", "own[0].text")]
    [InlineData("name", " a ", "own[0].text")]
    public void An_own_rule_needs_a_name_and_a_text_that_is_not_in_everybodys_user_agent(string name, string text, string field) =>
        Assert.Equal(field, Assert.Single(With(Rule(name, text)).Faults()).Field);

    [Fact]
    public void What_is_too_long_too_many_or_no_class_is_told()
    {
        Assert.Empty(With(Rule(new string('n', 80), new string('t', 200))).Faults());
        Assert.Equal(
            ["own[0].name", "own[0].text"],
            With(Rule(new string('n', 81), new string('t', 201))).Faults().Select(f => f.Field));
        Assert.Equal("own", Assert.Single(With([.. Enumerable.Repeat(Rule("n", "text"), 51)]).Faults()).Field);
        Assert.Equal("own[0].class", Assert.Single(With(Rule("n", "text") with { OnOpen = (EventClass)99 }).Faults()).Field);
        Assert.Equal(
            "changes[ua.browser]",
            Assert.Single((RuleEdits.None with { Changes = RuleEdits.None.Changes.Add("ua.browser", new RuleChange((EventClass)99, null)) }).Faults()).Field);
    }

    [Fact]
    public void New_rules_get_numbers_that_no_rule_ever_had()
    {
        var first = With(Rule("a", "text a"), Rule("b", "text b")).Numbered(RuleEdits.None);
        Assert.Equal([1, 2], first.Own.Select(r => r.Number));

        var second = (first with { Own = [Rule("c", "text c"), first.Own[1]] }).Numbered(first);
        var third = (second with { Own = [Rule("d", "text d") with { Number = 1 }] }).Numbered(second);

        Assert.Equal([3, 2], second.Own.Select(r => r.Number));
        Assert.Equal([4], third.Own.Select(r => r.Number));
    }

    public static TheoryData<string> Keys => [.. BehaviourThresholds.All.Select(t => t.Key)];

    [Theory]
    [MemberData(nameof(Keys))]
    public void A_threshold_beyond_its_bounds_is_told(string key)
    {
        var threshold = BehaviourThresholds.All.Single(t => t.Key == key);

        Assert.Equal(threshold.Least, threshold.Of(threshold.With(BehaviourThresholds.Default, threshold.Least)));
        Assert.Empty(threshold.With(BehaviourThresholds.Default, threshold.Least).Faults());
        Assert.Empty(threshold.With(BehaviourThresholds.Default, threshold.Most).Faults());
        Assert.Equal("behaviour." + key, Assert.Single(threshold.With(BehaviourThresholds.Default, threshold.Least - 1).Faults()).Field);
        Assert.Equal("behaviour." + key, Assert.Single(threshold.With(BehaviourThresholds.Default, threshold.Most + 1).Faults()).Field);
    }

    [Fact]
    public void The_thresholds_are_delivered_as_the_documentation_says_them() =>
        Assert.Equal([3, 10, 2, 60, 2, 5, 10, 10], BehaviourThresholds.All.Select(t => t.Of(BehaviourThresholds.Default)));

    private static OwnRule Rule(string name, string text) => new(0, name, TextMatch.Contains, text, EventClass.Crawler, EventClass.Crawler);

    private static RuleEdits With(params OwnRule[] own) => RuleEdits.None with { Own = [.. own] };
}
