namespace PixelHub.Core.Commit;

/// <summary>
/// The database as the eraser sees it. Every step may be repeated: what was done is not there to be done again, and is on the receipt already.
/// </summary>
public interface IErasureStore
{
    /// <summary>The erasure to go on with; null when none is under way.</summary>
    Task<PendingErasure?> NextAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Makes the recipient's hits in every experiment anonymous and takes them out of the people and of what is counted from people. Short
    /// transactions, after each of which hits, people and counts agree.
    /// </summary>
    Task EraseAsync(PendingErasure erasure, CancellationToken cancellationToken);

    /// <summary>The last step within the tables: nothing says any more whom the erasure is about. New hits of theirs count as anybody's from here on.</summary>
    Task ForgetAsync(PendingErasure erasure, CancellationToken cancellationToken);

    /// <summary>Makes the files of the database hold nothing but the database as it is now, and completes the receipt.</summary>
    /// <returns>False when somebody still reads an older state: to be tried again.</returns>
    Task<bool> TryCompleteAsync(PendingErasure erasure, CancellationToken cancellationToken);
}

/// <summary>An erasure under way.</summary>
/// <param name="Id">Id of its receipt.</param>
/// <param name="Recipient">The recipient's keyed hash; 0 when it is forgotten already.</param>
/// <param name="OptsOut">Whether they are to be opted out.</param>
/// <param name="Name">The recipient in the clear, where an experiment kept it; null when none did, or when it is erased already.</param>
public sealed record PendingErasure(string Id, ulong Recipient, bool OptsOut, string? Name = null);
