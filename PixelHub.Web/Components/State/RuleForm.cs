using System.Collections.Immutable;
using System.Globalization;
using PixelHub.Core.Catalog;
using PixelHub.Core.Classification;
using PixelHub.Core.Events;

namespace PixelHub.Web.Components.State;

/// <summary>The rules as they are being edited: nothing holds before it is saved, and everything is saved at once.</summary>
public sealed class RuleForm
{
    private readonly RuleSet _saved;
    private readonly Dictionary<string, RuleChange> _changes;
    private readonly Dictionary<string, string> _thresholds;
    private readonly List<OwnRuleForm> _own;
    private IReadOnlyList<FieldFault> _faults = [];
    private (RuleSet Draft, IReadOnlyList<string> Changes)? _read;

    /// <summary>Begins with rules that hold.</summary>
    public RuleForm(RuleSet saved)
    {
        _saved = saved;
        _changes = new(saved.Edits.Changes, StringComparer.Ordinal);
        _thresholds = BehaviourThresholds.All.ToDictionary(t => t.Key, t => t.Of(saved.Behaviour).ToString(CultureInfo.InvariantCulture), StringComparer.Ordinal);
        _own = [.. saved.Edits.Own.Select(r => new OwnRuleForm(r))];
    }

    /// <summary>The version it was made from.</summary>
    public long Version => _saved.Version;

    /// <summary>Own rules in their order.</summary>
    public IReadOnlyList<OwnRuleForm> Own => _own;

    /// <summary>The rules as they would be, for trying them out. What cannot be saved is left out.</summary>
    public RuleSet Draft => Read().Draft;

    /// <summary>What differs from the rules that hold, a sentence for each.</summary>
    public IReadOnlyList<string> Changes => Read().Changes;

    /// <summary>Whether something would be lost.</summary>
    public bool IsDirty => Changes.Count > 0 || BehaviourThresholds.All.Any(t => !IsReadable(t, out _));

    /// <summary>What concerns no single field.</summary>
    public IEnumerable<string> OtherFaults => _faults.Where(f => f.Field == "own" || f.Field.StartsWith("changes", StringComparison.Ordinal)).Select(f => f.Message);

    /// <summary>Everything as it would be saved. New own rules have the numbers that they will get.</summary>
    public RuleEdits ToEdits() => (_saved.Edits with
    {
        Changes = _changes.ToImmutableSortedDictionary(StringComparer.Ordinal),
        Own = [.. Own.Select(r => r.ToRule())],
        Behaviour = BehaviourThresholds.All.Aggregate(_saved.Behaviour, (now, t) => IsReadable(t, out var number) ? t.With(now, number) : now),
    }).Numbered(_saved.Edits);

    /// <summary>The class of a rule as it is chosen.</summary>
    public EventClass On(ClassificationRule rule, EventKind kind)
    {
        var change = _changes.GetValueOrDefault(rule.Id);
        return (kind == EventKind.Impression ? change.OnOpen : change.OnClick) ?? rule.On(kind);
    }

    /// <summary>Whether a rule of the product concludes something else than it was delivered with.</summary>
    public bool IsChanged(ClassificationRule rule) => _changes.ContainsKey(rule.Id);

    /// <summary>Chooses a class for a rule of the product.</summary>
    public void Choose(ClassificationRule rule, EventKind kind, EventClass @class) => Change(() =>
    {
        EventClass? chosen = @class == rule.On(kind) ? null : @class;
        var change = _changes.GetValueOrDefault(rule.Id);
        change = kind == EventKind.Impression ? change with { OnOpen = chosen } : change with { OnClick = chosen };
        if (change == default)
        {
            _changes.Remove(rule.Id);
        }
        else
        {
            _changes[rule.Id] = change;
        }
    });

    /// <summary>Takes a rule back to what it was delivered with.</summary>
    public void Reset(ClassificationRule rule) => Change(() => _changes.Remove(rule.Id));

    /// <summary>Adds an own rule at the end.</summary>
    public void Add() => Change(() => _own.Add(new OwnRuleForm(new OwnRule(0, "", TextMatch.Contains, "", EventClass.Crawler, EventClass.Crawler))));

    /// <summary>Removes an own rule.</summary>
    public void Remove(OwnRuleForm rule) => Change(() => _own.Remove(rule));

    /// <summary>Moves an own rule forward (−1) or back (+1).</summary>
    public void Move(OwnRuleForm rule, int by) => Change(() =>
    {
        var at = _own.IndexOf(rule);
        if (at + by >= 0 && at + by < _own.Count)
        {
            _own.RemoveAt(at);
            _own.Insert(at + by, rule);
        }
    });

    /// <summary>Does something to the form.</summary>
    public void Change(Action change)
    {
        change();
        (_faults, _read) = ([], null);
    }

    /// <summary>A threshold as typed.</summary>
    public string Typed(BehaviourThreshold threshold) => _thresholds[threshold.Key];

    /// <summary>Types a threshold.</summary>
    public void Type(BehaviourThreshold threshold, string text) => Change(() => _thresholds[threshold.Key] = text);

    /// <summary>Looks everything over.</summary>
    /// <returns>False when something is to be mended first; the fields say what.</returns>
    public bool Check()
    {
        _faults = [.. ToEdits().Faults(), .. BehaviourThresholds.All.Where(t => !IsReadable(t, out _)).Select(t => t.OutOfBounds)];
        return _faults.Count == 0;
    }

    /// <summary>Marks what the store refused.</summary>
    public void Take(IReadOnlyList<FieldFault> faults) => _faults = faults;

    /// <summary>What is wrong with a field; null when nothing is.</summary>
    public string? FaultOf(string field) => _faults.FirstOrDefault(f => f.Field == field)?.Message;

    private bool IsReadable(BehaviourThreshold threshold, out int number) =>
        int.TryParse(_thresholds[threshold.Key].Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out number) && number >= threshold.Least && number <= threshold.Most;

    private (RuleSet Draft, IReadOnlyList<string> Changes) Read()
    {
        if (_read is null)
        {
            var edits = ToEdits();
            var sound = edits with { Own = [.. edits.Own.Where(r => r.Text.Length >= OwnRule.MinText)] };
            _read = (new RuleSet(sound, Version), RuleWords.Changes(_saved, edits));
        }

        return _read.Value;
    }
}

/// <summary>An own rule as it is being typed.</summary>
public sealed class OwnRuleForm(OwnRule rule)
{
    /// <summary>Stays with it while it moves.</summary>
    public object Key { get; } = new();

    /// <summary>What the owner calls it.</summary>
    public string Name { get; set; } = rule.Name;

    /// <summary>How it compares.</summary>
    public TextMatch Match { get; set; } = rule.Match;

    /// <summary>The text.</summary>
    public string Text { get; set; } = rule.Text;

    /// <summary>Its class for an open.</summary>
    public EventClass OnOpen { get; set; } = rule.OnOpen;

    /// <summary>Its class for a click.</summary>
    public EventClass OnClick { get; set; } = rule.OnClick;

    /// <summary>As it would be saved: what stands around the words is no part of them.</summary>
    public OwnRule ToRule() => rule with { Name = Name.Trim(), Match = Match, Text = Text.Trim(), OnOpen = OnOpen, OnClick = OnClick };
}
