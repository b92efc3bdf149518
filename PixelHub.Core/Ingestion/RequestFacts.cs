using System.Net;
using PixelHub.Core.Classification;
using PixelHub.Core.Events;

namespace PixelHub.Core.Ingestion;

/// <summary>What a request to a public endpoint says, read once at the edge. Texts are cut to <see cref="MaxFieldLength"/> characters.</summary>
public readonly record struct RequestFacts
{
    /// <summary>Most characters kept of a query parameter.</summary>
    public const int MaxFieldLength = 256;

    /// <summary>Most characters kept of a header: no honest user agent or referer is longer.</summary>
    public const int MaxHeaderLength = 1_024;

    /// <summary>Whether the method was HEAD.</summary>
    public bool IsHead { get; init; }

    /// <summary>The client's address, from a trusted proxy's header where one is configured; null on a transport without addresses.</summary>
    public IPAddress? ClientAddress { get; init; }

    /// <summary>
    /// Whether a click says that a proxy passed it on, one that is not configured as trusted: <see cref="ClientAddress"/> is then the proxy's, and that
    /// of everybody behind it.
    /// </summary>
    public bool IsRelayed { get; init; }

    /// <summary>The client's country as a trusted proxy says it, see <see cref="CountryCode"/>; null when none does.</summary>
    public string? Country { get; init; }

    /// <summary>The User-Agent header.</summary>
    public string? UserAgent { get; init; }

    /// <summary>The Referer header.</summary>
    public string? Referer { get; init; }

    /// <summary>The first of Sec-Purpose, Purpose, X-Moz and X-Purpose that is present.</summary>
    public string? Purpose { get; init; }

    /// <summary>Whether <c>Sec-GPC</c> or <c>DNT</c> is 1: the reader asks not to be told apart.</summary>
    public bool AsksForPrivacy { get; init; }

    /// <summary><c>r</c>, or the path segment after the slug; empty when given without a value.</summary>
    public string? Recipient { get; init; }

    /// <summary><c>v</c>: id of the variant that the mailing tool chose.</summary>
    public string? PinnedVariant { get; init; }

    /// <summary><c>c</c>: campaign or send label.</summary>
    public string? Campaign { get; init; }

    /// <summary><c>l</c>: link id.</summary>
    public string? Link { get; init; }

    /// <summary><c>ch</c>: one of <see cref="Channels"/>; anything else is left out.</summary>
    public string? Channel { get; init; }

    /// <summary>The channels an event may name.</summary>
    public static IReadOnlySet<string> Channels { get; } = new HashSet<string>(StringComparer.Ordinal) { "web", "email", "ad", "in-app", "social", "other" };

    /// <summary>The part of the facts from which the class is concluded.</summary>
    public HitFacts ToHitFacts(EventKind endpoint) => new()
    {
        Endpoint = endpoint,
        IsHead = IsHead,
        UserAgent = UserAgent,
        Purpose = Purpose,
        Referer = Referer,
        Recipient = Recipient,
    };
}
