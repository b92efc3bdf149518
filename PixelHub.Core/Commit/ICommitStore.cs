using PixelHub.Core.EventLog;

namespace PixelHub.Core.Commit;

/// <summary>The database as the committer sees it: one transaction for each batch.</summary>
public interface ICommitStore
{
    /// <summary>The log position up to which everything is committed; 0 in a new database.</summary>
    Task<long> ReadCheckpointAsync(CancellationToken cancellationToken);

    /// <summary>Moves the checkpoint, inserts the events and adds to the rollups, all or nothing. A batch committed before changes nothing.</summary>
    Task<CommitResult> CommitAsync(LogBatch batch, CancellationToken cancellationToken);

    /// <summary>
    /// Judges the behaviour behind clicks that were committed since the last review, and puts verdicts and counts right, all or nothing. What is due
    /// outlasts a restart.
    /// </summary>
    Task<ReviewResult> ReviewAsync(CancellationToken cancellationToken);
}

/// <summary>How a commit ended.</summary>
/// <param name="Checkpoint">Where the next batch has to start.</param>
/// <param name="Experiments">Numbers of the experiments whose figures changed.</param>
/// <param name="IsReviewDue">Whether it brought clicks whose behaviour is still to be judged.</param>
public sealed record CommitResult(long Checkpoint, IReadOnlySet<int> Experiments, bool IsReviewDue = false);

/// <summary>How a review ended.</summary>
/// <param name="Experiments">Numbers of the experiments whose figures changed.</param>
/// <param name="IsDue">Whether it could not be done now, and is due as before.</param>
public sealed record ReviewResult(IReadOnlySet<int> Experiments, bool IsDue);
