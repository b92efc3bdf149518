using PixelHub.Core.Classification.Behaviour;
using PixelHub.Core.Events;
using PixelHub.Tests.Support;

namespace PixelHub.Tests.Data.Review;

/// <summary>Forty recipients of two experiments who open and click within half an hour, some of them watched over by filters that do it first.</summary>
internal static class RandomCampaign
{
    private static readonly string?[] Links = ["a", "b", "c", "d", null];

    /// <summary>A log in its order.</summary>
    /// <param name="chance">Decides everything.</param>
    /// <param name="isShuffled">Whether the order of the log has nothing to do with the times.</param>
    public static List<LogEntry> Log(Random chance, bool isShuffled)
    {
        var entries = Enumerable.Range(0, 40).SelectMany(i => Recipient(chance, (ulong)(i + 1) * 0x9E37_79B9_7F4A_7C15UL)).ToList();
        var ordered = entries.OrderBy(e => isShuffled ? chance.Next() : e.At.ToUnixTimeMilliseconds() + chance.Next(3_000)).ToList();
        return chance.Next(2) == 0 ? ordered : [.. ordered.Take(ordered.Count / 2), .. ordered.Skip(ordered.Count / 2).Select(e => e with { At = e.At.AddSeconds(isShuffled ? -900 : 0) })];
    }

    private static IEnumerable<LogEntry> Recipient(Random chance, ulong recipient)
    {
        var (experiment, at) = (chance.Next(1, 3), chance.NextDouble() * 1_200);
        if (chance.Next(4) == 0)
        {
            yield return Hit(EventKind.Send, at - chance.Next(4), null);
        }

        for (var i = chance.Next(4); i > 0; i--)
        {
            yield return Hit(EventKind.Impression, at + (chance.NextDouble() * 600), null);
        }

        if (chance.Next(2) == 0)
        {
            for (var i = chance.Next(2, 7); i > 0; i--)
            {
                yield return Click(at + (chance.NextDouble() * 9), EventClass.HumanBrowser, "Chrome");
            }
        }

        for (var i = chance.Next(6); i > 0; i--)
        {
            yield return Click(at + (chance.NextDouble() * (chance.Next(2) == 0 ? 40 : 600)), chance.Next(5) > 0 ? EventClass.HumanBrowser : EventClass.SecurityScanner, chance.Next(2) == 0 ? "Safari" : "Chrome");
        }

        if (chance.Next(6) == 0)
        {
            yield return Click(at + (chance.NextDouble() * 120), EventClass.HumanBrowser, "Chrome", "Honeypot").JudgedBy(BehaviourRules.Honeypot);
        }

        if (chance.Next(5) == 0)
        {
            var click = Click(at + (chance.NextDouble() * 30), EventClass.HumanBrowser, "Chrome");
            yield return chance.Next(2) == 0 ? click.JudgedBy(BehaviourRules.Burst) : click;
            yield return new BurstNotice(click.At, experiment, recipient);
        }

        TrackedEvent Click(double seconds, EventClass @class, string client, string? link = null) =>
            Hit(EventKind.Click, seconds, link ?? Links[chance.Next(Links.Length)], @class) with { Client = @class == EventClass.HumanBrowser ? client : null };

        TrackedEvent Hit(EventKind kind, double seconds, string? link, EventClass? @class = null) => Sample.Event(
            experiment, kind, seconds, recipient, 0,
            @class ?? (chance.Next(3) == 0 ? EventClass.MachinePrefetch : EventClass.HumanClient), chance.Next(15) == 0 ? EventScope.Test : EventScope.Counted,
            chance.Next(1, 4), link) with
        { At = DateTimeOffset.FromUnixTimeMilliseconds(Sample.Noon.ToUnixTimeMilliseconds() + (long)(seconds * 1_000)) };
    }
}
