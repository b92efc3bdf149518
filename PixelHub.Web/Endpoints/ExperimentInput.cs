using System.Text.Json;
using PixelHub.Core.Catalog;

namespace PixelHub.Web.Endpoints;

/// <summary>Reads what a program wants an experiment to be.</summary>
public static class ExperimentInput
{
    private const string GoalDestination = "goalConfig.destinationUrl";

    /// <summary>The draft, and the fields of the wrong type. What the values mean is for the store to judge.</summary>
    public static (ExperimentDraft Draft, IReadOnlyList<FieldFault> Faults) Read(JsonElement body)
    {
        List<FieldFault> faults = [];
        var fields = new JsonFields(body, "", faults);
        var draft = new ExperimentDraft
        {
            Name = fields.Text("name"),
            Slug = fields.Text("slug"),
            Type = ReadType(fields),
            DestinationUrl = ReadDestination(fields.Object("goalConfig")) ?? ReadDestination(fields),
            LeavesRetention = true,
            PrivacyMode = ReadPrivacyMode(fields),
            Variants = [.. (fields.Objects("variants") ?? []).Select(ReadVariant)],
        };
        return (draft, faults);
    }

    /// <summary>The faults with the names that programs use: the core's destination is the goal's for them.</summary>
    public static IReadOnlyList<FieldFault> InWireNames(IReadOnlyList<FieldFault> faults) =>
        [.. faults.Select(f => f.Field == "destinationUrl" ? f with { Field = GoalDestination } : f)];

    private static ExperimentType ReadType(JsonFields fields)
    {
        if (fields.Text("type") is not { } word)
        {
            return ExperimentType.AbTest;
        }

        if (ApiJson.TypeOf(word) is { } type)
        {
            return type;
        }

        fields.Add("type", FaultCodes.InvalidFormat, "Give ab_test, smart_link or scheduled.");
        return default;
    }

    private static PrivacyMode? ReadPrivacyMode(JsonFields fields)
    {
        if (fields.Text("privacyMode") is not { } word)
        {
            return null;
        }

        if (ApiJson.PrivacyModeOf(word) is { } mode)
        {
            return mode;
        }

        fields.Add("privacyMode", FaultCodes.InvalidFormat, "Give pseudonymous, aggregate or identified.");
        return null;
    }

    private static VariantDraft ReadVariant(JsonFields fields) => new()
    {
        Id = fields.Text("id"),
        Name = fields.Text("name"),
        Weight = ReadWeight(fields),
        IsDefault = fields.Flag("isDefault") ?? false,
        DestinationUrl = ReadDestination(fields),
        SentCount = fields.Number("sentCount"),
        BouncedCount = fields.Number("bouncedCount"),
    };

    /// <summary>The field itself; clients that know only templates put it among their variables.</summary>
    private static string? ReadDestination(JsonFields fields) =>
        fields.Text("destinationUrl") ?? fields.Object("variables").Text("destinationUrl");

    private static int? ReadWeight(JsonFields fields)
    {
        if (fields.Number("weight") is not { } weight)
        {
            return null;
        }

        if (weight is >= 0 and <= Variant.WholeWeight)
        {
            return (int)weight;
        }

        fields.Add("weight", FaultCodes.OutOfRange, $"Give a weight in basis points from 0 to {Variant.WholeWeight}.");
        return null;
    }
}
