using PixelHub.Core.Events;

namespace PixelHub.Core.Classification;

/// <summary>What a request says about who sent it. All texts are as they arrived: hostile until proven otherwise.</summary>
public readonly record struct HitFacts
{
    /// <summary>What was asked for: the verdict depends on it.</summary>
    public required EventKind Endpoint { get; init; }

    /// <summary>Whether the method was HEAD.</summary>
    public bool IsHead { get; init; }

    /// <summary>The User-Agent header; null or empty when missing.</summary>
    public string? UserAgent { get; init; }

    /// <summary>The first of Sec-Purpose, Purpose, X-Moz and X-Purpose that is present; null when none is.</summary>
    public string? Purpose { get; init; }

    /// <summary>The Referer header; null when missing.</summary>
    public string? Referer { get; init; }

    /// <summary>The recipient as the URL gives it; null when the URL has none, empty when it has an empty one.</summary>
    public string? Recipient { get; init; }
}
