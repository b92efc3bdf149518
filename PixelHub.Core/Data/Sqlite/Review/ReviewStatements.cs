namespace PixelHub.Core.Data.Sqlite.Review;

/// <summary>The statements of the review, prepared once for a session.</summary>
internal sealed class ReviewStatements(WriterConnection connection) : IDisposable
{
    public Statement ReadReviews { get; } = new(connection, "ReadReviews");

    public Statement ReadClicks { get; } = new(connection, "ReadClicksToReview", "experiment", "from", "before");

    public Statement ReadNotices { get; } = new(connection, "ReadBurstNotices", "experiment", "from");

    public Statement ReadPurge { get; } = new(connection, "Recount/ReadPurge", "experiment");

    public Statement ReadRevision { get; } = new(connection, "ReadPeopleRevision");

    public Statement ReadLowest { get; } = new(connection, "ReadLowestSince", "experiment", "position");

    public Statement ReadHits { get; } = new(connection, "ReadHitsSince", "experiment", "from");

    public Statement UpdateHit { get; } = new(
        connection, "UpdateHit", "verdict", "first_verdict", "is_repeat", "known_before", "experiment", "at", "position");

    public Statement TrimNotices { get; } = new(connection, "TrimBurstNotices", "experiment", "before");

    public Statement EndReview { get; } = new(connection, "EndReview", "experiment");

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var statement in (ReadOnlySpan<Statement>)[ReadReviews, ReadClicks, ReadNotices, ReadPurge, ReadRevision, ReadLowest, ReadHits, UpdateHit, TrimNotices, EndReview])
        {
            statement.Dispose();
        }
    }
}
