using System.Globalization;
using PixelHub.Core.Events;

namespace PixelHub.Core.Classification;

/// <summary>A rule of the owner's own, tried before those of the product.</summary>
/// <param name="Number">Never given to another rule of this install; 0 while it is new.</param>
/// <param name="Name">What the owner calls it.</param>
/// <param name="Match">How the user agent is compared with <paramref name="Text"/>; letters count the same in both cases.</param>
/// <param name="Text">The text.</param>
/// <param name="OnOpen">Its class for a pixel or an image.</param>
/// <param name="OnClick">Its class for everything else.</param>
public sealed record OwnRule(int Number, string Name, TextMatch Match, string Text, EventClass OnOpen, EventClass OnClick)
{
    /// <summary>Most rules of their own that an owner can have: each is tried for every new user agent.</summary>
    public const int MaxCount = 50;

    /// <summary>Longest name.</summary>
    public const int MaxName = 80;

    /// <summary>Shortest text: a shorter one is found in the user agents of half the world.</summary>
    public const int MinText = 3;

    /// <summary>Longest text.</summary>
    public const int MaxText = 200;

    /// <summary>How the ids of own rules begin.</summary>
    public const string Prefix = "own.";

    /// <summary>Stored with the hits it decided.</summary>
    public string Id => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{Number}");

    /// <summary>As the classifier tries it.</summary>
    internal ClassificationRule ToRule() => new(Id, Name, OnOpen, OnClick)
    {
        UserAgent = Match switch
        {
            TextMatch.StartsWith => text => text.StartsWith(Text, StringComparison.OrdinalIgnoreCase),
            TextMatch.Is => text => text.Equals(Text, StringComparison.OrdinalIgnoreCase),
            _ => text => text.Contains(Text, StringComparison.OrdinalIgnoreCase),
        },
    };
}

/// <summary>How an own rule compares. The number is stored and never changes its meaning.</summary>
public enum TextMatch : byte
{
    /// <summary>The text is somewhere in the user agent.</summary>
    Contains = 0,

    /// <summary>The user agent begins with it.</summary>
    StartsWith = 1,

    /// <summary>The user agent is the text.</summary>
    Is = 2,
}
