using PixelHub.Core.Events;

namespace PixelHub.Core.Classification;

/// <summary>Everything that can be concluded from one user agent, so that it is concluded once.</summary>
internal sealed class UserAgentVerdicts
{
    private UserAgentVerdicts(Verdict onOpen, Verdict onClick, Verdict onRewrittenClick)
    {
        OnOpen = onOpen;
        OnClick = onClick;
        OnRewrittenClick = onRewrittenClick;
    }

    /// <summary>For a pixel or an image.</summary>
    public Verdict OnOpen { get; }

    /// <summary>For a link.</summary>
    public Verdict OnClick { get; }

    /// <summary>For a link that was followed from a page of a link rewriting product.</summary>
    public Verdict OnRewrittenClick { get; }

    /// <summary>Goes through the rules.</summary>
    public static UserAgentVerdicts Conclude(RuleSet rules, ReadOnlySpan<char> userAgent)
    {
        userAgent = userAgent.Trim();
        foreach (var rule in rules.UserAgents)
        {
            if (rule.UserAgent!(userAgent))
            {
                var onClick = Describe(rule.OnClick, rule.Id, rule.Proxy, userAgent);
                return new UserAgentVerdicts(
                    Describe(rule.OnOpen, rule.Id, rule.Proxy, userAgent),
                    onClick,
                    ConcludeRewritten(rule, onClick, rules.LinkRewriter, userAgent));
            }
        }

        throw new InvalidOperationException("The last rule holds for every text.");
    }

    private static Verdict ConcludeRewritten(ClassificationRule rule, Verdict onClick, ClassificationRule linkRewriter, ReadOnlySpan<char> userAgent) => rule.OnClick switch
    {
        // It says "a person"; of what kind, the user agent knows.
        EventClass.HumanClient or EventClass.HumanBrowser when linkRewriter.OnClick == RequestSignals.LinkRewriter.OnClick => onClick with { Rule = linkRewriter.Id },
        // Saying nothing is not saying "machine".
        EventClass.HumanClient or EventClass.HumanBrowser or EventClass.Unknown => Describe(linkRewriter.OnClick, linkRewriter.Id, proxy: null, userAgent),
        _ when userAgent.IsEmpty => Describe(linkRewriter.OnClick, linkRewriter.Id, proxy: null, userAgent),
        _ => onClick,
    };

    /// <summary>Program, system and device are known of people who come directly; of a proxy only whose it is.</summary>
    private static Verdict Describe(EventClass @class, string rule, string? proxy, ReadOnlySpan<char> userAgent)
    {
        if (@class is not (EventClass.HumanClient or EventClass.HumanBrowser))
        {
            return new Verdict(@class, rule, @class == EventClass.ProxyOpen ? proxy : null);
        }

        var client = @class == EventClass.HumanClient ? ClientFamily.OfMailProgram(userAgent, rule) : ClientFamily.OfBrowser(userAgent);
        var system = ClientFamily.System(userAgent);
        return new Verdict(@class, rule, client, system, ClientFamily.Device(userAgent, system));
    }
}
