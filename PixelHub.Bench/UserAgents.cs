namespace PixelHub.Bench;

/// <summary>User agents as mail traffic brings them.</summary>
internal static class UserAgents
{
    public const string GmailProxy = "Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)";
    public const string Chrome = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36";
    public const string AppleMail = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko)";
    public const string Outlook = "Microsoft Office/16.0 (Microsoft Outlook 16.0.17928; Pro)";

    public static readonly string[] All = [GmailProxy, Chrome, AppleMail, Outlook];
}
