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

    /// <summary>How many hits a visit makes.</summary>
    public static int Hits { get; } = Members.Sum(member => member.Opens + member.Clicks);

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
                using var request = new HttpRequestMessage(agent == Scanner ? HttpMethod.Head : HttpMethod.Get, new Uri(isOpen ? experiment.Pixel : experiment.Click, "?r=" + recipient));
                request.Headers.TryAddWithoutValidation("User-Agent", agent);
                using var response = await http.SendAsync(request, cancellationToken);
            }
        }
    }
}
