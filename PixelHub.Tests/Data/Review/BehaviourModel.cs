using PixelHub.Core.Classification;
using PixelHub.Core.Classification.Behaviour;
using PixelHub.Core.Events;

namespace PixelHub.Tests.Data.Review;

/// <summary>
/// What becomes of a whole log, told in one go from the end: every recipient's clicks judged at once, repeats decided in the order of the log. It shares
/// nothing with the product but the judge.
/// </summary>
internal static class BehaviourModel
{
    /// <summary>Each event with its last verdict and whether it is a repeat, in the order of the log.</summary>
    public static List<(TrackedEvent Event, bool IsRepeat)> Tell(IReadOnlyList<LogEntry> log)
    {
        var notices = log.OfType<BurstNotice>().ToHashSet();
        var events = log.OfType<TrackedEvent>().ToList();
        var verdicts = new Dictionary<TrackedEvent, ClassificationRule?>(ReferenceEqualityComparer.Instance);
        foreach (var person in events.Where(e => e.Recipient != 0).GroupBy(e => (e.Experiment, e.Recipient)))
        {
            var clicks = person.Where(e => e.Kind == EventKind.Click).OrderBy(e => e.At).ToArray();
            var judged = clicks.Select(c => new BehaviourClick(
                c.At.ToUnixTimeMilliseconds(), (c.Link ?? "").GetHashCode(StringComparison.Ordinal), Program(First(c)), First(c).Class,
                BehaviourRules.IsHoneypot(c.Link), c.Rule == BehaviourRules.Burst.Id || notices.Contains(new BurstNotice(c.At, c.Experiment, c.Recipient))));
            var sends = person.Where(e => e.Kind == EventKind.Send).Select(e => e.At.ToUnixTimeMilliseconds()).Order();
            foreach (var (click, rule) in clicks.Zip(BehaviourRules.Judge([.. judged], [.. sends], BehaviourThresholds.Default)))
            {
                verdicts[click] = rule;
            }
        }

        var counted = new Dictionary<object, List<DateTimeOffset>>();
        return events.ConvertAll(e =>
        {
            var last = !verdicts.TryGetValue(e, out var rule) ? e : rule is null ? Back(e) : Back(e).JudgedBy(rule);
            return (last, IsRepeat(counted, last));
        });
    }

    private static bool IsRepeat(Dictionary<object, List<DateTimeOffset>> counted, TrackedEvent e)
    {
        if (e.Person == 0)
        {
            return false;
        }

        var thing = (e.Experiment, e.Person, e.Kind, e.Scope, e.Link, e.Class.IsPerson());
        if (!counted.TryGetValue(thing, out var times))
        {
            counted[thing] = times = [];
        }

        if (times.Exists(t => (e.At - t).Duration() < TimeSpan.FromSeconds(30)))
        {
            return true;
        }

        times.Add(e.At);
        return false;
    }

    private static FirstVerdict First(TrackedEvent e) => e.First ?? new FirstVerdict(e.Class, e.Rule, e.Client, e.Os, e.Device);

    private static long Program(FirstVerdict first) => first.GetHashCode();

    private static TrackedEvent Back(TrackedEvent e) => e.First is not { } first ? e
        : e with { First = null, Class = first.Class, Rule = first.Rule, Client = first.Client, Os = first.Os, Device = first.Device };
}
