using PixelHub.Core.Events;

namespace PixelHub.Core.Classification;

/// <summary>Reads what is stored by rules that are newer. The user agent is not kept, so the id of the rule decides: what it concludes now is what counts.</summary>
public static class StoredVerdicts
{
    /// <summary>How the ids of rules on behaviour begin. They look at several hits at once; what they decided is not for a rule on single hits to change.</summary>
    public const string BehaviourPrefix = "behaviour.";

    /// <summary>What a stored hit is by these rules.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="kind">What happened. Only opens and clicks are read again.</param>
    /// <param name="stored">What is stored of it.</param>
    /// <param name="first">The verdict it arrived with; null when it was never changed.</param>
    /// <returns>Null when it stays as it is: also when its rule is unknown here, or one on behaviour.</returns>
    public static Verdict? Reread(RuleSet rules, EventKind kind, Verdict stored, Verdict? first)
    {
        if (Find(rules, kind, stored.Rule) is not { } rule)
        {
            return null;
        }

        // Back to what it was when the rule is put back: with program, system and device, which no rule could say anew.
        if (first is not null && first.Rule == stored.Rule && Fits(rules, rule, kind, first.Class))
        {
            return first == stored ? null : first;
        }

        return Fits(rules, rule, kind, stored.Class) ? null : Say(rule, rule.On(kind), stored, first);
    }

    /// <summary>The class that a hit gets by these rules.</summary>
    /// <returns>Null when it keeps its own.</returns>
    public static EventClass? ClassOf(RuleSet rules, EventKind kind, string rule, EventClass stored) =>
        Find(rules, kind, rule) is { } found && !Fits(rules, found, kind, stored) ? found.On(kind) : null;

    private static ClassificationRule? Find(RuleSet rules, EventKind kind, string rule) =>
        kind is EventKind.Impression or EventKind.Click && !rule.StartsWith(BehaviourPrefix, StringComparison.Ordinal) ? rules.Find(rule) : null;

    /// <summary>A page of link protection says "a person" and nothing of what kind, as long as nobody changed that.</summary>
    private static bool Fits(RuleSet rules, ClassificationRule rule, EventKind kind, EventClass @class) =>
        rule.On(kind) == @class
        || (rule.Id == RequestSignals.LinkRewriter.Id && kind == EventKind.Click && @class == EventClass.HumanClient
            && rule.OnClick == RequestSignals.LinkRewriter.OnClick && !rules.Edits.Changes.ContainsKey(rule.Id));

    private static Verdict Say(ClassificationRule rule, EventClass @class, Verdict stored, Verdict? first)
    {
        if (@class is not (EventClass.HumanClient or EventClass.HumanBrowser))
        {
            return new Verdict(@class, rule.Id, @class == EventClass.ProxyOpen ? rule.Proxy : null);
        }

        var seen = IsDirect(stored) || first is null ? stored : first;
        return IsDirect(seen) ? seen with { Class = @class, Rule = rule.Id } : new Verdict(@class, rule.Id);
    }

    private static bool IsDirect(Verdict verdict) => verdict.Class is EventClass.HumanClient or EventClass.HumanBrowser;
}
