using PixelHub.Core.Events;

namespace PixelHub.Tests.Classification;

/// <summary>User agents as they arrive in the wild, each with its class for a pixel, its class for a link, and the rule that must recognise it.</summary>
internal static class UserAgentCorpus
{
    /// <summary>One line of the corpus.</summary>
    internal sealed record Line(EventClass OnOpen, EventClass OnClick, string Rule, string UserAgent);

    /// <summary>All lines, in order.</summary>
    public static IReadOnlyList<Line> Lines { get; } =
        [.. Text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Where(line => line[0] != '#').Select(Parse)];

    private static Line Parse(string line)
    {
        var columns = line.Split(" | ", 4);
        return new Line(ClassOf(columns[0]), ClassOf(columns[1]), columns[2].Trim(), columns[3]);
    }

    private static EventClass ClassOf(string word) => EventNames.Classes.Single(c => c.Wire() == word.Trim());

    private const string Text = """
        # Apple's and Google's fetches before anybody reads
        machine_prefetch | machine_prefetch | ua.apple-prefetch | Mozilla/5.0
        machine_prefetch | security_scanner | ua.gmail-prefetch | Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/42.0.2311.135 Safari/537.36 Edge/12.246 Mozilla/5.0

        # Image proxies
        proxy_open | crawler | ua.gmail-proxy | Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)
        proxy_open | crawler | ua.gmail-proxy | Mozilla/5.0 (Windows; U; Windows NT 5.1; de; rv:1.9.0.7) Gecko/2009021910 Firefox/3.0.7 (via ggpht.com)
        proxy_open | crawler | ua.yahoo-proxy | YahooMailProxy; https://help.yahoo.com/kb/yahoo-mail-proxy-SLN28749.html
        proxy_open | crawler | ua.seznam-proxy | Mozilla/5.0 (compatible; SeznamEmailProxy/2.0.179)
        proxy_open | crawler | ua.rambler-proxy | RamblerMail/6.0 (incompatible; ImageProxy/6.0)
        proxy_open | crawler | ua.ukrnet-proxy | Mozilla/5.0 (compatible; mail.ukr.net proxy)
        proxy_open | crawler | ua.fastmail-proxy | Mozilla/5.0 (compatible; FastmailUA/1.0; +https://www.fastmail.com)
        proxy_open | crawler | ua.yandex-proxy | Mozilla/5.0 (compatible; YandexImageResizer/2.0; +http://yandex.com/bots)
        proxy_open | crawler | ua.hey-proxy | hey.com/ImageProxy

        # Mail and link security
        security_scanner | security_scanner | ua.mail-security | Barracuda Sentinel (EE)
        security_scanner | security_scanner | ua.mail-security | Mozilla/5.0 (compatible; Proofpoint URL Defense; +http://www.proofpoint.com)
        security_scanner | security_scanner | ua.mail-security | Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/109.0.0.0 Safari/537.36 Mimecast
        security_scanner | security_scanner | ua.mail-security | MessageLabs/1.0
        security_scanner | security_scanner | ua.mail-security | Mozilla/5.0 (compatible; Symantec Email Security.cloud)
        security_scanner | security_scanner | ua.mail-security | FireEye-ETP/1.0
        security_scanner | security_scanner | ua.mail-security | Mozilla/5.0 (compatible; Trellix Email Security)
        security_scanner | security_scanner | ua.mail-security | CiscoSecureEmail/1.0
        security_scanner | security_scanner | ua.mail-security | Mozilla/5.0 (compatible; TrendMicro tmase/8.0)
        security_scanner | security_scanner | ua.mail-security | Sophos URL Threat Analysis (SXL)
        security_scanner | security_scanner | ua.mail-security | FortiGuard Web Filtering/1.0
        security_scanner | security_scanner | ua.mail-security | Mozilla/5.0 (compatible; YandexAntivirus/2.0; +http://yandex.com/bots)
        security_scanner | security_scanner | ua.mail-security | Mozilla/5.0 (Windows NT 6.1) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/79.0 Safari/537.36 Kaspersky Lab
        security_scanner | security_scanner | ua.url-security | Mozilla/5.0 (Linux; Android 5.1.1; Nexus 5) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/43.0 Mobile Safari/537.36 Google-Safety; +http://www.google.com/bot.html
        security_scanner | security_scanner | ua.url-security | AppEngine-Google; (+http://code.google.com/appengine; appid: s~virustotalcloud)
        security_scanner | security_scanner | ua.url-security | Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/125.0.0.0 Safari/537.36 urlscan.io
        security_scanner | security_scanner | ua.url-security | Expanse, a Palo Alto Networks company, searches across the global IPv4 space multiple times per day to identify customers&#39; presences on the Internet.

        # Microsoft Office
        machine_prefetch | machine_prefetch | ua.office-discovery | Microsoft Office Existence Discovery
        machine_prefetch | machine_prefetch | ua.office-discovery | Microsoft Office Protocol Discovery
        machine_prefetch | machine_prefetch | ua.office-discovery | Microsoft-WebDAV-MiniRedir/10.0.19045
        machine_prefetch | machine_prefetch | ua.office-discovery | Microsoft Exchange/15.20 (Windows NT 10.0; Win64; x64)
        human_client | machine_prefetch | ua.outlook | Mozilla/4.0 (compatible; ms-office; MSOffice 16)
        human_client | machine_prefetch | ua.outlook | Mozilla/4.0 (compatible; ms-office; MSOffice rmj)
        human_client | machine_prefetch | ua.outlook | Mozilla/4.0 (compatible; MSIE 7.0; Windows NT 10.0; WOW64; Trident/7.0; .NET4.0C; .NET4.0E; Microsoft Outlook 16.0.5134; ms-office; MSOffice 16)
        human_client | machine_prefetch | ua.outlook | Microsoft Office/16.0 (Windows NT 10.0; Microsoft Outlook 16.0.16327; Pro)
        human_client | machine_prefetch | ua.outlook | Microsoft Office/14.0 (Windows NT 5.1; Microsoft Outlook 14.0.4536; Pro; MSOffice 14)
        human_client | machine_prefetch | ua.outlook | Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) MacOutlook/16.78.23100802 (Intelx64 Mac OS X Version 14.0 (Build 23A344))
        human_client | machine_prefetch | ua.outlook | Outlook-iOS/709.2226530.prod.iphone (3.24.1)
        human_client | machine_prefetch | ua.outlook | Outlook-Android/2.0
        human_client | machine_prefetch | ua.outlook | Outlook-Express/7.0 (MSIE 7.0; Windows NT 6.1; WOW64; Trident/5.0; SLCC2; TmstmpExt)
        human_client | machine_prefetch | ua.outlook | WindowsMail/17.9

        # Previews
        link_preview | link_preview | ua.link-preview | Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)
        link_preview | link_preview | ua.link-preview | Slack-ImgProxy (+https://api.slack.com/robots)
        link_preview | link_preview | ua.link-preview | Twitterbot/1.0
        link_preview | link_preview | ua.link-preview | facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)
        link_preview | link_preview | ua.link-preview | facebookcatalog/1.0
        link_preview | link_preview | ua.link-preview | meta-externalagent/1.1 (+https://developers.facebook.com/docs/sharing/webmasters/crawler)
        link_preview | link_preview | ua.link-preview | Mozilla/5.0 (Macintosh; Intel Mac OS X 10_11_1) AppleWebKit/601.2.4 (KHTML, like Gecko) Version/9.0.1 Safari/601.2.4 facebookexternalhit/1.1 Facebot Twitterbot/1.0
        link_preview | link_preview | ua.link-preview | WhatsApp/2.23.20.0 A
        link_preview | link_preview | ua.link-preview | Mozilla/5.0 (compatible; Discordbot/2.0; +https://discordapp.com)
        link_preview | link_preview | ua.link-preview | LinkedInBot/1.0 (compatible; Mozilla/5.0; Apache-HttpClient +http://www.linkedin.com)
        link_preview | link_preview | ua.link-preview | TelegramBot (like TwitterBot)
        link_preview | link_preview | ua.link-preview | Mozilla/5.0 (Windows NT 6.1; WOW64) SkypeUriPreview Preview/0.5 skype-url-preview@microsoft.com
        link_preview | link_preview | ua.link-preview | Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/116.0.1938.76 Safari/537.36 MicrosoftPreview/2.0 +https://aka.ms/MicrosoftPreview
        link_preview | link_preview | ua.link-preview | Mozilla/5.0 (iPhone; CPU iPhone OS 7_0 like Mac OS X) AppleWebKit/537.51.1 (KHTML, like Gecko) Version/7.0 Mobile/11A465 Safari/9537.53 BingPreview/1.0b
        link_preview | link_preview | ua.link-preview | Mozilla/5.0 (compatible; Snap URL Preview Service; bot; snapchat; https://developers.snap.com/robots)
        link_preview | link_preview | ua.link-preview | Mozilla/5.0 (compatible; Pinterestbot/1.0; +http://www.pinterest.com/bot.html)
        link_preview | link_preview | ua.link-preview | Mozilla/5.0 (compatible; Embedly/0.2; +http://support.embed.ly/)
        link_preview | link_preview | ua.link-preview | Iframely/1.3.1 (+https://iframely.com/docs/about)
        link_preview | link_preview | ua.link-preview | Mozilla/5.0 (compatible; redditbot/1.0; +http://www.reddit.com/feedback)
        link_preview | link_preview | ua.link-preview | Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_5) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/13.1.1 Safari/605.1.15 (Applebot/0.1; +http://www.apple.com/go/applebot)
        link_preview | link_preview | ua.link-preview | Viber/13.3.0.5
        link_preview | link_preview | ua.link-preview | http.rb/5.1.1 (Mastodon/4.2.1; +https://mastodon.social/)
        link_preview | link_preview | ua.link-preview | Mozilla/5.0 (compatible; Bluesky Cardyb/1.1; mailto:support@bsky.app)

        # Mail programs
        human_client | human_client | ua.mail-client | Mozilla/5.0 (X11; Linux x86_64; rv:115.0) Gecko/20100101 Thunderbird/115.3.1
        human_client | human_client | ua.mail-client | Mozilla/5.0 (Windows; U; Windows NT 5.1; cs; rv:1.8.1.21) Gecko/20090302 Lightning/0.9 Thunderbird/2.0.0.21
        human_client | human_client | ua.mail-client | Mozilla/5.0 (X11; Linux i686; rv:10.0.11) Gecko/20121123 Icedove/10.0.11
        human_client | human_client | ua.mail-client | Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:60.0) Gecko/20100101 Postbox/7.0.48
        human_client | human_client | ua.mail-client | Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Airmail/5.0.3
        human_client | human_client | ua.mail-client | Mozilla/4.0 (compatible; Lotus-Notes/6.0; Windows-NT)
        human_client | human_client | ua.mail-client | The Bat! 9.3.4
        human_client | human_client | ua.mail-client | Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) eM Client/9.2.2258
        human_client | human_client | ua.mail-client | Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Mailspring/1.10.8 Chrome/94.0.4606.81 Electron/15.5.7 Safari/537.36
        human_client | human_client | ua.mail-client | Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/81.0.4044.138 Safari/537.36 Mailbird/2.9.50.0
        human_client | human_client | ua.mail-client | Mozilla/5.0 (Windows NT 10.0; WOW64; Trident/7.0; Foxmail 7.2.25; rv:11.0) like Gecko
        human_client | human_client | ua.mail-client | Mozilla/5.0 (Linux; Android 13; SM-S911N) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/112.0.5615.135 Mobile Safari/537.36 NaverMailApp/2.9.1
        human_client | human_client | ua.mail-client | Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Superhuman/8.0 Chrome/110.0.5481.177 Electron/23.1.3 Safari/537.36
        human_client | human_client | ua.mail-client | Android-Gmail/2023.05.14.533456789 (sw411dp; 420dpi)
        human_client | human_client | ua.apple-mail-app | Mail/16.0 (3731.700.6) CFNetwork/1410.0.3 Darwin/22.6.0
        human_client | human_client | ua.apple-mail | Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148
        human_client | human_client | ua.apple-mail | Mozilla/5.0 (iPad; CPU OS 16_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148
        human_client | human_client | ua.apple-mail | Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko)
        human_client | human_client | ua.apple-mail | Mozilla/5.0 (Macintosh; U; Intel Mac OS X 10_5_8; de-de) AppleWebKit/533.18.1 (KHTML, like Gecko)

        # Programs
        machine_prefetch | security_scanner | ua.headless | Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/126.0.6478.36 Safari/537.36
        machine_prefetch | security_scanner | ua.headless | Mozilla/5.0 (Unknown; Linux x86_64) AppleWebKit/538.1 (KHTML, like Gecko) PhantomJS/2.1.1 Safari/538.1
        http_lib | http_lib | ua.http-lib | curl/8.5.0
        http_lib | http_lib | ua.http-lib | Wget/1.21.4
        http_lib | http_lib | ua.http-lib | python-requests/2.31.0
        http_lib | http_lib | ua.http-lib | Python/3.11 aiohttp/3.9.5
        http_lib | http_lib | ua.http-lib | Go-http-client/2.0
        http_lib | http_lib | ua.http-lib | Java/17.0.9
        http_lib | http_lib | ua.http-lib | okhttp/4.12.0
        http_lib | http_lib | ua.http-lib | Apache-HttpClient/4.5.14 (Java/17.0.9)
        http_lib | http_lib | ua.http-lib | axios/1.6.8
        http_lib | http_lib | ua.http-lib | node-fetch/1.0 (+https://github.com/bitinn/node-fetch)
        http_lib | http_lib | ua.http-lib | undici
        http_lib | http_lib | ua.http-lib | libwww-perl/6.67
        http_lib | http_lib | ua.http-lib | GuzzleHttp/7
        http_lib | http_lib | ua.http-lib | PostmanRuntime/7.39.0

        # Robots
        crawler | crawler | ua.crawler | Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)
        crawler | crawler | ua.crawler | Mozilla/5.0 (Linux; Android 6.0.1; Nexus 5X Build/MMB29P) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.6478.126 Mobile Safari/537.36 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)
        crawler | crawler | ua.crawler | Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)
        crawler | crawler | ua.crawler | Mozilla/5.0 (compatible; Yahoo! Slurp; http://help.yahoo.com/help/us/ysearch/slurp)
        crawler | crawler | ua.crawler | Mozilla/5.0 (compatible; Baiduspider/2.0; +http://www.baidu.com/search/spider.html)
        crawler | crawler | ua.crawler | Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.0; +https://openai.com/gptbot)
        crawler | crawler | ua.crawler | Mozilla/5.0+(compatible; UptimeRobot/2.0; http://www.uptimerobot.com/)
        crawler | crawler | ua.crawler | Screaming Frog SEO Spider/19.4
        crawler | crawler | ua.crawler | crawler4j (https://github.com/yasserg/crawler4j/)
        crawler | crawler | ua.declared-robot | Mozilla/5.0 (compatible; YandexWebmaster/2.0; +http://yandex.com/bots)
        crawler | crawler | ua.declared-robot | Mozilla/5.0 (Linux; Android 6.0.1; Nexus 5X Build/MMB29P) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.6478.126 Mobile Safari/537.36 (compatible; GoogleOther)

        # Browsers
        human_browser | human_browser | ua.browser | Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36
        human_browser | human_browser | ua.browser | Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36 Edg/126.0.0.0
        human_browser | human_browser | ua.browser | Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:127.0) Gecko/20100101 Firefox/127.0
        human_browser | human_browser | ua.browser | Mozilla/5.0 (Windows NT 10.0; WOW64; Trident/7.0; rv:11.0) like Gecko
        human_browser | human_browser | ua.browser | Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Safari/605.1.15
        human_browser | human_browser | ua.browser | Mozilla/5.0 (iPhone; CPU iPhone OS 17_5_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1
        human_browser | human_browser | ua.browser | Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/126.0.6478.54 Mobile/15E148 Safari/604.1
        human_browser | human_browser | ua.browser | Mozilla/5.0 (iPhone; CPU iPhone OS 17_5_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/21F90 [FBAN/FBIOS;FBAV/467.1.0.44.107;FBBV/604211232]
        human_browser | human_browser | ua.browser | Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Mobile Safari/537.36
        human_browser | human_browser | ua.browser | Mozilla/5.0 (Linux; Android 13; SM-X700) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/125.0.0.0 Safari/537.36
        human_browser | human_browser | ua.browser | Mozilla/5.0 (Linux; Android 14; SAMSUNG SM-S918B) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/25.0 Chrome/121.0.0.0 Mobile Safari/537.36
        human_browser | human_browser | ua.browser | Mozilla/5.0 (Android 13; Tablet; rv:126.0) Gecko/126.0 Firefox/126.0
        human_browser | human_browser | ua.browser | Mozilla/5.0 (Linux; Android 10; CUBOT X20) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/96.0.4664.104 Mobile Safari/537.36
        human_browser | human_browser | ua.browser | Mozilla/5.0 (Linux; Android 9; CUBOT_NOVA) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/83.0.4103.106 Mobile Safari/537.36
        human_browser | human_browser | ua.browser | Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36
        human_browser | human_browser | ua.browser | Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:126.0) Gecko/20100101 Firefox/126.0
        human_browser | human_browser | ua.browser | Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/125.0.0.0 Safari/537.36 OPR/111.0.0.0
        human_browser | human_browser | ua.browser | Mozilla/5.0 (SMART-TV; LINUX; Tizen 6.0) AppleWebKit/537.36 (KHTML, like Gecko) 76.0.3809.146/6.0 TV Safari/537.36
        human_browser | human_browser | ua.browser | Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/42.0.2311.135 Safari/537.36 Edge/12.246

        # Neither
        unknown | unknown | ua.other | Opera/9.80 (Windows NT 6.1; WOW64) Presto/2.12.388 Version/12.18
        unknown | unknown | ua.other | Dalvik/2.1.0 (Linux; U; Android 8.1.0; LM-Q710(FGN) Build/OPM1.171019.019)
        unknown | unknown | ua.other | mozilla/5.0
        unknown | unknown | ua.other | Mozilla/5.0 (compatible)
        """;
}
