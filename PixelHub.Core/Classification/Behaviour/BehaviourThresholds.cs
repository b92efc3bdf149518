namespace PixelHub.Core.Classification.Behaviour;

/// <summary>From where on the behaviour of clicks gives a machine away. Immutable; a change is a new record in <see cref="BehaviourSettings"/>.</summary>
public sealed record BehaviourThresholds
{
    /// <summary>What this version starts with.</summary>
    public static BehaviourThresholds Default { get; } = new();

    /// <summary>So many different links of one recipient within <see cref="SweepWindow"/> are a sweep. At least 2.</summary>
    public int SweepLinks { get; init; } = 3;

    /// <summary>Longest from the first to the last click of a sweep.</summary>
    public TimeSpan SweepWindow { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>So many different links of one recipient within <see cref="InstantWindow"/> are a sweep too. At least 2.</summary>
    public int InstantLinks { get; init; } = 2;

    /// <summary>Clicks that are less than this apart came at once.</summary>
    public TimeSpan InstantWindow { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>A hit on the hidden link speaks about the recipient's clicks this long before and after it.</summary>
    public TimeSpan HoneypotWindow { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Nobody clicks this soon after the mail was sent.</summary>
    public TimeSpan SendWindow { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>So many different recipients from one address within <see cref="BurstWindow"/> are a burst. At least 2.</summary>
    public int BurstRecipients { get; init; } = 5;

    /// <summary>Longest from the first to the last click of a burst.</summary>
    public TimeSpan BurstWindow { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>A person and a scanner on the same link this close to each other are told apart by their programs.</summary>
    public TimeSpan TwinWindow { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How far from a click another one, or the mail's sending, can still change what is thought of it.</summary>
    public TimeSpan Reach => Longest(Longest(HoneypotWindow, SendWindow), Longest(SweepWindow, InstantWindow) + TwinWindow);

    private static TimeSpan Longest(TimeSpan a, TimeSpan b) => a > b ? a : b;
}
