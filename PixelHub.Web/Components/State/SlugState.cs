using PixelHub.Core.Catalog;

namespace PixelHub.Web.Components.State;

/// <summary>What is known about a slug while it is being typed.</summary>
/// <param name="Kind">One of empty, invalid, taken, own, free: a word for styles and tests.</param>
/// <param name="Message">The same as a sentence.</param>
public sealed record SlugState(string Kind, string Message)
{
    /// <summary>Whether an experiment could have the slug.</summary>
    public bool IsUsable => Kind is "free" or "own";

    /// <summary>Looks the slug up among the experiments there are.</summary>
    /// <param name="uid">The experiment that is being edited; null for a new one.</param>
    public static SlugState Of(string slug, string? uid, CatalogSnapshot catalog)
    {
        if (slug.Length == 0)
        {
            return new("empty", "Made from the name. It becomes part of the pixel's and the link's address.");
        }

        if (Slug.Fault(slug) is { } fault)
        {
            return new("invalid", fault);
        }

        return catalog.FindBySlug(slug) switch
        {
            null => new("free", "Available."),
            { } found when found.Uid == uid => new("own", "The address of this experiment."),
            { } found => new("taken", $"“{found.Name}” has this slug. Choose another."),
        };
    }
}
