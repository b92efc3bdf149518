using System.Collections.Immutable;
using System.Globalization;
using PixelHub.Core.Classification;
using PixelHub.Core.Events;

namespace PixelHub.Web.Components.State;

/// <summary>Rules and what changed about them, in words.</summary>
public static class RuleWords
{
    private static readonly ImmutableArray<(string Key, string Rule, string Label)> Thresholds =
    [
        ("sweepLinks", "Sweep: a scanner follows one link after the other", "Links of one recipient, at least"),
        ("sweepSeconds", "Sweep: a scanner follows one link after the other", "within seconds"),
        ("sameSecondLinks", "In the same second: nobody clicks that fast", "Links of one recipient, at least"),
        ("honeypotSeconds", "Hidden link: whoever follows it reads no page", "Seconds before and after it"),
        ("sendSeconds", "Too soon: a click before the mail can have been read", "Seconds after the send"),
        ("burstRecipients", "Burst: many recipients from one address", "Recipients, at least"),
        ("burstSeconds", "Burst: many recipients from one address", "within seconds"),
        ("twinSeconds", "Twin: a machine and a person on the same link are one click", "Seconds between them, at most"),
    ];

    /// <summary>The thresholds by the rule they belong to, in the order in which they are shown.</summary>
    public static IEnumerable<IGrouping<string, (BehaviourThreshold Threshold, string Label)>> ThresholdsByRule { get; } =
        [.. Thresholds.GroupBy(t => t.Rule, t => (Threshold(t.Key), t.Label))];

    /// <summary>What a rule is called: its sentence, or the owner's name for it, or its id when it is gone.</summary>
    public static string Rule(RuleSet rules, string id) => rules.Find(id) switch
    {
        { } rule when IsOwn(id) => $"Your rule “{VisibleText.Of(rule.Meaning)}”",
        { } rule => rule.Meaning,
        null when IsOwn(id) => "A rule of yours that was deleted",
        null => VisibleText.Of(id),
    };

    /// <summary>Whether a rule is the owner's own.</summary>
    public static bool IsOwn(string id) => id.StartsWith(OwnRule.Prefix, StringComparison.Ordinal);

    /// <summary>How an own rule compares.</summary>
    public static string Match(TextMatch match) => match switch
    {
        TextMatch.StartsWith => "begins with",
        TextMatch.Is => "is exactly",
        _ => "contains",
    };

    /// <summary>What happened, in the middle of a sentence.</summary>
    public static string Kind(EventKind kind) => kind == EventKind.Impression ? "open" : "click";

    /// <summary>What is different, a sentence for each.</summary>
    public static IReadOnlyList<string> Changes(RuleSet before, RuleEdits edits)
    {
        var after = new RuleSet(edits, before.Version);
        return
        [
            .. RuleBook.All.SelectMany(rule => Changes(before.Find(rule.Id)!, after.Find(rule.Id)!)),
            .. OwnChanges(before.Edits.Own, edits.Own),
            .. Thresholds.Select(t => (Words: t, Threshold: Threshold(t.Key)))
                .Where(t => t.Threshold.Of(before.Behaviour) != t.Threshold.Of(edits.Behaviour))
                .Select(t => $"{t.Words.Rule.Split(':')[0]}, {t.Words.Label.ToLower(CultureInfo.InvariantCulture)}: {t.Threshold.Of(edits.Behaviour)} instead of {t.Threshold.Of(before.Behaviour)}."),
        ];
    }

    private static BehaviourThreshold Threshold(string key) => BehaviourThresholds.All.First(t => t.Key == key);

    private static IEnumerable<string> Changes(ClassificationRule before, ClassificationRule after)
    {
        foreach (var kind in new[] { EventKind.Impression, EventKind.Click })
        {
            if (before.On(kind) != after.On(kind))
            {
                yield return $"{after.Meaning}: {(kind == EventKind.Impression ? "an open" : "a click")} is “{HitWords.Class(after.On(kind))}” instead of “{HitWords.Class(before.On(kind))}”.";
            }
        }
    }

    private static IEnumerable<string> OwnChanges(ImmutableArray<OwnRule> before, ImmutableArray<OwnRule> after)
    {
        foreach (var rule in after)
        {
            var old = before.FirstOrDefault(r => r.Number == rule.Number);
            if (old is null)
            {
                yield return $"Your rule “{rule.Name}” is new: {Say(rule)}.";
            }
            else if (old != rule)
            {
                yield return $"Your rule “{rule.Name}” is another: {Say(rule)}.";
            }
        }

        foreach (var rule in before.Where(r => after.All(a => a.Number != r.Number)))
        {
            yield return $"Your rule “{rule.Name}” is deleted.";
        }

        var kept = after.Select(r => r.Number).Where(n => before.Any(b => b.Number == n)).ToList();
        if (!kept.SequenceEqual(before.Select(r => r.Number).Where(kept.Contains)))
        {
            yield return "Your rules are tried in another order.";
        }
    }

    private static string Say(OwnRule rule) =>
        $"{Match(rule.Match)} “{rule.Text}”, open {HitWords.Class(rule.OnOpen)}, click {HitWords.Class(rule.OnClick)}";
}
