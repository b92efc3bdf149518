using System.Collections.Immutable;
using System.Globalization;
using PixelHub.Core.Catalog;

namespace PixelHub.Core.Classification;

/// <summary>From when on clicks look like those of a machine. An owner may move them, within bounds.</summary>
public sealed record BehaviourThresholds
{
    /// <summary>As they are when nobody has moved them.</summary>
    public static BehaviourThresholds Default { get; } = new();

    /// <summary>Different links of one recipient, within <see cref="SweepSeconds"/>, that make a sweep.</summary>
    public int SweepLinks { get; init; } = 3;

    /// <summary>Seconds in which they are followed.</summary>
    public int SweepSeconds { get; init; } = 10;

    /// <summary>Different links of one recipient in the same second that make a sweep.</summary>
    public int SameSecondLinks { get; init; } = 2;

    /// <summary>Seconds before and after a hit on a hidden link in which the recipient's hits are a machine's.</summary>
    public int HoneypotSeconds { get; init; } = 60;

    /// <summary>Seconds after the mail was sent in which nobody can have read it.</summary>
    public int SendSeconds { get; init; } = 2;

    /// <summary>Different recipients from one address, within <see cref="BurstSeconds"/>, that make a burst.</summary>
    public int BurstRecipients { get; init; } = 5;

    /// <summary>Seconds in which they come.</summary>
    public int BurstSeconds { get; init; } = 10;

    /// <summary>Seconds in which a machine's click and a person's on the same link are one click of the person.</summary>
    public int TwinSeconds { get; init; } = 10;

    /// <summary>Each of them with its bounds.</summary>
    public static ImmutableArray<BehaviourThreshold> All { get; } =
    [
        new("sweepLinks", 2, 50, t => t.SweepLinks, (t, n) => t with { SweepLinks = n }),
        new("sweepSeconds", 1, 120, t => t.SweepSeconds, (t, n) => t with { SweepSeconds = n }),
        new("sameSecondLinks", 2, 50, t => t.SameSecondLinks, (t, n) => t with { SameSecondLinks = n }),
        new("honeypotSeconds", 1, 600, t => t.HoneypotSeconds, (t, n) => t with { HoneypotSeconds = n }),
        new("sendSeconds", 0, 60, t => t.SendSeconds, (t, n) => t with { SendSeconds = n }),
        new("burstRecipients", 2, 1_000, t => t.BurstRecipients, (t, n) => t with { BurstRecipients = n }),
        new("burstSeconds", 1, 120, t => t.BurstSeconds, (t, n) => t with { BurstSeconds = n }),
        new("twinSeconds", 0, 120, t => t.TwinSeconds, (t, n) => t with { TwinSeconds = n }),
    ];

    internal static TimeSpan InstantWindow { get; } = TimeSpan.FromSeconds(1);

    internal TimeSpan SweepWindow => TimeSpan.FromSeconds(SweepSeconds);

    internal TimeSpan HoneypotWindow => TimeSpan.FromSeconds(HoneypotSeconds);

    internal TimeSpan SendWindow => TimeSpan.FromSeconds(SendSeconds);

    internal TimeSpan BurstWindow => TimeSpan.FromSeconds(BurstSeconds);

    internal TimeSpan TwinWindow => TimeSpan.FromSeconds(TwinSeconds);

    /// <summary>How far from a click another one, or the mail's sending, can still change what is thought of it.</summary>
    internal TimeSpan Reach => Longest(Longest(HoneypotWindow, SendWindow), Longest(SweepWindow, InstantWindow) + TwinWindow);

    /// <summary>What is out of its bounds; none when they may be saved.</summary>
    public IEnumerable<FieldFault> Faults() => All.Where(t => t.Of(this) < t.Least || t.Of(this) > t.Most).Select(t => t.OutOfBounds);

    private static TimeSpan Longest(TimeSpan a, TimeSpan b) => a > b ? a : b;
}

/// <summary>One of the thresholds.</summary>
/// <param name="Key">Its name for programs.</param>
/// <param name="Least">The smallest number it can be.</param>
/// <param name="Most">The largest.</param>
/// <param name="Of">Reads it.</param>
/// <param name="With">Gives thresholds in which it is another number.</param>
public sealed record BehaviourThreshold(
    string Key, int Least, int Most, Func<BehaviourThresholds, int> Of, Func<BehaviourThresholds, int, BehaviourThresholds> With)
{
    /// <summary>Path of its field.</summary>
    public string Field => "behaviour." + Key;

    /// <summary>What is said of a number beyond its bounds.</summary>
    public FieldFault OutOfBounds =>
        new(Field, FaultCodes.OutOfRange, string.Create(CultureInfo.InvariantCulture, $"Give a whole number from {Least:N0} to {Most:N0}."));
}
