using System.Collections.Immutable;
using PixelHub.Core.Events;

namespace PixelHub.Core.Classification.Behaviour;

/// <summary>
/// Machines in the guise of browsers, told by what they do. A verdict depends on the set of a recipient's clicks and on nothing else: neither on their
/// order nor on what was thought before, so that it is the same whenever and however often it is given.
/// </summary>
public static class BehaviourRules
{
    /// <summary>Id of the hidden link, in any case.</summary>
    public const string HoneypotLink = "honeypot";

    /// <summary>On the hidden link, or close to somebody who was.</summary>
    public static readonly ClassificationRule Honeypot = Rule(
        "behaviour.honeypot", "Followed the hidden link, which only machines see, or came with whoever did");

    /// <summary>Many recipients from one address.</summary>
    public static readonly ClassificationRule Burst = Rule(
        "behaviour.burst", "Came with the clicks of several other recipients from one address within seconds");

    /// <summary>Right after the sending.</summary>
    public static readonly ClassificationRule TooSoon = Rule(
        "behaviour.too-soon", "Came within seconds after the mail was sent, before anybody could read it");

    /// <summary>Several links at once.</summary>
    public static readonly ClassificationRule Sweep = Rule(
        "behaviour.sweep", "Followed several links of the mail within seconds, as filters do that check all of them");

    /// <summary>All of them, the strongest first.</summary>
    public static ImmutableArray<ClassificationRule> All { get; } = [Honeypot, Burst, TooSoon, Sweep];

    /// <summary>Whether a link is the hidden one.</summary>
    public static bool IsHoneypot(string? link) => link is not null && link.Equals(HoneypotLink, StringComparison.OrdinalIgnoreCase);

    /// <summary>Judges the clicks of one recipient in one experiment.</summary>
    /// <param name="clicks">Sorted by time. Those too close to either end of what is known get a verdict from what there is.</param>
    /// <param name="sends">When mails were sent to the recipient, in unix milliseconds, sorted.</param>
    /// <param name="thresholds">Where the lines are.</param>
    /// <returns>For each click the rule that makes it a scanner's; null where its first verdict holds.</returns>
    public static ClassificationRule?[] Judge(ReadOnlySpan<BehaviourClick> clicks, ReadOnlySpan<long> sends, BehaviourThresholds thresholds)
    {
        var verdicts = new ClassificationRule?[clicks.Length];
        var swept = SweepTest.Find(clicks, thresholds);
        var honeypots = HoneypotHits(clicks);
        for (var i = 0; i < clicks.Length; i++)
        {
            var click = clicks[i];
            verdicts[i] = click.IsHoneypot ? OnHoneypot(click.First)
                : !click.First.IsPerson() ? null
                : click.IsBurst ? Burst
                : IsNear(click.At, honeypots, Milliseconds(thresholds.HoneypotWindow)) ? Honeypot
                : IsTooSoon(click.At, sends, Milliseconds(thresholds.SendWindow)) ? TooSoon
                : swept?[i] == true ? Sweep
                : null;
        }

        return verdicts;
    }

    /// <summary>The verdict on a hit of the hidden link: whoever has said already that it is a scanner, or only a test, stays that.</summary>
    /// <param name="first">The class that the request alone gave it.</param>
    public static ClassificationRule? OnHoneypot(EventClass first) => first is EventClass.SecurityScanner or EventClass.TestOrUnmerged ? null : Honeypot;

    internal static long Milliseconds(TimeSpan span) => (long)span.TotalMilliseconds;

    private static long[] HoneypotHits(ReadOnlySpan<BehaviourClick> clicks)
    {
        List<long>? hits = null;
        foreach (ref readonly var click in clicks)
        {
            if (click.IsHoneypot)
            {
                (hits ??= []).Add(click.At);
            }
        }

        return hits?.ToArray() ?? [];
    }

    private static bool IsNear(long at, long[] hits, long window)
    {
        var place = Array.BinarySearch(hits, at - window);
        var next = place >= 0 ? place : ~place;
        return next < hits.Length && hits[next] <= at + window;
    }

    private static bool IsTooSoon(long at, ReadOnlySpan<long> sends, long window)
    {
        var place = sends.BinarySearch(at);
        var last = place >= 0 ? place : ~place - 1;
        return last >= 0 && at - sends[last] <= window;
    }

    private static ClassificationRule Rule(string id, string meaning) => new(id, meaning, EventClass.Unknown, EventClass.SecurityScanner);
}
