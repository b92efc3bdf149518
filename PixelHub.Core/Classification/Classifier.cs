using PixelHub.Core.Events;

namespace PixelHub.Core.Classification;

/// <summary>Says who sent a request. Total: it answers for every text that can stand in a header. Pure but for a memory of fixed size.</summary>
/// <remarks>
/// What decides, in this order:
/// <list type="number">
/// <item>The recipient. A merge tag, or nothing where a recipient should be, names nobody: whoever fetched it must not count as a person, and the
/// tag must not count as a recipient.</item>
/// <item>A user agent that speaks for a machine. Nobody disguises as one, so nothing below makes it a person.</item>
/// <item>A header that says "fetched ahead".</item>
/// <item>The method HEAD. It outweighs the referer, because browsers never send it for a link.</item>
/// <item>On a link, a referer of a link rewriting product: a person, even when the user agent is missing or unknown. It can be forged, but so
/// can the user agent of a browser.</item>
/// <item>The user agent.</item>
/// </list>
/// </remarks>
public static class Classifier
{
    private static readonly VerdictCache Cache = new();
    private static readonly Verdict UnfilledTag = Always(RequestSignals.UnfilledTag);
    private static readonly Verdict EmptyRecipient = Always(RequestSignals.EmptyRecipient);
    private static readonly Verdict Prefetch = Always(RequestSignals.Prefetch);
    private static readonly Verdict Head = Always(RequestSignals.Head);

    /// <summary>The verdict on a request.</summary>
    public static Verdict Classify(in HitFacts facts)
    {
        if (facts.Recipient is not null)
        {
            if (facts.Recipient.AsSpan().IsWhiteSpace())
            {
                return EmptyRecipient;
            }

            if (MergeTag.IsUnfilled(facts.Recipient))
            {
                return UnfilledTag;
            }
        }

        var verdicts = string.IsNullOrEmpty(facts.UserAgent) ? UserAgentVerdicts.Missing : Cache.Get(facts.UserAgent);
        var isOpen = facts.Endpoint == EventKind.Impression;
        var verdict = isOpen ? verdicts.OnOpen : verdicts.OnClick;
        if (!IsMachine(verdict.Class))
        {
            if (RequestSignals.IsPrefetch(facts.Purpose))
            {
                return Prefetch;
            }

            if (facts.IsHead)
            {
                return Head;
            }
        }

        return facts is { Endpoint: EventKind.Click, IsHead: false } && RequestSignals.IsFromLinkRewriter(facts.Referer) && !RequestSignals.IsPrefetch(facts.Purpose)
            ? verdicts.OnRewrittenClick
            : verdict;
    }

    private static bool IsMachine(EventClass @class) => @class is EventClass.MachinePrefetch or EventClass.SecurityScanner
        or EventClass.LinkPreview or EventClass.Crawler or EventClass.HttpLib;

    private static Verdict Always(ClassificationRule rule) => new(rule.OnOpen, rule.Id);
}
