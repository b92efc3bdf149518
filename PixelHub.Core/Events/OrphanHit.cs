namespace PixelHub.Core.Events;

/// <summary>A hit on a well-formed slug that no experiment has: most often a mistyped snippet.</summary>
/// <param name="At">When the request arrived.</param>
/// <param name="Slug">The slug as asked for, lower case.</param>
/// <param name="Kind">Whether the pixel or the link was asked for.</param>
public sealed record OrphanHit(DateTimeOffset At, string Slug, EventKind Kind) : LogEntry(At);
