namespace PixelHub.Core.Commit;

/// <summary>Counts everything again from the single hits and compares it with the rollups. There should be no difference.</summary>
public interface IRecount
{
    /// <summary>
    /// Tells the differences as they are found. Sees one moment of the database, while the server may go on. Days whose single hits were deleted
    /// cannot be counted again and are believed.
    /// </summary>
    /// <param name="mend">Whether to put right what differs; by adding what is missing, so that hits counted meanwhile stay counted.</param>
    /// <param name="tell">Gets each difference.</param>
    /// <param name="cancellationToken">Stops; what was mended until then stays.</param>
    /// <returns>How many differences there were.</returns>
    Task<long> RunAsync(bool mend, Action<RecountDifference> tell, CancellationToken cancellationToken);
}

/// <summary>A figure that differs.</summary>
/// <param name="What">Which figure, in words.</param>
/// <param name="Stored">What the rollup says.</param>
/// <param name="Counted">What the single hits say.</param>
public sealed record RecountDifference(string What, string Stored, string Counted)
{
    /// <inheritdoc/>
    public override string ToString() => $"{What}: stored {Stored}, counted {Counted}";
}
