namespace PixelHub.Core.Commit;

/// <summary>The database as the retention loop sees it.</summary>
public interface IRetentionStore
{
    /// <summary>
    /// Deletes some of an experiment's oldest hits, in one short transaction. What was counted from them, people included, stays counted; a recount
    /// believes it from then on.
    /// </summary>
    /// <param name="experiment">Number of the experiment.</param>
    /// <param name="before">Hits from here on stay: the start of a day, UTC.</param>
    /// <param name="most">Most hits to delete.</param>
    /// <param name="cancellationToken">Stops before the transaction.</param>
    /// <returns>Hits deleted; fewer than <paramref name="most"/> when there are no more.</returns>
    Task<int> DeleteSliceAsync(int experiment, DateTimeOffset before, int most, CancellationToken cancellationToken);
}
