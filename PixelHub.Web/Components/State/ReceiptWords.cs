using PixelHub.Core.Catalog;
using PixelHub.Core.Recipients;
using PixelHub.Core.Rollups;

namespace PixelHub.Web.Components.State;

/// <summary>What is known of a recipient, and what an erasure did, in words.</summary>
public static class ReceiptWords
{
    /// <summary>What an experiment knows of a person.</summary>
    public static string Known(RecipientKnowledge known)
    {
        var kinds = known.Person.Kinds;
        List<string> words = [];
        Add(PersonKinds.Opened, "opened");
        Add(PersonKinds.Clicked, "clicked");
        Add(PersonKinds.MachineImpression, "pixel fetched by a machine");
        Add(PersonKinds.MachineClick, "link fetched by a machine");
        if (known.Purged != default)
        {
            words.Add("partly from hits deleted since");
        }

        return words.Count == 0 ? "not among the people" : string.Join(", ", words);

        void Add(PersonKinds kind, string word)
        {
            if (kinds.HasFlag(kind))
            {
                words.Add(word);
            }
        }
    }

    /// <summary>How far an erasure is.</summary>
    public static string Progress(ErasureProgress progress) => progress switch
    {
        { Experiments: 0 } => "Erasing…",
        { LookedAt: var done, Experiments: var all } when done < all => $"Erasing… {NumberText.Exact(done)} of {NumberText.Exact(all)} experiments",
        _ => "Erasing… cleaning the files",
    };

    /// <summary>What was taken out of the numbers of people in one experiment.</summary>
    public static string TakenOut(ErasedCounts counts)
    {
        List<string> words = [];
        Add(counts.Opens, "open");
        Add(counts.Clicks, "click");
        Add(counts.Inferred, "inferred open");
        Add(counts.MachineOnly, "by machines alone");
        return words.Count == 0 ? NumberText.None : string.Join(", ", words);

        void Add(long count, string word)
        {
            if (count != 0)
            {
                words.Add($"{NumberText.Exact(count)} {word}");
            }
        }
    }

    /// <summary>The name of an experiment.</summary>
    public static string Name(CatalogSnapshot catalog, int number) =>
        catalog.Experiments.FirstOrDefault(e => e.Number == number)?.Name ?? $"Experiment {NumberText.Exact(number)}";
}
