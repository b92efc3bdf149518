using PixelHub.Core.EventLog;

namespace PixelHub.Core.Commit;

/// <summary>The database as the committer sees it: one transaction for each batch.</summary>
public interface ICommitStore
{
    /// <summary>The log position up to which everything is committed; 0 in a new database.</summary>
    Task<long> ReadCheckpointAsync(CancellationToken cancellationToken);

    /// <summary>Moves the checkpoint, inserts the events and adds to the rollups, all or nothing. A batch committed before changes nothing.</summary>
    /// <returns>The numbers of the experiments whose figures changed.</returns>
    Task<IReadOnlySet<int>> CommitAsync(LogBatch batch, CancellationToken cancellationToken);
}
