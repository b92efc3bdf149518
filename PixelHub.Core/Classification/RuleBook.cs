using System.Collections.Frozen;
using System.Collections.Immutable;
using PixelHub.Core.Classification.Behaviour;

namespace PixelHub.Core.Classification;

/// <summary>Every rule of the product as it is delivered, for whoever wants to explain a stored verdict. What holds in this install is in a <see cref="RuleSet"/>.</summary>
public static class RuleBook
{
    private static readonly FrozenDictionary<string, ClassificationRule> ById;

    static RuleBook()
    {
        All = [.. RequestSignals.All, .. BehaviourRules.All, .. UserAgentRules.All];
        ById = All.ToFrozenDictionary(rule => rule.Id, StringComparer.Ordinal);
    }

    /// <summary>All rules: the signals of the request, those on the behaviour of clicks, then those on user agents in the order in which they are tried.</summary>
    public static ImmutableArray<ClassificationRule> All { get; }

    /// <summary>The rule of that id; null when this version knows none.</summary>
    public static ClassificationRule? Find(string? id) => id is not null && ById.TryGetValue(id, out var rule) ? rule : null;

    /// <summary>Whether hits decided by the rule name nobody: their recipient is a merge tag or nothing, whatever class the owner gives them.</summary>
    public static bool NamesNobody(string rule) => rule == RequestSignals.UnfilledTag.Id || rule == RequestSignals.EmptyRecipient.Id;

    /// <summary>Whether the rule is never asked about an open.</summary>
    public static bool IsForClicksOnly(string rule) => rule == RequestSignals.LinkRewriter.Id;
}
