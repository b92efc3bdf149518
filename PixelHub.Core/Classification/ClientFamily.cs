namespace PixelHub.Core.Classification;

/// <summary>
/// Names the program, system and device behind a user agent that speaks for a person. An iPad that asks for desktop pages says it is a Mac, and
/// is counted as one: nothing in the request tells them apart.
/// </summary>
internal static class ClientFamily
{
    // The first token found names it, so what borrows another's name stands before it. To the letter: "Microsoft" holds a "cros".
    private static readonly (string Token, string Name)[] MailPrograms =
    [
        ("Betterbird", "Betterbird"), ("Thunderbird", "Thunderbird"), ("Icedove", "Thunderbird"), ("Postbox", "Postbox"), ("Airmail", "Airmail"),
        ("Lotus-Notes", "Lotus Notes"), ("The Bat!", "The Bat!"), ("eM Client", "eM Client"), ("eMClient", "eM Client"), ("Mailspring", "Mailspring"),
        ("Mailbird", "Mailbird"), ("BlueMail", "BlueMail"), ("Foxmail", "Foxmail"), ("MailMaster", "MailMaster"), ("NaverMailApp", "Naver Mail"),
        ("Superhuman", "Superhuman"), ("Android-Gmail", "Gmail app"), ("foxmail/", "Foxmail"), ("SparkDesktop", "Spark"), ("SparkMail", "Spark"),
        ("ProtonMail", "Proton Mail"), ("tutanota-desktop", "Tuta"), ("ZohoMail-Desktop", "Zoho Mail"), ("ZohoTrident", "Zoho Mail"),
        ("Polymail", "Polymail"), ("NewtonMail", "Newton"), ("Canary%20Mail/", "Canary Mail"), ("Yahoo%20Mail/", "Yahoo Mail app"),
        ("YahooMobileMail", "Yahoo Mail app"), ("YahooMail/", "Yahoo Mail app"), ("jp.co.yahoo.ymail/", "Yahoo Mail app"),
        ("jp.co.yahoo.android.ymail/", "Yahoo Mail app"), ("SamsungEmail/", "Samsung Email"), ("K-9 Mail", "K-9 Mail"), ("FairEmail/", "FairEmail"),
        ("AquaMail/", "Aqua Mail"), ("MailMate/", "MailMate"), ("NylasMail", "Nylas Mail"), ("MailBar/", "MailBar"), ("Claws Mail", "Claws Mail"),
        ("Sylpheed", "Sylpheed"), ("KMail/", "KMail"), ("kmail2/", "KMail"), ("kontact/", "KMail"), ("Geary/", "Geary"), ("Windows-Live-Mail", "Windows Live Mail"),
        ("IncrediMail", "IncrediMail"), ("Eudora/", "Eudora"), ("Spicebird/", "Spicebird"), ("zdesktop/", "Zimbra Desktop"), ("mailapp/", "QQ Mail"),
    ];

    private static readonly (string Token, string Name)[] Browsers =
    [
        ("FBAN/", "Facebook app"), ("FBAV/", "Facebook app"), ("Instagram ", "Instagram app"), ("LinkedInApp", "LinkedIn app"), ("Snapchat", "Snapchat app"),
        ("MicroMessenger/", "WeChat"), (" Line/", "LINE"), ("GSA/", "Google app"),
        ("Opera Mini/", "Opera Mini"), ("UCWEB/", "UC Browser"),
        ("EdgA/", "Edge"), ("EdgiOS/", "Edge"), ("Edg/", "Edge"), ("Edge/", "Edge"), ("OPR/", "Opera"), ("OPT/", "Opera"), ("OPX/", "Opera"),
        ("SamsungBrowser/", "Samsung Internet"), ("Vivaldi/", "Vivaldi"), ("YaBrowser/", "Yandex Browser"), ("UCBrowser/", "UC Browser"),
        ("DuckDuckGo/", "DuckDuckGo"), ("Ddg/", "DuckDuckGo"), ("Brave/", "Brave"), ("Silk/", "Silk"), ("MiuiBrowser/", "Mi Browser"),
        ("HuaweiBrowser/", "Huawei Browser"), ("QQBrowser/", "QQ Browser"), ("Whale/", "Whale"), ("Ecosia", "Ecosia"),
        ("FxiOS/", "Firefox"), ("Focus/", "Firefox"), ("Firefox/", "Firefox"), ("SeaMonkey/", "SeaMonkey"),
        ("; wv)", "Android WebView"), ("CriOS/", "Chrome"), ("Chromium/", "Chromium"), ("Chrome/", "Chrome"),
        ("Trident/", "Internet Explorer"), ("MSIE ", "Internet Explorer"), ("Safari/", "Safari"),
    ];

