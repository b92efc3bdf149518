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
            "ms-office", "MSOffice ", "Microsoft Office/", "Microsoft Outlook", "MacOutlook", "Outlook-iOS", "Outlook-Android", "Outlook-Express", "WindowsMail/")),

        Rule("ua.link-preview", "A chat or social network drawing a preview", LinkPreview, LinkPreview, Has(
            "Slackbot", "Slack-ImgProxy", "Twitterbot", "facebookexternalhit", "facebookcatalog", "Facebot", "meta-external", "WhatsApp", "Discordbot",
            "LinkedInBot", "TelegramBot", "SkypeUriPreview", "MicrosoftPreview", "BingPreview", "Snap URL Preview", "Viber", "Pinterestbot",
            "pinterest.com/bot", "Embedly", "Iframely", "redditbot", "Applebot", "Mastodon/", "Cardyb", "vkShare", "Mattermost-Bot", "ZulipURLPreview",
            "Google-PageRenderer", "Quora Link Preview", "GoogleMessages/", "kakaotalk-scrap", "line-poker")),
        Rule("ua.url-security", "A service that rates the safety of addresses", SecurityScanner, SecurityScanner, Has(
            "Google-Safety", "virustotal", "urlscan", "Palo Alto Networks", "Expanse")),

        Rule("ua.mail-client", "A mail program", HumanClient, HumanClient, HasExactly(ClientFamily.MailProgramTokens)),
        Rule("ua.apple-mail-app", "Apple Mail, by its own name", HumanClient, HumanClient, StartsWith("Mail/")),
        Rule("ua.apple-mail", "Apple Mail, or another app that shows mail with Apple's web view", HumanClient, HumanClient, UserAgentShapes.IsAppleMail),

        Rule("ua.headless", "A browser driven by a program", MachinePrefetch, SecurityScanner, Has(
            "HeadlessChrome", "PhantomJS", "Puppeteer", "Playwright", "Selenium")),
        Rule("ua.http-lib", "A program using an HTTP library", HttpLib, HttpLib, StartsWith(
            "curl", "Wget", "Python/", "Python-", "aiohttp", "Go-http-client/", "Go 1.1 package http", "Java/", "Java-http-client/", "okhttp/",
            "Apache-HttpClient/", "Apache-HttpAsyncClient/", "Jakarta Commons-HttpClient/", "axios/", "node-fetch/", "node", "undici", "got ", "superagent",
            "libwww-perl/", "LWP", "Ruby", "Faraday", "rest-client/", "http.rb/", "PHP", "GuzzleHttp/", "Symfony HttpClient", "Dart/", "PostmanRuntime/",
            "insomnia/", "HTTPie/", "RestSharp/", "reqwest/", "hyper/", "ureq/", "Deno/", "Bun/", "Scrapy/", "colly", "fasthttp", "AHC/",
            "ReactorNetty/", "WinHTTP", "ApacheBench/", "k6/", "libcurl", "lua-resty-http/", "Typhoeus")),
        Rule("ua.crawler", "A robot that says so", Crawler, Crawler, HasWordEndingIn(
            endings: ["bot", "crawler", "spider", "slurp", "scanner", "fetcher", "monitor"],
            exceptions: ["cubot"])), // a brand of phones
        // Robots give an address for complaints after a plus sign; no browser does. The names are those that pose as Chrome without one.
        Rule("ua.declared-robot", "A robot that gives its owner's address", Crawler, Crawler, Has(
            "+http://", "+https://", "GoogleOther", "Google-InspectionTool", "Mediapartners-Google", "Chrome-Lighthouse", "ia_archiver")),

        Rule("ua.browser", "A browser", HumanBrowser, HumanBrowser, UserAgentShapes.IsBrowser),
        Rule("ua.other", "None of the known ones", Unknown, Unknown, static _ => true),
    ];

    private static ClassificationRule Rule(string id, string meaning, EventClass onOpen, EventClass onClick, TextTest userAgent) =>
        new(id, meaning, onOpen, onClick) { UserAgent = userAgent };

    /// <summary>A proxy shows images to people; when it follows a link, nobody reads.</summary>
    private static ClassificationRule Proxy(string id, string provider, TextTest userAgent) =>
        new(id, $"{provider}'s image proxy, on behalf of a reader", ProxyOpen, Crawler) { UserAgent = userAgent, Proxy = provider };
}
