namespace PixelHub.Core.Reports;

/// <summary>A slug that was asked for and that nobody set up.</summary>
/// <param name="Slug">The slug.</param>
/// <param name="Pixels">Times the pixel was asked for.</param>
/// <param name="Clicks">Times the link was asked for.</param>
/// <param name="LastSeen">When it was last asked for.</param>
public sealed record OrphanRow(string Slug, long Pixels, long Clicks, DateTimeOffset LastSeen);
