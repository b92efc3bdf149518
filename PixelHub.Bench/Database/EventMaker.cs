using PixelHub.Core.EventLog;
using PixelHub.Core.Events;

namespace PixelHub.Bench.Database;

/// <summary>
/// Hits as a year of mailings brings them: 60 % first opens of recipients, 25 % further opens and 10 % clicks of recipients known from before, 5 %
/// visitors and machines without a recipient. Always the same ones, and cheap: a million take a fraction of a second.
/// </summary>
/// <param name="experiments">Numbers of the experiments: 97 % of the recipients belong to the first one, the rest to the others.</param>
/// <param name="start">When the first hit arrives.</param>
/// <param name="step">From one hit to the next.</param>
internal sealed class EventMaker(int[] experiments, DateTimeOffset start, TimeSpan step)
{
    private const int FrameBytes = 90; // about what a hit takes in the event log
    private const int RecipientsOfCampaign = 5_000_000;
    private const int SmallShare = 33; // one recipient in so many belongs to a small experiment
    private const int LateShare = 10; // one of so many who come back does so at any time, the others within days

    private static readonly TimeSpan ComeBackAfter = TimeSpan.FromDays(1.5); // on average; how long falls off exponentially

    private static readonly Profile[] Openers =
    [
        new(40, EventClass.ProxyOpen, "ua.gmail-proxy", "Gmail", null, null),
        new(25, EventClass.MachinePrefetch, "ua.apple-mpp", "Apple Mail", null, null),
        new(5, EventClass.ProxyOpen, "ua.yahoo-proxy", "Yahoo", null, null),
        new(12, EventClass.HumanClient, "ua.outlook", "Outlook", "Windows", "desktop"),
        new(8, EventClass.HumanBrowser, "ua.browser", "Chrome", "Windows", "desktop"),
        new(10, EventClass.HumanBrowser, "ua.browser", "Safari", "iOS", "phone"),
    ];

    private static readonly Profile[] Clickers =
    [
        new(40, EventClass.HumanBrowser, "ua.browser", "Chrome", "Windows", "desktop"),
        new(30, EventClass.HumanBrowser, "ua.browser", "Safari", "iOS", "phone"),
        new(20, EventClass.HumanBrowser, "ua.browser", "Chrome", "Android", "phone"),
        new(10, EventClass.SecurityScanner, "ua.scanner", "Proofpoint", null, null),
    ];

    private static readonly Profile Robot = new(0, EventClass.Crawler, "ua.crawler", "bingbot", null, null);
    private static readonly string[] Links = [.. Enumerable.Range(1, 8).Select(n => $"link-{n}")];
    private static readonly string[] Campaigns = [.. Enumerable.Range(1, 24).Select(n => $"mailing-{n:00}")];
    private static readonly string[] Hosts = ["news.example.com", "blog.example.org", "shop.example.net"];

    private readonly double _recipientsMeanwhile = ComeBackAfter / step * 0.6;
    private long _recipients;
    private ulong _random = 0x9E37_79B9;

    /// <summary>Whether everybody who comes back does so at any time, which is the hardest case there is: nobody is remembered from the last days.</summary>
    public bool AllComeBackAtAnyTime { get; set; }

    /// <summary>Hits made so far.</summary>
    public long Made { get; private set; }

    /// <summary>When the next hit arrives.</summary>
    public DateTimeOffset Now => start + (step * Made);

    /// <summary>The next hits, as the log would hand them to the committer.</summary>
    /// <param name="position">Where the log stands.</param>
    /// <param name="size">How many.</param>
    public LogBatch Next(long position, int size)
    {
        var entries = new PositionedEntry[size];
        for (var i = 0; i < size; i++)
        {
            entries[i] = new PositionedEntry(position + (i * (long)FrameBytes), Next());
        }

        return new LogBatch(position, position + (size * (long)FrameBytes), entries);
    }

    private TrackedEvent Next()
    {
        var random = Random();
        var kind = _recipients == 0 ? 0 : random % 100;
        var e = kind switch
        {
            < 60 => Hit(++_recipients, EventKind.Impression),
            < 85 => Hit(Known(), EventKind.Impression),
            < 95 => Hit(Known(), EventKind.Click) with { Link = Links[(random >> 32) % (ulong)Links.Length] },
            < 98 => Nobody(Clickers[0]) with { Viewer = Random(), ReferrerHost = Hosts[(random >> 32) % (ulong)Hosts.Length] },
            _ => Nobody(Robot),
        };
        Made++;
        return e;
    }

    private long Known()
    {
        var random = Random();
        if (!AllComeBackAtAnyTime && random % LateShare != 0)
        {
            var ago = (long)(-Math.Log(((random >> 11) + 1) / (double)(1L << 53)) * _recipientsMeanwhile);
            if (ago < _recipients)
            {
                return _recipients - ago;
            }
        }

        return 1 + (long)(Random() % (ulong)_recipients);
    }

    /// <summary>The same recipient always has the same key, experiment, variant and campaign, and opens with the same program.</summary>
    private TrackedEvent Hit(long recipient, EventKind kind)
    {
        var key = Mix((ulong)recipient);
        var small = recipient % SmallShare == 0 ? 1 + (int)(recipient / SmallShare % (experiments.Length - 1)) : 0;
        return Event(experiments[small], kind, Of(kind == EventKind.Click ? Clickers : Openers, key)) with
        {
            Recipient = key,
            Variant = 1 + (int)(key >> 32) % 3,
            Channel = "email",
            Campaign = Campaigns[recipient / RecipientsOfCampaign % Campaigns.Length],
        };
    }

    private TrackedEvent Nobody(Profile profile) => Event(experiments[0], EventKind.Impression, profile) with { Channel = "web", Variant = 1 + (int)(Random() % 3) };

    private TrackedEvent Event(int experiment, EventKind kind, Profile profile) => new(Now, experiment)
    {
        Kind = kind,
        Class = profile.Class,
        Rule = profile.Rule,
        Client = profile.Client,
        Os = profile.Os,
        Device = profile.Device,
    };

    private static Profile Of(Profile[] profiles, ulong key)
    {
        var place = (int)(key % 100);
        var i = 0;
        while (place >= profiles[i].Share)
        {
            place -= profiles[i++].Share;
        }

        return profiles[i];
    }

    private ulong Random() => Mix(++_random);

    /// <summary>SplitMix64: its numbers are as evenly spread as the keyed hashes of recipients are, and none comes twice.</summary>
    private static ulong Mix(ulong value)
    {
        value *= 0x9E37_79B9_7F4A_7C15;
        value = (value ^ (value >> 30)) * 0xBF58_476D_1CE4_E5B9;
        value = (value ^ (value >> 27)) * 0x94D0_49BB_1331_11EB;
        return value ^ (value >> 31);
    }

    private sealed record Profile(int Share, EventClass Class, string Rule, string? Client, string? Os, string? Device);
}
