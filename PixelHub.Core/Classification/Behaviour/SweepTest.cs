using PixelHub.Core.Events;

namespace PixelHub.Core.Classification.Behaviour;

/// <summary>Finds the clicks of a recipient that followed several links too fast, and spares the person who clicked at the same time.</summary>
/// <remarks>Takes time in proportion to the clicks: strangers decide how many there are.</remarks>
internal static class SweepTest
{
    /// <summary>Goes through the clicks that came as a person's; others neither count nor change.</summary>
    /// <param name="clicks">Sorted by time.</param>
    /// <param name="thresholds">Where the lines are.</param>
    /// <returns>For each click whether it was swept; null when none was.</returns>
    public static bool[]? Find(ReadOnlySpan<BehaviourClick> clicks, BehaviourThresholds thresholds)
    {
        List<int> people = [];
        for (var i = 0; i < clicks.Length; i++)
        {
            if (clicks[i].First.IsPerson())
            {
                people.Add(i);
            }
        }

        if (people.Count < Math.Min(thresholds.SweepLinks, thresholds.SameSecondLinks))
        {
            return null;
        }

        var swept = new bool[clicks.Length];
        var any = Mark(clicks, people, thresholds.SweepLinks, BehaviourRules.Milliseconds(thresholds.SweepWindow), swept)
            | Mark(clicks, people, thresholds.SameSecondLinks, BehaviourRules.Milliseconds(BehaviourThresholds.InstantWindow) - 1, swept);
        return any ? WithoutTwins(clicks, people, BehaviourRules.Milliseconds(thresholds.TwinWindow), swept) : null;
    }

    /// <summary>Marks what lies in any span of that length with that many different links.</summary>
    private static bool Mark(ReadOnlySpan<BehaviourClick> clicks, List<int> people, int links, long length, bool[] swept)
    {
        var seen = new Tally();
        var (first, marked, any) = (0, 0, false);
        for (var last = 0; last < people.Count; last++)
        {
            seen.Add(clicks[people[last]].Link);
            for (; clicks[people[last]].At - clicks[people[first]].At > length; first++)
            {
                seen.Remove(clicks[people[first]].Link);
            }

            if (seen.Distinct >= links)
            {
                any = true;
                for (marked = Math.Max(marked, first); marked <= last; marked++)
                {
                    swept[people[marked]] = true;
                }
            }
        }

        return any;
    }

    /// <summary>
    /// Leaves out whoever clicked one link only, with another program than a swept click on the same link close by: the scanner looked at the link that
    /// the person clicked.
    /// </summary>
    private static bool[] WithoutTwins(ReadOnlySpan<BehaviourClick> clicks, List<int> people, long window, bool[] swept)
    {
        var (programs, links) = (new int[clicks.Length], new int[clicks.Length]);
        CountAround(clicks, people, window, static click => click.Link, static click => click.Program, programs);
        CountAround(clicks, [.. people.Where(i => swept[i])], window, static click => click.Program, static click => click.Link, links);
        var without = (bool[])swept.Clone();
        foreach (var i in people)
        {
            if (swept[i] && links[i] > 1 && programs[i] == 1)
            {
                without[i] = false;
            }
        }

        return without;
    }

    /// <summary>For each click, how many different things the clicks of the same group have within the window around it.</summary>
    private static void CountAround(
        ReadOnlySpan<BehaviourClick> clicks, List<int> people, long window, Func<BehaviourClick, long> thing, Func<BehaviourClick, long> group, int[] counts)
    {
        var groups = new Dictionary<long, List<int>>();
        foreach (var i in people)
        {
            var key = group(clicks[i]);
            if (!groups.TryGetValue(key, out var members))
            {
                groups[key] = members = [];
            }

            members.Add(i);
        }

        foreach (var members in groups.Values)
        {
            var seen = new Tally();
            var (first, next) = (0, 0);
            foreach (var i in members)
            {
                for (; next < members.Count && clicks[members[next]].At - clicks[i].At <= window; next++)
                {
                    seen.Add(thing(clicks[members[next]]));
                }

                for (; clicks[i].At - clicks[members[first]].At > window; first++)
                {
                    seen.Remove(thing(clicks[members[first]]));
                }

                counts[i] = seen.Distinct;
            }
        }
    }

    /// <summary>How many of each thing lie in a span that moves on.</summary>
    private sealed class Tally
    {
        private readonly Dictionary<long, int> _counts = [];

        public int Distinct => _counts.Count;

        public void Add(long thing) => _counts[thing] = _counts.GetValueOrDefault(thing) + 1;

        public void Remove(long thing)
        {
            if (_counts[thing] == 1)
            {
                _counts.Remove(thing);
            }
            else
            {
                _counts[thing]--;
            }
        }
    }
}
