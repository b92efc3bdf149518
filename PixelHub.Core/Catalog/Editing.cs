namespace PixelHub.Core.Catalog;

/// <summary>What may still be changed in which status: while an experiment counts, nothing may change what it compares.</summary>
public static class Editing
{
    /// <summary>The fields that the plan would change although the experiment's status forbids it; none when the plan may be saved.</summary>
    public static IReadOnlyList<string> Locked(Experiment current, ExperimentPlan plan)
    {
        if (current.Status is ExperimentStatus.Draft or ExperimentStatus.Paused)
        {
            return [];
        }

        var fields = new List<string>();
        AddIf(fields, "slug", current.Slug != plan.Slug);
        AddIf(fields, "type", current.Type != plan.Type);
        AddIf(fields, "variants", !current.Variants.Select(WhatIsCompared).SequenceEqual(plan.Variants.Select(WhatIsCompared)));
        AddIf(fields, "privacyMode", plan.PrivacyMode is { } mode && mode != current.PrivacyMode);
        if (current.Status != ExperimentStatus.Running)
        {
            AddIf(fields, "destinationUrl", current.Destination != plan.Destination);
            AddIf(fields, "sentCount", !current.Variants.Select(v => v.SentCount).SequenceEqual(plan.Variants.Select(v => v.SentCount)));
        }

        return fields;
    }

    /// <summary>Whether the sent counts may still be changed: what is finished stays as it was reported.</summary>
    public static bool CanCountSent(ExperimentStatus status) => status is ExperimentStatus.Draft or ExperimentStatus.Running or ExperimentStatus.Paused;

    private static (string, string, int, bool, DestinationUrl?) WhatIsCompared(Variant variant) =>
        (variant.Id, variant.Name, variant.Weight, variant.IsDefault, variant.Destination);

    private static void AddIf(List<string> fields, string field, bool changes)
    {
        if (changes)
        {
            fields.Add(field);
        }
    }
}
