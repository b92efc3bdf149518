using PixelHub.Core.Catalog;
using PixelHub.Core.Data;

namespace PixelHub.Bench.Database;

/// <summary>The experiments that made-up hits belong to, set up as an owner would, so that the pages can be looked at.</summary>
internal static class BenchCatalog
{
    private const int Variants = 3;

    /// <summary>Makes and starts a large experiment and some small ones.</summary>
    /// <returns>Their numbers, the large one's first.</returns>
    public static async Task<int[]> CreateAsync(BenchDatabase database, int count, CancellationToken cancellationToken)
    {
        using var store = new ExperimentStore(new ContextFactory(database.Database), new CatalogHolder(), database.Options, TimeProvider.System);
        var numbers = new int[count];
        for (var i = 0; i < count; i++)
        {
            var draft = new ExperimentDraft
            {
                Name = i == 0 ? "Large" : $"Small {i}",
                Slug = i == 0 ? "large" : $"small-{i}",
                DestinationUrl = "https://example.com/landing",
                Variants = [.. Enumerable.Range(0, Variants).Select(_ => new VariantDraft())],
            };
            var made = Saved(await store.CreateAsync(draft, cancellationToken));
            numbers[i] = Saved(await store.TransitionAsync(made.Uid, Transition.Start, cancellationToken)).Number;
        }

        return numbers;
    }

    private static Experiment Saved(StoreResult result) =>
        result is StoreResult.Saved saved ? saved.Experiment : throw new InvalidOperationException($"The experiment was not saved: {result}.");
}
