namespace PixelHub.Core.Rollups;

/// <summary>Width of a time bucket. The number is stored and never changes its meaning.</summary>
public enum BucketSize : byte
{
    /// <summary>All time in one bucket.</summary>
    Whole = 0,

    /// <summary>One minute.</summary>
    Minute = 1,

    /// <summary>One hour.</summary>
    Hour = 2,

    /// <summary>One day, UTC.</summary>
    Day = 3,
}
