namespace PixelHub.Core.Events;

/// <summary>A fact that goes through the event log: an event of an experiment, or a hit on a slug nobody set up.</summary>
/// <param name="At">When the request arrived, UTC, kept to the millisecond.</param>
public abstract record LogEntry(DateTimeOffset At);
