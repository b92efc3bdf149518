using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using PixelHub.Core.Classification;

namespace PixelHub.Core.Data.Rows;

/// <summary>Rules as the database keeps them: JSON with the numbers of classes, whose meaning never changes. What is missing is as delivered.</summary>
internal sealed record RuleDocument
{
    public Dictionary<string, RuleChange>? Changes { get; init; }

    public List<OwnRule>? Own { get; init; }

    public int NextOwn { get; init; } = 1;

    public BehaviourThresholds? Behaviour { get; init; }

    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>Writes rules.</summary>
    public static string Write(RuleEdits edits) => JsonSerializer.Serialize(
        new RuleDocument
        {
            Changes = new Dictionary<string, RuleChange>(edits.Changes, StringComparer.Ordinal),
            Own = [.. edits.Own],
            NextOwn = edits.NextOwn,
            Behaviour = edits.Behaviour,
        },
        Options);

    /// <summary>Reads rules.</summary>
    /// <exception cref="InvalidDataException">Another program wrote them.</exception>
    public static RuleEdits Read(string text)
    {
        try
        {
            var document = JsonSerializer.Deserialize<RuleDocument>(text, Options) ?? new RuleDocument();
            return new RuleEdits
            {
                Changes = (document.Changes ?? []).ToImmutableSortedDictionary(StringComparer.Ordinal),
                Own = [.. document.Own ?? []],
                NextOwn = document.NextOwn,
                Behaviour = document.Behaviour ?? BehaviourThresholds.Default,
            };
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException("The rules in the database cannot be read. Restore a backup, or delete the row in the table “rules” to go back to those of the product.", exception);
        }
    }
}
