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
    /// <summary>The verdict on a request by the rules as they are delivered.</summary>
    public static Verdict Classify(in HitFacts facts) => Classify(RuleSet.BuiltIn, facts);

    /// <summary>The verdict on a request by these rules.</summary>
    public static Verdict Classify(RuleSet rules, in HitFacts facts)
    {
        var isOpen = facts.Endpoint == EventKind.Impression;
        if (facts.Recipient is not null)
        {
            if (facts.Recipient.AsSpan().IsWhiteSpace())
            {
                return rules.EmptyRecipient.Of(isOpen);
            }

            if (MergeTag.IsUnfilled(facts.Recipient))
            {
                return rules.UnfilledTag.Of(isOpen);
            }
        }

        var verdicts = rules.Of(facts.UserAgent);
        var verdict = isOpen ? verdicts.OnOpen : verdicts.OnClick;
        if (!IsMachine(verdict.Class))
        {
            if (RequestSignals.IsPrefetch(facts.Purpose))
            {
                return rules.Prefetch.Of(isOpen);
            }

            if (facts.IsHead)
            {
                return rules.Head.Of(isOpen);
            }
        }

        return facts is { Endpoint: EventKind.Click, IsHead: false } && RequestSignals.IsFromLinkRewriter(facts.Referer) && !RequestSignals.IsPrefetch(facts.Purpose)
            ? verdicts.OnRewrittenClick
            : verdict;
    }

    private static bool IsMachine(EventClass @class) => @class is EventClass.MachinePrefetch or EventClass.SecurityScanner
        or EventClass.LinkPreview or EventClass.Crawler or EventClass.HttpLib;
}
