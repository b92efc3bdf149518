namespace PixelHub.Core.Ingestion;

/// <summary>Keeps who opted out over restarts, and <see cref="OptOuts"/> in step with it.</summary>
public interface IOptOutStore
{
    /// <summary>Adds a recipient; one who is there already stays. It holds for every hit that begins after the call returned.</summary>
    /// <param name="recipient">From <see cref="PersonKeys.OfRecipient"/>.</param>
    /// <param name="cancellationToken">Gives up before anything is changed.</param>
    Task AddAsync(ulong recipient, CancellationToken cancellationToken);

    /// <summary>Reads everybody from the database into <see cref="OptOuts"/>.</summary>
    Task LoadAsync(CancellationToken cancellationToken);
}
