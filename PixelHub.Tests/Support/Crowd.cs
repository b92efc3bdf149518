using System.Globalization;

namespace PixelHub.Tests.Support;

/// <summary>A mixed crowd that meets a mail: people, proxies, scanners, previews and programs, as they introduce themselves.</summary>
internal static class Crowd
{
    /// <summary>Looks at links with HEAD, as mail gateways do.</summary>
    private const string Scanner = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36";

    private static readonly (string Agent, int Opens, int Clicks)[] Members =
    [
        (People.MailClient, 24, 0),
        (People.Browser, 31, 12),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1", 17, 7),
        ("Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)", 42, 0),
        ("Mozilla/5.0", 19, 0),
        ("Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", 2, 1),
        ("Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)", 0, 3),
        ("curl/8.11.0", 3, 2),
        (Scanner, 0, 9),
    ];

    private static readonly string[] Campaigns = ["june-letter", "june-letter", "june-reminder", ""];

    private static readonly string[] Links = ["hero", "hero", "footer", "offer", ""];

    /// <summary>Texts with which strangers try a page.</summary>
    private static readonly string[] Wild =
    [
        new('W', 256), "<img src=x onerror=alert(1)>", "مرحبا بالعالم", "exe\u202Egnp.txt", "\u200B", string.Concat(Enumerable.Repeat("👩‍👩‍👧", 20)), "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L̠ͨͧͩ͘G̴̻͈͍͔̹̑͗̎̅͛́Ǫ̵̹̻̝̳͂̌̌͘",
        "line\nbreak", "{{campaign}}", "   ",
    ];

    /// <summary>How many hits a stampede makes.</summary>
    public const int Stampeders = 130;

    /// <summary>How many hits a visit makes.</summary>
    public static int Hits { get; } = Members.Sum(member => member.Opens + member.Clicks);

    /// <summary>Strangers come with campaigns and links of their own making, each with another, the wildest most often.</summary>
    public static async Task StampedeAsync(ScriptedExperiment experiment, CancellationToken cancellationToken)
    {
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
        for (var hit = 0; hit < Stampeders; hit++)
        {
            var text = Uri.EscapeDataString(hit < 2 * Wild.Length ? Wild[hit % Wild.Length] : string.Create(CultureInfo.InvariantCulture, $"value-{hit}"));
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(experiment.Pixel, string.Create(CultureInfo.InvariantCulture, $"?r=s{hit}&c={text}&l={text}")));
            request.Headers.TryAddWithoutValidation("User-Agent", People.Browser);
            using var response = await http.SendAsync(request, cancellationToken);
        }
    }

    /// <summary>Everybody comes once.</summary>
    public static async Task VisitAsync(ScriptedExperiment experiment, CancellationToken cancellationToken)
    {
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
        for (var kind = 0; kind < Members.Length; kind++)
        {
            var (agent, opens, clicks) = Members[kind];
            for (var hit = 0; hit < opens + clicks; hit++)
            {
                // Who clicks has opened before: clicks have the recipients of the first opens.
                var isOpen = hit < opens;
                var recipient = string.Create(CultureInfo.InvariantCulture, $"{kind}-{(isOpen ? hit : hit - opens)}");
                var query = $"?r={recipient}&c={Campaigns[hit % Campaigns.Length]}&ch=email{(isOpen ? "" : "&l=" + Links[hit % Links.Length])}";
                using var request = new HttpRequestMessage(agent == Scanner ? HttpMethod.Head : HttpMethod.Get, new Uri(isOpen ? experiment.Pixel : experiment.Click, query));
                request.Headers.TryAddWithoutValidation("User-Agent", agent);
                if (!isOpen && hit % 3 == 0)
                {
                    request.Headers.Referrer = new Uri("https://webmail.example.test/inbox");
                }

                using var response = await http.SendAsync(request, cancellationToken);
            }
        }
    }
}
