namespace PixelHub.Core.Events;

/// <summary>What happened. The number is written to disk and never changes its meaning.</summary>
public enum EventKind : byte
{
    /// <summary>The pixel or the variant's image was fetched.</summary>
    Impression = 1,

    /// <summary>A tracked link was followed.</summary>
    Click = 2,

    /// <summary>The goal behind the link was reached.</summary>
    Conversion = 3,

    /// <summary>A mail left for a recipient; adds to the denominator.</summary>
    Send = 4,
}
