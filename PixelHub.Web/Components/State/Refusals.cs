using PixelHub.Core.Catalog;

namespace PixelHub.Web.Components.State;

/// <summary>Says why the store changed nothing: at the fields, or as one sentence.</summary>
public static class Refusals
{
    /// <summary>Marks the fields that are at fault.</summary>
    /// <returns>A sentence for what concerns no single field; null when the fields say it all.</returns>
    public static string? Take(ExperimentForm form, StoreResult result)
    {
        switch (result)
        {
            case StoreResult.Invalid invalid:
                form.Take(invalid.Faults);
                return null;
            case StoreResult.SlugTaken taken:
                form.Take([new FieldFault("slug", FaultCodes.InvalidFormat, $"“{taken.Slug}” was taken in the meantime. Choose another slug.")]);
                return null;
            case StoreResult.Stale:
                return "Somebody else saved this experiment while you were editing. Copy what you want to keep, then reload the page to get the newer state.";
            case StoreResult.NotEditable locked:
                return $"Nothing was saved: while it is {HitWords.Status(locked.Status).ToLowerInvariant()}, {Names(locked.Fields)} cannot change, or the figures before and after would not compare. Pause it first.";
            default:
                return "Nothing was saved: the experiment is no longer there.";
        }
    }

    private static string Names(IReadOnlyList<string> fields) => string.Join(" and ", fields.Select(f => f switch
    {
        "slug" => "the slug",
        "variants" => "the variants",
        "destinationUrl" => "the destination",
        "sentCount" => "the sent counts",
        _ => f,
    }));
}
