using System.Buffers;
using System.Collections.Immutable;
using static PixelHub.Core.Events.EventClass;

namespace PixelHub.Core.Classification;

/// <summary>What a request gives away besides its user agent.</summary>
internal static class RequestSignals
{
    /// <summary>The recipient is a merge tag.</summary>
    public static readonly ClassificationRule UnfilledTag =
        new("signal.unfilled-tag", "The mailing tool did not fill in the recipient: a test mail, or a tag it does not know", TestOrUnmerged, TestOrUnmerged);

    /// <summary>The URL has a place for the recipient and nothing in it.</summary>
    public static readonly ClassificationRule EmptyRecipient =
        new("signal.empty-recipient", "The mailing tool had nothing to fill in for the recipient", TestOrUnmerged, TestOrUnmerged);

    /// <summary>A header says that nobody asked yet.</summary>
    public static readonly ClassificationRule Prefetch =
        new("signal.prefetch", "Fetched ahead, in case somebody asks for it", MachinePrefetch, MachinePrefetch);

    /// <summary>HEAD: whoever reads wants the body.</summary>
    public static readonly ClassificationRule Head =
        new("signal.head", "Asked only whether it is there", SecurityScanner, SecurityScanner);

    /// <summary>A click that comes from the page of a link rewriting product. On an image it says nothing.</summary>
    public static readonly ClassificationRule LinkRewriter =
        new("signal.link-rewriter", "Came by a link protection page, which machines do not pass through", Unknown, HumanBrowser);

    /// <summary>All of them, the strongest first.</summary>
    public static ImmutableArray<ClassificationRule> All { get; } = [UnfilledTag, EmptyRecipient, Prefetch, Head, LinkRewriter];

    private static readonly SearchValues<string> Purposes = SearchValues.Create(["prefetch", "prerender", "preview"], StringComparison.OrdinalIgnoreCase);

    private static readonly string[] RewriterHosts = ["urldefense.com", "urldefense.proofpoint.com", "linkprotect.cudasvc.com", "secure-web.cisco.com"];

    private static readonly string[] RewriterDomains = [".safelinks.protection.outlook.com", ".mimecast.com"];

    /// <summary>Whether a Sec-Purpose, Purpose, X-Moz or X-Purpose header says that nobody asked yet.</summary>
    public static bool IsPrefetch(ReadOnlySpan<char> purpose) => purpose.ContainsAny(Purposes);

    /// <summary>Whether a Referer header names the page of a link rewriting product.</summary>
    public static bool IsFromLinkRewriter(ReadOnlySpan<char> referer)
    {
        var host = HostOf(referer);
        foreach (var known in RewriterHosts)
        {
            if (host.Equals(known, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        foreach (var domain in RewriterDomains)
        {
            if (host.Length > domain.Length && host.EndsWith(domain, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The host without user name and port; empty when the text is no web address. Uri would allocate, and the header is anybody's.</summary>
    private static ReadOnlySpan<char> HostOf(ReadOnlySpan<char> referer)
    {
        var scheme = referer.StartsWith("https://", StringComparison.OrdinalIgnoreCase) ? "https://".Length
            : referer.StartsWith("http://", StringComparison.OrdinalIgnoreCase) ? "http://".Length
            : 0;
        if (scheme == 0)
        {
            return [];
        }

        var authority = referer[scheme..];
        if (authority.IndexOfAny("/?#\\") is >= 0 and var end)
        {
            authority = authority[..end];
        }

        authority = authority[(authority.LastIndexOf('@') + 1)..];
        return authority.IndexOf(':') is >= 0 and var port ? authority[..port] : authority;
    }
}
