using System.Collections.Frozen;
using System.Collections.Immutable;
using PixelHub.Core.Classification.Behaviour;

namespace PixelHub.Core.Classification;

/// <summary>
/// The rules that hold at one moment: those of the product with the owner's changes, and the owner's own before them. Immutable but for a memory of
/// fixed size, which belongs to it: a verdict of older rules is never given by newer ones.
/// </summary>
public sealed class RuleSet
{
    private readonly FrozenDictionary<string, ClassificationRule> _byId;
    private readonly VerdictCache _cache;

    /// <summary>Puts the rules together.</summary>
    /// <param name="edits">What the owner changed.</param>
    /// <param name="version">Goes up with each save; 0 for the rules as they are delivered.</param>
    public RuleSet(RuleEdits edits, long version)
    {
        (Edits, Version) = (edits, version);
        Signals = [.. RequestSignals.All.Select(Changed)];
        UserAgents = [.. edits.Own.Select(own => own.ToRule()), .. UserAgentRules.All.Select(Changed)];
        _byId = Signals.Concat(BehaviourRules.All).Concat(UserAgents).DistinctBy(rule => rule.Id).ToFrozenDictionary(rule => rule.Id, StringComparer.Ordinal);
        LinkRewriter = _byId[RequestSignals.LinkRewriter.Id];
        (UnfilledTag, EmptyRecipient) = (PairOf(RequestSignals.UnfilledTag), PairOf(RequestSignals.EmptyRecipient));
        (Prefetch, Head) = (PairOf(RequestSignals.Prefetch), PairOf(RequestSignals.Head));
        Missing = UserAgentVerdicts.Conclude(this, "");
        _cache = new VerdictCache(this);
    }

    /// <summary>The rules as they are delivered.</summary>
    public static RuleSet BuiltIn { get; } = new(RuleEdits.None, 0);

    /// <summary>Goes up with each save.</summary>
    public long Version { get; }

    /// <summary>What the owner changed.</summary>
    public RuleEdits Edits { get; }

    /// <summary>Thresholds of the rules on behaviour.</summary>
    public BehaviourThresholds Behaviour => Edits.Behaviour;

    /// <summary>The signals of a request, the strongest first, with the classes that hold now.</summary>
    public ImmutableArray<ClassificationRule> Signals { get; }

    /// <summary>The rules on user agents in the order in which they are tried: own ones first; the last one always holds.</summary>
    public ImmutableArray<ClassificationRule> UserAgents { get; }

    internal ClassificationRule LinkRewriter { get; }

    internal VerdictPair UnfilledTag { get; }

    internal VerdictPair EmptyRecipient { get; }

    internal VerdictPair Prefetch { get; }

    internal VerdictPair Head { get; }

    /// <summary>For a request without a user agent.</summary>
    internal UserAgentVerdicts Missing { get; }

    /// <summary>The rule of that id with the classes that hold now; null when there is none.</summary>
    public ClassificationRule? Find(string? id) => id is not null && _byId.TryGetValue(id, out var rule) ? rule : null;

    /// <summary>What follows from a user agent, remembered or concluded now.</summary>
    internal UserAgentVerdicts Of(string? userAgent) => string.IsNullOrEmpty(userAgent) ? Missing : _cache.Get(userAgent);

    private ClassificationRule Changed(ClassificationRule rule) => Edits.Changes.TryGetValue(rule.Id, out var change)
        ? rule with { OnOpen = change.OnOpen ?? rule.OnOpen, OnClick = change.OnClick ?? rule.OnClick }
        : rule;

    private VerdictPair PairOf(ClassificationRule signal)
    {
        var rule = _byId[signal.Id];
        return new VerdictPair(new Verdict(rule.OnOpen, rule.Id), new Verdict(rule.OnClick, rule.Id));
    }
}

/// <summary>The verdicts of one rule, made once.</summary>
internal readonly record struct VerdictPair(Verdict OnOpen, Verdict OnClick)
{
    public Verdict Of(bool isOpen) => isOpen ? OnOpen : OnClick;
}
