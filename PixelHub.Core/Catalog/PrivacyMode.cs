namespace PixelHub.Core.Catalog;

/// <summary>What an experiment keeps of its readers. The number is stored and never changes its meaning.</summary>
public enum PrivacyMode : byte
{
    /// <summary>A keyed hash of the recipient, or of the viewer for one day.</summary>
    Pseudonymous = 0,

    /// <summary>Nothing that tells one reader from another: totals, and no numbers of people.</summary>
    Aggregate = 1,

    /// <summary>As pseudonymous, and the recipient in the clear as well.</summary>
    Identified = 2,
}
