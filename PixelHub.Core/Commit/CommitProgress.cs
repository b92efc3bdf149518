namespace PixelHub.Core.Commit;

/// <summary>How far the committer has come.</summary>
public sealed class CommitProgress
{
    private long _committed;

    /// <summary>Everything before this log position is in the database.</summary>
    public long Committed => Volatile.Read(ref _committed);

    internal void Report(long position) => Volatile.Write(ref _committed, position);
}
