namespace PixelHub.Core.Ingestion;

/// <summary>What became of a hit.</summary>
/// <param name="Location">Where a click leads; null for a click that leads nowhere (answer 404), and for every pixel.</param>
/// <param name="Dropped">Why it was not recorded; <see cref="DropReason.None"/> when it is on disk.</param>
public readonly record struct TrackOutcome(string? Location, DropReason Dropped);
