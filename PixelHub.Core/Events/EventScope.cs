namespace PixelHub.Core.Events;

/// <summary>Whether an event belongs to the results. The number is written to disk and never changes its meaning.</summary>
public enum EventScope : byte
{
    /// <summary>Part of the results.</summary>
    Counted = 0,

    /// <summary>Arrived while the experiment was a draft.</summary>
    Test = 1,

    /// <summary>Arrived while the experiment was paused, completed or archived.</summary>
    Outside = 2,
}
