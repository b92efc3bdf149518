using System.Collections.Immutable;
using PixelHub.Core.Catalog;

namespace PixelHub.Core.Commit;

/// <summary>
/// Decides when names and addresses are looked through for those that no hit needs: when hits were deleted, when other experiments keep names than
/// the last time, and once a day, for whatever else was deleted.
/// </summary>
public sealed class UnusedTexts(IUnusedTextStore store, TimeProvider time)
{
    /// <summary>Most names looked at in one transaction: some milliseconds.</summary>
    internal const int Slice = 1_000;

    private ImmutableHashSet<int>? _keepNames;
    private DateOnly _day;

    /// <summary>Looks through all of them when there is a reason to.</summary>
    /// <param name="catalog">The experiments as they are.</param>
    /// <param name="wereHitsDeleted">Whether this round deleted any.</param>
    /// <param name="betweenSlices">Rest between two transactions.</param>
    /// <param name="cancellationToken">Stops after the slice at hand.</param>
    /// <returns>How many names and addresses were deleted.</returns>
    public async Task<long> DeleteAsync(CatalogSnapshot catalog, bool wereHitsDeleted, TimeSpan betweenSlices, CancellationToken cancellationToken)
    {
        var keepNames = catalog.Experiments.Where(e => e.KeepsNames).Select(e => e.Number).ToImmutableHashSet();
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        if (!wereHitsDeleted && _day == today && _keepNames?.SetEquals(keepNames) == true)
        {
            return 0;
        }

        var deleted = 0L;
        foreach (var text in Enum.GetValues<ReaderText>())
        {
            deleted += await DeleteAsync(text, betweenSlices, cancellationToken);
        }

        (_keepNames, _day) = (keepNames, today); // a round that was broken off is done again
        return deleted;
    }

    private async Task<long> DeleteAsync(ReaderText text, TimeSpan betweenSlices, CancellationToken cancellationToken)
    {
        var deleted = 0L;
        long? from = long.MinValue;
        while (from is { } start)
        {
            var slice = await store.DeleteSliceAsync(text, start, Slice, cancellationToken);
            deleted += slice.Deleted;
            from = slice.Next;
            await Task.Delay(betweenSlices, time, cancellationToken);
        }

        return deleted;
    }
}
