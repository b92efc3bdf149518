using PixelHub.Core.Classification.Behaviour;
using PixelHub.Core.Data.Sqlite.Recount;
using PixelHub.Core.Events;

namespace PixelHub.Core.Data.Sqlite.Review;

/// <summary>What the review asks of the numbers in rows: whose verdict, which link. Asked for every click, so the answers are kept for the run.</summary>
internal sealed class ReviewedLinks(EventTexts texts)
{
    private readonly Dictionary<long, TrackedEvent> _verdicts = [];
    private readonly Dictionary<long, (int Link, bool IsHoneypot)> _origins = [];
    private readonly Dictionary<string, int> _links = new(StringComparer.Ordinal);

    /// <summary>The class of a verdict.</summary>
    public EventClass ClassOf(long verdict) => VerdictOf(verdict).Class;

    /// <summary>The rule of a verdict.</summary>
    public string RuleOf(long verdict) => VerdictOf(verdict).Rule;

    /// <summary>A number for the link; 0 where the mail has only one.</summary>
    public int LinkOf(long origin) => OriginOf(origin).Link;

    /// <summary>Whether it is the hidden link.</summary>
    public bool IsHoneypot(long origin) => OriginOf(origin).IsHoneypot;

    private TrackedEvent VerdictOf(long verdict) => _verdicts.TryGetValue(verdict, out var known) ? known : _verdicts[verdict] = texts.Verdict(verdict);

    private (int Link, bool IsHoneypot) OriginOf(long origin)
    {
        if (!_origins.TryGetValue(origin, out var known))
        {
            var link = texts.Origin(origin).Link;
            var number = link is null ? 0 : _links.TryGetValue(link, out var there) ? there : _links[link] = _links.Count + 1;
            _origins[origin] = known = (number, BehaviourRules.IsHoneypot(link));
        }

        return known;
    }
}
