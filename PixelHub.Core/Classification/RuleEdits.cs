using System.Collections.Immutable;
using System.Globalization;
using PixelHub.Core.Catalog;
using PixelHub.Core.Events;

namespace PixelHub.Core.Classification;

/// <summary>What an owner changed about the rules; nothing in <see cref="None"/>.</summary>
public sealed record RuleEdits
{
    /// <summary>The rules as they are delivered.</summary>
    public static RuleEdits None { get; } = new();

    /// <summary>Other classes for rules of the product, by their ids. Ids that this version does not know are kept and do nothing.</summary>
    public ImmutableSortedDictionary<string, RuleChange> Changes { get; init; } = ImmutableSortedDictionary.Create<string, RuleChange>(StringComparer.Ordinal);

    /// <summary>Own rules in the order in which they are tried.</summary>
    public ImmutableArray<OwnRule> Own { get; init; } = [];

    /// <summary>The number of the next own rule.</summary>
    public int NextOwn { get; init; } = 1;

    /// <summary>Thresholds of the rules on behaviour.</summary>
    public BehaviourThresholds Behaviour { get; init; } = BehaviourThresholds.Default;

    /// <summary>Whether both say the same.</summary>
    public bool Matches(RuleEdits other) =>
        Behaviour == other.Behaviour && Own.SequenceEqual(other.Own) && Changes.Count == other.Changes.Count
        && Changes.All(c => other.Changes.TryGetValue(c.Key, out var change) && change == c.Value);

    /// <summary>Gives new own rules their numbers. A number that was never given is taken for none.</summary>
    /// <param name="before">What was saved last.</param>
    public RuleEdits Numbered(RuleEdits before)
    {
        var next = before.NextOwn;
        var known = before.Own.Select(r => r.Number).ToHashSet();
        var own = Own.Select(r => known.Remove(r.Number) ? r : r with { Number = next++ }).ToImmutableArray();
        return this with { Own = own, NextOwn = next };
    }

    /// <summary>What is wrong; none when they may be saved.</summary>
    public IReadOnlyList<FieldFault> Faults()
    {
        List<FieldFault> faults = [.. Behaviour.Faults()];
        if (Own.Length > OwnRule.MaxCount)
        {
            faults.Add(new("own", FaultCodes.OutOfRange, string.Create(CultureInfo.InvariantCulture, $"There can be {OwnRule.MaxCount} rules of your own; delete one first.")));
        }

        for (var i = 0; i < Own.Length; i++)
        {
            AddFaults(Own[i], i, faults);
        }

        foreach (var (rule, change) in Changes)
        {
            if (!IsClass(change.OnOpen ?? default) || !IsClass(change.OnClick ?? default))
            {
                faults.Add(new($"changes[{rule}]", FaultCodes.InvalidFormat, "Choose a class from the list."));
            }
        }

        return faults;
    }

    /// <summary>Path of a field of an own rule.</summary>
    public static string OwnField(int index, string field) => string.Create(CultureInfo.InvariantCulture, $"own[{index}].{field}");

    private static void AddFaults(OwnRule rule, int index, List<FieldFault> faults)
    {
        if (string.IsNullOrWhiteSpace(rule.Name))
        {
            faults.Add(new(OwnField(index, "name"), FaultCodes.Required, "Give the rule a name, so that you know it again."));
        }
        else if (rule.Name.Length > OwnRule.MaxName)
        {
            faults.Add(new(OwnField(index, "name"), FaultCodes.TooLong, string.Create(CultureInfo.InvariantCulture, $"Keep the name within {OwnRule.MaxName} characters.")));
        }

        if (rule.Text.Trim().Length < OwnRule.MinText)
        {
            faults.Add(new(
                OwnField(index, "text"), FaultCodes.Required,
                string.Create(CultureInfo.InvariantCulture, $"Give at least {OwnRule.MinText} characters: a shorter text is found in nearly everybody’s user agent.")));
        }
        else if (rule.Text.Length > OwnRule.MaxText)
        {
            faults.Add(new(OwnField(index, "text"), FaultCodes.TooLong, string.Create(CultureInfo.InvariantCulture, $"Keep the text within {OwnRule.MaxText} characters.")));
        }

        if (!Enum.IsDefined(rule.Match) || !IsClass(rule.OnOpen) || !IsClass(rule.OnClick))
        {
            faults.Add(new(OwnField(index, "class"), FaultCodes.InvalidFormat, "Choose from the lists."));
        }
    }

    private static bool IsClass(EventClass @class) => Enum.IsDefined(@class);
}

/// <summary>Other classes for a rule of the product.</summary>
/// <param name="OnOpen">Its class for a pixel or an image; null for the one it is delivered with.</param>
/// <param name="OnClick">Its class for everything else; null for the one it is delivered with.</param>
public readonly record struct RuleChange(EventClass? OnOpen, EventClass? OnClick);
