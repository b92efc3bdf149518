namespace PixelHub.Core.Events;

/// <summary>
/// Says that an earlier click turned out to belong to a burst: many recipients from one address within seconds. The address is known while the hit
/// is answered and never kept, so what it showed goes the way of the events.
/// </summary>
/// <param name="At">When that click arrived, not when the burst was noticed.</param>
/// <param name="Experiment">The experiment's number.</param>
/// <param name="Recipient">Keyed hash of the click's recipient; never 0.</param>
public sealed record BurstNotice(DateTimeOffset At, int Experiment, ulong Recipient) : LogEntry(At);
