using PixelHub.Core.Events;

namespace PixelHub.Core.Classification;

/// <summary>One of the rules by which hits are classified.</summary>
/// <param name="Id">Stored with every event it decided, so it never changes and is never given to another rule.</param>
/// <param name="Meaning">Who is recognised by it, in words for the owner of the experiment.</param>
/// <param name="OnOpen">Its class for a pixel or an image.</param>
/// <param name="OnClick">Its class for everything else: links, and what programs post.</param>
public sealed record ClassificationRule(string Id, string Meaning, EventClass OnOpen, EventClass OnClick)
{
    /// <summary>What the user agent must look like; null for a rule that looks at something else.</summary>
    internal TextTest? UserAgent { get; init; }

    /// <summary>The mail provider whose proxy it recognises; null for every other rule.</summary>
    internal string? Proxy { get; init; }

    /// <summary>Its class for a kind of event.</summary>
    public EventClass On(EventKind kind) => kind == EventKind.Impression ? OnOpen : OnClick;
}
