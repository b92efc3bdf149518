namespace PixelHub.Core.Commit;

/// <summary>What hits keep of their readers in words, as the retention loop sees it.</summary>
public interface IUnusedTextStore
{
    /// <summary>
    /// Looks at some names, or addresses, and deletes those that no hit needs any more, in one short transaction. Names are needed by the hits of
    /// experiments that keep them at this moment.
    /// </summary>
    /// <param name="text">Which of the two.</param>
    /// <param name="from">Where to begin: <see cref="long.MinValue"/>, then <see cref="UnusedSlice.Next"/>.</param>
    /// <param name="most">Most to look at.</param>
    /// <param name="cancellationToken">Stops before the transaction.</param>
    Task<UnusedSlice> DeleteSliceAsync(ReaderText text, long from, int most, CancellationToken cancellationToken);
}

/// <summary>What is kept of readers in words.</summary>
public enum ReaderText
{
    /// <summary>Recipients in the clear.</summary>
    Name,

    /// <summary>Networks, or hashes, of clients' addresses.</summary>
    Address,
}

/// <summary>What became of a slice.</summary>
/// <param name="Next">Where the next one begins; null when everything was looked at.</param>
/// <param name="Deleted">How many were deleted.</param>
public readonly record struct UnusedSlice(long? Next, int Deleted);
