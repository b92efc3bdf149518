using PixelHub.Core.Classification;
using PixelHub.Core.Classification.Behaviour;
using PixelHub.Core.Events;
using PixelHub.Core.Rollups;

namespace PixelHub.Core.Data.Sqlite.Review;

/// <summary>Judges what one recipient did, and decides anew which of the clicks it touches are repeats.</summary>
/// <param name="links">Explains the numbers in the rows.</param>
/// <param name="notices">When, and whose, clicks came in a burst.</param>
/// <param name="thresholds">Where the lines are.</param>
/// <param name="from">Clicks before stay as they are: what speaks about them may not have been read.</param>
internal sealed class RecipientReview(ReviewedLinks links, HashSet<(long At, ulong Recipient)> notices, BehaviourThresholds thresholds, long from)
{
    private static readonly Comparer<ReviewHit> ByPosition = Comparer<ReviewHit>.Create(static (a, b) => a.Position.CompareTo(b.Position));

    /// <summary>Finds what changes.</summary>
    /// <param name="hits">The recipient's clicks and sends, sorted by time.</param>
    /// <returns>Null when nothing does.</returns>
    public RecipientChange? Find(ReadOnlySpan<ReviewHit> hits)
    {
        if (hits.Length == 1 && hits[0].First == 0 && !links.IsHoneypot(hits[0].Origin) && !notices.Contains((hits[0].At, hits[0].Recipient)))
        {
            return null; // nearly everybody
        }

        var rules = Judge(hits, out var clicks);
        var touched = Touched(clicks, rules);
        return touched.Count == 0 ? null : Change(clicks, rules, touched);
    }

    private Dictionary<long, ClassificationRule?> Judge(ReadOnlySpan<ReviewHit> hits, out List<ReviewHit> clicks)
    {
        (clicks, var judged, var sends) = ([], new List<BehaviourClick>(hits.Length), new List<long>());
        foreach (ref readonly var hit in hits)
        {
            if (hit.Kind == EventKind.Send)
            {
                sends.Add(hit.At);
                continue;
            }

            clicks.Add(hit);
            judged.Add(new BehaviourClick(
                hit.At, links.LinkOf(hit.Origin), hit.FirstVerdict, links.ClassOf(hit.FirstVerdict), links.IsHoneypot(hit.Origin),
                notices.Contains((hit.At, hit.Recipient)) || (hit.First != 0 && links.RuleOf(hit.Verdict) == BehaviourRules.Burst.Id)));
        }

        var verdicts = BehaviourRules.Judge(judged.ToArray(), sends.ToArray(), thresholds);
        var rules = new Dictionary<long, ClassificationRule?>(clicks.Count);
        for (var i = 0; i < clicks.Count; i++)
        {
            var click = clicks[i];
            rules[click.Position] = click.At >= from ? verdicts[i] : null;
        }

        return rules;
    }

    /// <summary>
    /// The things of which a repeat may have been decided by a verdict that no longer holds: those that a click counts as now, counted as before, or
    /// would count as by its first verdict.
    /// </summary>
    private HashSet<Thing> Touched(List<ReviewHit> clicks, Dictionary<long, ClassificationRule?> rules)
    {
        HashSet<Thing> touched = [];
        foreach (var click in clicks)
        {
            if (click.First != 0 || rules[click.Position] is not null)
            {
                touched.Add(ThingOf(click, isPerson: true));
                touched.Add(ThingOf(click, isPerson: false));
            }
        }

        return touched;
    }

    private RecipientChange? Change(List<ReviewHit> clicks, Dictionary<long, ClassificationRule?> rules, HashSet<Thing> touched)
    {
        clicks.Sort(ByPosition);
        var changes = new Dictionary<long, ReviewedClick>();
        var counted = new Dictionary<Thing, List<long>>();
        var window = (long)RepeatWindow.Length.TotalMilliseconds;
        ReviewHit first = default;
        foreach (var click in clicks)
        {
            var (rule, stays) = (rules[click.Position], click.At < from);
            var thing = ThingOf(click, (stays ? links.ClassOf(click.Verdict) : rule is null ? links.ClassOf(click.FirstVerdict) : rule.OnClick).IsPerson());
            var isRepeat = click.IsRepeat;
            if (touched.Contains(thing))
            {
                if (!counted.TryGetValue(thing, out var times))
                {
                    counted[thing] = times = [];
                }

                isRepeat = stays ? isRepeat : IsNear(times, click.At, window);
                if (!isRepeat)
                {
                    var place = times.BinarySearch(click.At);
                    times.Insert(place < 0 ? ~place : place, click.At);
                }
            }

            var isSameVerdict = rule is null ? click.First == 0 : links.RuleOf(click.Verdict) == rule.Id;
            if (!stays && (!isSameVerdict || isRepeat != click.IsRepeat))
            {
                first = changes.Count == 0 ? click : first;
                changes[click.Position] = new ReviewedClick(rule, isRepeat);
            }
        }

        return changes.Count == 0 ? null : new RecipientChange(first.Recipient, first.Position, first.At, changes);
    }

    /// <summary>The rule of the repeat window, here over times that are sorted.</summary>
    private static bool IsNear(List<long> times, long at, long window)
    {
        var place = times.BinarySearch(at - window + 1);
        var next = place >= 0 ? place : ~place;
        return next < times.Count && times[next] < at + window;
    }

    private Thing ThingOf(in ReviewHit click, bool isPerson) => new(click.Scope, links.LinkOf(click.Origin), isPerson);

    private readonly record struct Thing(EventScope Scope, int Link, bool IsPerson);
}
