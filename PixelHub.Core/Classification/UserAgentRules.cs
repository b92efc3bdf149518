using System.Collections.Immutable;
using PixelHub.Core.Events;
using static PixelHub.Core.Classification.TextTests;
using static PixelHub.Core.Events.EventClass;

namespace PixelHub.Core.Classification;

/// <summary>
/// The rules on user agents, in order: the first that holds decides. The order matters, because scanners and proxies dress up as browsers, and
/// previews quote each other's names. General lists of robots are not used: they flag the proxies behind which people read their mail.
/// </summary>
internal static class UserAgentRules
{
    /// <summary>All of them; the last one always holds.</summary>
    public static ImmutableArray<ClassificationRule> All { get; } =
    [
        Rule("ua.empty", "Sends no user agent", Unknown, HttpLib, Is("")),

        // Mail providers that fetch without, or on behalf of, a reader.
        Rule("ua.apple-prefetch", "Apple Mail Privacy Protection, which fetches before anybody reads", MachinePrefetch, MachinePrefetch, Is("Mozilla/5.0")),
        Rule("ua.gmail-prefetch", "Gmail fetching before anybody reads", MachinePrefetch, SecurityScanner, EndsIn("Edge/12.246 Mozilla/5.0")),
        Proxy("ua.gmail-proxy", "Gmail", Has("GoogleImageProxy", "ggpht.com")),
        Proxy("ua.yahoo-proxy", "Yahoo", Has("YahooMailProxy")),
        Proxy("ua.seznam-proxy", "Seznam", Has("SeznamEmailProxy")),
        Proxy("ua.rambler-proxy", "Rambler", HasInOrder("RamblerMail/", "ImageProxy")),
        Proxy("ua.ukrnet-proxy", "ukr.net", Has("mail.ukr.net proxy")),
        Proxy("ua.fastmail-proxy", "Fastmail", Has("FastmailUA")),
        Proxy("ua.yandex-proxy", "Yandex", Has("YandexImageResizer")),
        Proxy("ua.hey-proxy", "HEY", Has("hey.com/imageproxy")),

        Rule("ua.mail-security", "A mail security product", SecurityScanner, SecurityScanner, Has(
            "Barracuda Sentinel", "Proofpoint", "urldefense", "Mimecast", "MessageLabs", "Symantec", "FireEye", "Trellix", "Forcepoint", "IronPort",
            "CiscoSecureEmail", "TrendMicro", "Sophos", "FortiMail", "FortiGuard", "Zscaler", "Kaspersky Lab", "YandexAntivirus")),

        // Microsoft Office asks the server what it is before it opens a browser: not the reader's own fetch.
        Rule("ua.office-discovery", "Microsoft Office or Exchange looking at a link before it is opened", MachinePrefetch, MachinePrefetch, Has(
            "Microsoft Office Existence Discovery", "Microsoft Office Protocol Discovery", "Microsoft-WebDAV-MiniRedir", "Microsoft Exchange/")),
        // Outlook draws images itself, but opens links in the browser: its own fetch of a link is a twin of the browser's, which is the one that counts.
        Rule("ua.outlook", "Outlook; on a link it is the twin of the browser's click", HumanClient, MachinePrefetch, Has(
            "ms-office", "MSOffice ", "Microsoft Office/", "Microsoft Outlook", "MacOutlook", "Outlook-iOS", "Outlook-Android", "Outlook-Express", "WindowsMail/",
            "OneOutlook/", "Outlook/16")),

        Rule("ua.link-preview", "A chat or social network drawing a preview", LinkPreview, LinkPreview, AnyOf(
            Has(
                "Slackbot", "Slack-ImgProxy", "Twitterbot", "facebookexternalhit", "facebookcatalog", "Facebot", "meta-external", "Discordbot",
                "LinkedInBot", "TelegramBot", "UriPreview", "MicrosoftPreview", "BingPreview", "Pinterestbot", "pinterest.com/bot", "Embedly", "Iframely",
                "redditbot", "Applebot", "Mastodon/", "Cardyb", "vkShare", "Mattermost-Bot", "Google-PageRenderer", "GoogleMessages/", "kakaotalk-scrap",
                "line-poker", "Link Preview", "LinkPreview", "link-preview", "URL Preview", "URLPreview", "Web Preview", "LinkExpander", "Onebox"),
            // Wherever the name stands, but not in a whole browser: the one inside these apps has a person in front of it, and names the app at its end
            // (… Chrome/66.0 Safari/537.36 Viber/11.9). Their programs that draw previews name themselves, and at most a platform before that.
            UserAgentShapes.BesidesWholeBrowser(Has("WhatsApp", "Viber")))),
        Rule("ua.url-security", "A service that rates the safety of addresses", SecurityScanner, SecurityScanner, UserAgentShapes.BesidesDevice(Has(
            "Google-Safety", "virustotal", "urlscan", "Palo Alto Networks", "Expanse", "Netcraft", "Bluecoat DRTR", "Hardenize", "SecurityHeaders", "ClamAV"))),
        Rule("ua.attack-tool", "A program that looks for the weak places of servers", SecurityScanner, SecurityScanner, Has(
            "Nmap ", "Nikto", "sqlmap", "masscan", "zgrab", "Nuclei", "acunetix", "Nessus", "OpenVAS", "Arachni", "DirBuster", "burpcollaborator",
            "watchTowr", "Foregenix", "CensysInspect", "l9explore", "l9tcpid", "ZmEu", "Fuzz Faster")),

        Rule("ua.mail-client", "A mail program", HumanClient, HumanClient, HasExactly(ClientFamily.MailProgramTokens)),
        Rule("ua.apple-mail-app", "Apple Mail, by its own name", HumanClient, HumanClient, StartsWith("Mail/")),
        Rule("ua.apple-mail", "Apple Mail, or another app that shows mail with Apple's web view", HumanClient, HumanClient, UserAgentShapes.IsAppleMail),

        Rule("ua.headless", "A browser driven by a program", MachinePrefetch, SecurityScanner, Has(
            "HeadlessChrome", "PhantomJS", "SlimerJS", "wkhtmlto", "jsdom/", "Puppeteer", "Playwright", "Selenium", "Cypress/")),
        Rule("ua.http-lib", "A program using an HTTP library", HttpLib, HttpLib, AnyOf(
            StartsWith(
                "curl", "Wget", "Python", "PycURL/", "aiohttp", "Boto3/", "Go 1.1 package", "Java/", "Java1.", "okhttp/", "Jakarta Commons", "axios/",
                "node", "undici", "got ", "got/", "superagent", "LWP", "Mechanize", "WWW-Mechanize", "Ruby", "Faraday", "rest-client/", "PHP", "Guzzle/",
                "Dart/", "PostmanRuntime/", "insomnia/", "RestSharp/", "reqwest/", "hyper/", "ureq/", "Deno/", "Bun/", "Scrapy/", "colly", "AHC/",
                "ReactorNetty/", "ApacheBench/", "k6/", "libcurl", "lua-resty", "Typhoeus", "go-resty/", "grpc-", "Jersey/", "Jetty/", "hackney/",
                "Needle/", "Embarcadero", "Microsoft-CryptoAPI/", "Swift/", "unirest-java", "aria2/"),
            // Apache-HttpClient, Go-http-client, python-httpx, GuzzleHttp, WinHTTP, http.rb, HTTPie …: who calls itself after the protocol is no reader.
            FirstWordHas("http"),
            Has("libwww-perl", "libcurl/", "Indy Library", "WinHttpRequest", "PowerShell/"))),
        Rule("ua.crawler", "A robot that says so", Crawler, Crawler, UserAgentShapes.BesidesDevice(HasWordEndingIn(
            endings:
            [
                "bot", "crawler", "spider", "slurp", "scanner", "fetcher", "monitor",
                // The same trades in other words; in the user agents of people they end no word.
                "crawl", "crawling", "scraper", "scraping", "scan", "scanning", "monitoring", "check", "checker", "validator", "verifier", "verify", "detector",
                "uptime", "probe", "indexer", "archiver", "analyzer", "analyser", "parser", "resolver", "classifier", "inspector", "synthetic", "preview",
                "screenshot", "thumbnail", "favicon", "sitemap", "downloader", "extractor", "harvester", "collector", "generator", "agent", "nutch", "webhook",
            ],
            exceptions: ["cubot", "camscanner"]))), // a brand of phones and tablets, and an app that photographs papers
        // Robots say where to complain; browsers have no such place. The names are those that pose as Chrome without one.
        Rule("ua.declared-robot", "A robot that gives its owner's address", Crawler, Crawler, AnyOf(
            Has("http://", "https://", "www.", "mailto:", "GoogleOther", "ia_archiver", "-User/", "feed-id", " subscribers"),
            HasExactly("Google-", "-Google", "GoogleAgent"),
            HasMailAddress)),
        Rule("ua.page-test", "A service that measures or photographs pages with a real browser", Crawler, Crawler, Has(
            "Chrome-Lighthouse", "Google Page Speed", " PTST", "Pingdom", "GTmetrix", "DareBoost", "DebugBear", "StatusCake", "Catchpoint", "Neustar WPM",
            "DejaClick", "; Rigor)", "NewRelic", "Site24x7", "CloudflareObservatory", " splash Version/", "mShots",
            "ArchiveBox", "OneTrust", "CookieHub", "Silktide", "Siteimprove", "BrandVerity", "Datanyze")),
        Rule("ua.false-browser", "A robot in the words of a browser", Crawler, Crawler, UserAgentShapes.IsFalseBrowser),

        Rule("ua.browser", "A browser", HumanBrowser, HumanBrowser, UserAgentShapes.IsBrowser),
        Rule("ua.opera-mini", "Opera Mini or UC Browser, whose servers fetch what a person is looking at", HumanBrowser, HumanBrowser, Has(
            "Opera Mini/", "UCWEB/", "UCBrowser/")),
        Rule("ua.other", "None of the known ones", Unknown, Unknown, static _ => true),
    ];

    private static ClassificationRule Rule(string id, string meaning, EventClass onOpen, EventClass onClick, TextTest userAgent) =>
        new(id, meaning, onOpen, onClick) { UserAgent = userAgent };

    /// <summary>A proxy shows images to people; when it follows a link, nobody reads.</summary>
    private static ClassificationRule Proxy(string id, string provider, TextTest userAgent) =>
        new(id, $"{provider}'s image proxy, on behalf of a reader", ProxyOpen, Crawler) { UserAgent = userAgent, Proxy = provider };
}
