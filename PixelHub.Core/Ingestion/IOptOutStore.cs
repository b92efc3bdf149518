namespace PixelHub.Core.Ingestion;

/// <summary>Keeps who opted out over restarts, and <see cref="OptOuts"/> in step with it.</summary>
public interface IOptOutStore
{
    /// <summary>Adds a recipient; one who is there already stays. It holds for every hit that begins after the call returned.</summary>
    /// <param name="recipient">From <see cref="PersonKeys.OfRecipient"/>.</param>
    /// <param name="cancellationToken">Gives up before anything is changed.</param>
    Task AddAsync(ulong recipient, CancellationToken cancellationToken);

    /// <summary>Takes a recipient out again; one who is not there stays so. It holds for every hit that begins after the call returned.</summary>
    /// <param name="recipient">From <see cref="PersonKeys.OfRecipient"/>.</param>
    /// <param name="cancellationToken">Gives up before anything is changed.</param>
    Task RemoveAsync(ulong recipient, CancellationToken cancellationToken);

    /// <summary>What the list says of itself.</summary>
    /// <param name="newest">Most times to tell.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    Task<OptOutList> ReadAsync(int newest, CancellationToken cancellationToken);

    /// <summary>Reads everybody from the database into <see cref="OptOuts"/>.</summary>
    Task LoadAsync(CancellationToken cancellationToken);
}

/// <summary>What the list of opt-outs says without its key.</summary>
/// <param name="Count">How many there are in the database. More than in <see cref="OptOuts"/> when some cannot be read.</param>
/// <param name="Newest">When the last ones did it, newest first.</param>
public sealed record OptOutList(long Count, IReadOnlyList<DateTimeOffset> Newest);
