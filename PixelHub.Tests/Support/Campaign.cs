using System.Globalization;
using System.Net;
using PixelHub.Core.Events;
using PixelHub.Core.Ingestion;

namespace PixelHub.Tests.Support;

/// <summary>A fetch that a mail of the campaign causes.</summary>
/// <param name="After">Time since the mail was sent.</param>
/// <param name="Kind">Pixel or link.</param>
/// <param name="Facts">The request.</param>
internal sealed record CampaignHit(TimeSpan After, EventKind Kind, RequestFacts Facts);

/// <summary>A mail to many recipients, each of whom is known to have read it, to have clicked, or to have been nothing but a machine.</summary>
internal sealed class Campaign
{
    private const string Chrome = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36";
    private const string Phone = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1";
    private const string Thunderbird = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Thunderbird/128.4.0";
    private const string Gmail = "Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)";
    private const string GmailAhead = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/42.0.2311.135 Safari/537.36 Edge/12.246 Mozilla/5.0";
    private const string Apple = "Mozilla/5.0";
    private const string Yahoo = "YahooMailProxy; https://help.yahoo.com/kb/yahoo-mail-proxy-SLN28749.html";
    private const string Outlook = "Mozilla/4.0 (compatible; ms-office; MSOffice 16)";
    private const string Slack = "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)";
    private const string Robot = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)";
    private const string SafeLinks = "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Ftrack.example.test";

    private static readonly string[] Links = ["hero", "offer", "footer", "address"];

    private readonly List<CampaignHit> _hits = [];
    private readonly Random _chance;
    private string _recipient = "";

    /// <summary>Sends it.</summary>
    /// <param name="recipients">A multiple of a hundred: each hundred is the same mixture.</param>
    /// <param name="seed">When everybody comes.</param>
    public Campaign(int recipients, int seed)
    {
        _chance = new Random(seed);
        for (var recipient = 0; recipient < recipients; recipient++)
        {
            _recipient = string.Create(CultureInfo.InvariantCulture, $"reader-{recipient}");
            Receive(recipient % 100, recipient);
        }

        Delivered = recipients;
    }

    /// <summary>Everything that happens, in no order.</summary>
    public IReadOnlyList<CampaignHit> Hits => _hits;

    /// <summary>D.</summary>
    public long Delivered { get; }

    /// <summary>H: who read it, seen or inferred.</summary>
    public long Opened { get; private set; }

    /// <summary>M: in whose name only machines came.</summary>
    public long MachineOnly { get; private set; }

    /// <summary>Who clicked.</summary>
    public long Clicked { get; private set; }

    private void Receive(int place, int number)
    {
        switch (place)
        {
            case < 22: // never looks at it
                return;
            case < 40: // reads it in Gmail, some of them several times; every third follows a link
                Read(Gmail, times: 1 + (place % 4), clicks: place % 3 == 0 ? Chrome : null);
                return;
            case < 55: // Apple fetches it, nobody is known to read it
                Machine(Open(Apple, Sometime()));
                return;
            case < 60: // Apple fetches it, and later the reader follows a link
                Open(Apple, Sometime());
                Click(Phone, Hours(11), "hero");
                Person(clicked: true);
                return;
            case < 67: // reads it in Outlook; every second click is looked up by Outlook before the browser opens it
                var at = Sometime();
                Open(Outlook, at);
                if (place % 2 == 0)
                {
                    Click(Outlook, at + Seconds(40), "hero");
                    Click(Chrome, at + Seconds(42), "hero");
                }

                Person(clicked: place % 2 == 0);
                return;
            case < 71:
                Read(Yahoo, times: 2, clicks: null);
                return;
            case < 75: // Safe Links looks at the links on arrival; later the reader comes through it
                Sweep(links: 3, over: Seconds(2));
                Open(Outlook, Hours(11));
                Click(Chrome, Hours(11) + Seconds(30), "offer", SafeLinks);
                Person(clicked: true);
                return;
            case < 79: // a gateway follows all links at once, and nobody reads it
                Machine(Sweep(links: 4, over: TimeSpan.Zero));
                return;
            case < 82: // the same, and somebody clicks later
                Sweep(links: 4, over: TimeSpan.Zero);
                Click(Chrome, Hours(12), "footer");
                Person(clicked: true);
                return;
            case < 85:
                Machine(Open(GmailAhead, Sometime()));
                return;
            case < 88:
                Open(GmailAhead, Sometime());
                Read(Gmail, times: 1, clicks: null);
                return;
            case < 91: // again and again, some within seconds
                var first = Sometime();
                foreach (var later in (ReadOnlySpan<int>)[0, 4, 11, 45, 3_600])
                {
                    Open(Thunderbird, first + Seconds(later));
                }

                Person(clicked: false);
                return;
            case < 93: // forwards it: who gets it reads and clicks under the same name
                Read(Thunderbird, times: 1, clicks: null, counts: false);
                Read(Gmail, times: 1, clicks: Phone);
                return;
            case 93: // their mailing tool forgot to fill in the tag
                _recipient = "*|UNIQID|*";
                Open(Thunderbird, Sometime());
                Click(Chrome, Sometime(), "hero");
                return;
            case 94:
                Machine(Add(EventKind.Click, Chrome, Sometime(), "hero", facts => facts with { IsHead = true }));
                return;
            case 95: // pastes the link into a chat, which draws a preview
                Read(Thunderbird, times: 1, clicks: null);
                Click(Slack, Hours(13), "hero");
                return;
            case 96: // a gateway takes its time, but follows the link that no person sees
                var trapped = Sometime();
                Click(Chrome, trapped, "hero");
                Machine(Click(Chrome, trapped + Seconds(20), "honeypot"));
                return;
            case 97:
                Machine(Click(Robot, Sometime(), "hero"));
                return;
            case 98:
                Read(Outlook, times: 1, clicks: null);
                return;
            default: // compares two offers, and then some more
                var began = Sometime();
                Open(Thunderbird, began);
                Click(Chrome, began + Seconds(20), "hero");
                Click(Chrome, began + Seconds(25), "offer");
                Click(Chrome, began + Seconds(90 + (number % 7)), "footer");
                Person(clicked: true);
                return;
        }
    }

    private void Read(string agent, int times, string? clicks, bool counts = true)
    {
        var at = Sometime();
        for (var time = 0; time < times; time++)
        {
            Open(agent, at + (time * Seconds(700)));
        }

        if (clicks is not null)
        {
            Click(clicks, at + Seconds(60), "hero");
        }

        if (counts)
        {
            Person(clicked: clicks is not null);
        }
    }

    private bool Sweep(int links, TimeSpan over)
    {
        var at = Sometime();
        at -= TimeSpan.FromMilliseconds(at.TotalMilliseconds % 1_000); // so that what takes no time falls into one second of the clock
        foreach (var link in Links[..links])
        {
            Click(Chrome, at, link);
            at += over == TimeSpan.Zero ? TimeSpan.FromMilliseconds(150) : over / links;
        }

        return true;
    }

    private bool Open(string agent, TimeSpan after) => Add(EventKind.Impression, agent, after, link: null, static facts => facts);

    private bool Click(string agent, TimeSpan after, string link, string? referer = null) =>
        Add(EventKind.Click, agent, after, link, facts => facts with { Referer = referer });

    private bool Add(EventKind kind, string agent, TimeSpan after, string? link, Func<RequestFacts, RequestFacts> with)
    {
        var facts = new RequestFacts
        {
            Recipient = _recipient,
            UserAgent = agent,
            Link = link,
            ClientAddress = new IPAddress([93, (byte)_chance.Next(256), (byte)_chance.Next(256), (byte)_chance.Next(256)]),
        };
        _hits.Add(new CampaignHit(TimeSpan.FromMilliseconds(Math.Floor(after.TotalMilliseconds)), kind, with(facts)));
        return true;
    }

    private void Person(bool clicked)
    {
        Opened++;
        Clicked += clicked ? 1 : 0;
    }

    private void Machine(bool came) => MachineOnly += came ? 1 : 0;

    /// <summary>In the first ten hours.</summary>
    private TimeSpan Sometime() => TimeSpan.FromMilliseconds(_chance.Next(60_000, 36_000_000));

    private static TimeSpan Seconds(int seconds) => TimeSpan.FromSeconds(seconds);

    private TimeSpan Hours(int hours) => TimeSpan.FromHours(hours) + TimeSpan.FromMilliseconds(_chance.Next(1_800_000));
}
