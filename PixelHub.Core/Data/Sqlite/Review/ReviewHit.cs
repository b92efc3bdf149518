using PixelHub.Core.Events;

namespace PixelHub.Core.Data.Sqlite.Review;

/// <summary>A click, or the sending of a mail, as the review reads it.</summary>
internal readonly record struct ReviewHit(
    long At, long Position, EventKind Kind, EventScope Scope, long Verdict, long Origin, ulong Recipient, bool IsRepeat, long First) : IComparable<ReviewHit>
{
    /// <summary>The number of what the request alone said of it.</summary>
    public long FirstVerdict => First != 0 ? First : Verdict;

    /// <summary>By recipient, then by time.</summary>
    public int CompareTo(ReviewHit other) =>
        Recipient != other.Recipient ? Recipient.CompareTo(other.Recipient)
        : At != other.At ? At.CompareTo(other.At)
        : Position.CompareTo(other.Position);

    public static bool operator <(ReviewHit left, ReviewHit right) => left.CompareTo(right) < 0;

    public static bool operator >(ReviewHit left, ReviewHit right) => left.CompareTo(right) > 0;

    public static bool operator <=(ReviewHit left, ReviewHit right) => left.CompareTo(right) <= 0;

    public static bool operator >=(ReviewHit left, ReviewHit right) => left.CompareTo(right) >= 0;
}

/// <summary>What becomes of a click.</summary>
/// <param name="Rule">The rule of its behaviour; null where the first verdict holds.</param>
/// <param name="IsRepeat">Whether it is a repeat.</param>
internal readonly record struct ReviewedClick(Classification.ClassificationRule? Rule, bool IsRepeat);

/// <summary>The clicks of a recipient that change.</summary>
/// <param name="Recipient">The recipient's keyed hash.</param>
/// <param name="FirstPosition">The lowest position among them.</param>
/// <param name="FirstAt">When that click arrived.</param>
/// <param name="Clicks">What becomes of them, by position.</param>
internal sealed record RecipientChange(ulong Recipient, long FirstPosition, long FirstAt, IReadOnlyDictionary<long, ReviewedClick> Clicks);