    private static readonly (string Token, string Name)[] Systems =
    [
        ("Windows Phone", "Windows Phone"), ("iPad", "iPadOS"), ("iPhone", "iOS"), ("iPod", "iOS"), ("Outlook-iOS", "iOS"), ("Android", "Android"),
        ("CrOS", "ChromeOS"), ("Windows", "Windows"), ("Macintosh", "macOS"), ("Mac OS X", "macOS"), ("MacOutlook", "macOS"), ("Linux", "Linux"),
    ];

    private static readonly string[] Screens =
        ["SMART-TV", "SmartTV", "Web0S", "BRAVIA", "Android TV", "GoogleTV", "HbbTV", "CrKey", "PlayStation", "Xbox", "Nintendo", "; AFT"];

    /// <summary>The tokens by which mail programs are recognised.</summary>
    public static string[] MailProgramTokens { get; } = Array.ConvertAll(MailPrograms, program => program.Token);

    /// <summary>The mail program; null when the user agent names none.</summary>
    /// <param name="userAgent">The user agent.</param>
    /// <param name="rule">Id of the rule that recognised it: Outlook and Apple Mail are known by it alone.</param>
    public static string? OfMailProgram(ReadOnlySpan<char> userAgent, string rule) => rule switch
    {
        "ua.outlook" => "Outlook",
        "ua.apple-mail" or "ua.apple-mail-app" => "Apple Mail",
        _ => First(MailPrograms, userAgent),
    };

    /// <summary>The browser; null when the user agent names none of the known ones.</summary>
    public static string? OfBrowser(ReadOnlySpan<char> userAgent) => First(Browsers, userAgent);

    /// <summary>The operating system; null when the user agent does not say.</summary>
    public static string? System(ReadOnlySpan<char> userAgent) => First(Systems, userAgent);

    /// <summary>desktop, phone or tablet; null for anything else, and when the user agent does not say.</summary>
    /// <param name="userAgent">The user agent.</param>
    /// <param name="system">What <see cref="System"/> says of it.</param>
    public static string? Device(ReadOnlySpan<char> userAgent, string? system)
    {
        foreach (var screen in Screens)
        {
            if (userAgent.Contains(screen, StringComparison.OrdinalIgnoreCase))
            {
                return null;
            }
        }

        return system switch
        {
            "iPadOS" => "tablet",
            "iOS" => Has(userAgent, "iPhone") || Has(userAgent, "iPod") ? "phone" : null,
            "Windows Phone" => "phone",
            "Android" => Has(userAgent, "Tablet") ? "tablet"
                : Has(userAgent, "Mobile") ? "phone"
                // Browsers leave out "Mobile" on tablets, as Google asks them to; apps never had it.
                : userAgent.StartsWith("Mozilla/", StringComparison.Ordinal) ? "tablet" : null,
            null => Has(userAgent, "X11;") ? "desktop" : null,
            _ => "desktop",
        };
    }

    private static bool Has(ReadOnlySpan<char> text, string token) => text.Contains(token, StringComparison.OrdinalIgnoreCase);

    private static string? First((string Token, string Name)[] names, ReadOnlySpan<char> text)
    {
        foreach (var (token, name) in names)
        {
            if (text.Contains(token, StringComparison.Ordinal))
            {
                return name;
            }
        }

        return null;
    }
}
