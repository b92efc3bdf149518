namespace PixelHub.Core.Catalog;

/// <summary>One of the versions an experiment compares.</summary>
/// <param name="Number">Its number within the experiment, from 1, never given again; this is what events carry.</param>
/// <param name="Id">Its id for programs and for <c>v=</c> in URLs.</param>
/// <param name="Name">Its name for people.</param>
/// <param name="Weight">Share of the traffic in basis points; the weights of an experiment add up to 10,000.</param>
public sealed record Variant(int Number, string Id, string Name, int Weight)
{
    /// <summary>All weights of an experiment together.</summary>
    public const int WholeWeight = 10_000;

    /// <summary>Most variants of one experiment.</summary>
    public const int MaxCount = 20;

    /// <summary>Shown when nothing else decides.</summary>
    public bool IsDefault { get; init; }

    /// <summary>Its own destination; null when it shares the experiment's.</summary>
    public DestinationUrl? Destination { get; init; }

    /// <summary>How many mails with this variant were sent; null when nobody said.</summary>
    public long? SentCount { get; init; }

    /// <summary>How many of those came back; null when nobody said.</summary>
    public long? BouncedCount { get; init; }

    /// <summary>D: mails that arrived; null when nobody said how many were sent.</summary>
    public long? Delivered => SentCount is { } sent ? Math.Max(0, sent - (BouncedCount ?? 0)) : null;
}
