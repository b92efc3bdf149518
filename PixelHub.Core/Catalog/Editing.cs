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
        AddIf(fields, "destinationUrl", current.Status != ExperimentStatus.Running && current.Destination != plan.Destination);
        AddIf(fields, "sentCount", !CanCountSent(current.Status) && !current.Variants.Select(v => v.SentCount).SequenceEqual(plan.Variants.Select(v => v.SentCount)));

        return fields;
    }

    /// <summary>Whether the sent counts may still be changed. After the end too: bounces come in late, and a wrong count should not stay wrong for ever.</summary>
    public static bool CanCountSent(ExperimentStatus status) => status != ExperimentStatus.Archived;

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
