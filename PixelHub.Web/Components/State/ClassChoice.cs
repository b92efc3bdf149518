using System.Collections.Immutable;
using PixelHub.Core.Events;
using PixelHub.Core.Reports;

namespace PixelHub.Web.Components.State;

/// <summary>Which classes chart, table and totals show, as the address bar says it and as people read it.</summary>
public static class ClassChoice
{
    private const string Nobody = "none";

    /// <summary>Reads the address bar: words of groups and of classes, with commas between. Words that mean nothing are taken for missing; nothing at all is people.</summary>
    public static ClassSet Read(string? words)
    {
        var known = (words ?? "").Split(',', StringSplitOptions.TrimEntries).SelectMany(ClassesOf).ToList();
        return known.Count > 0 ? ClassSet.Of(known) : words == Nobody ? ClassSet.None : ClassSet.People;
    }

    /// <summary>The words for the address bar: a group where all of it is chosen, else its chosen classes.</summary>
    public static string Words(ClassSet chosen) => chosen == ClassSet.None
        ? Nobody
        : string.Join(',', ClassGroup.All.SelectMany(g => g.Classes.All(chosen.Contains) ? [g.Key] : g.Classes.Where(chosen.Contains).Select(c => c.Wire())));

    /// <summary>How the choice differs from people: "+ Prefetched", "without People via proxy"; empty when it does not.</summary>
    public static string Difference(ClassSet chosen)
    {
        var added = Names(chosen.Without(ClassSet.People.Classes));
        var gone = Names(ClassSet.People.Without(chosen.Classes));
        return string.Join("; ", new[] { added.Length > 0 ? "+ " + string.Join(" + ", added) : null, gone.Length > 0 ? "without " + string.Join(" and ", gone) : null }.OfType<string>());
    }

    /// <summary>The choice after a switch was moved: on adds all of them, off takes all of them away. Some but not all on turns them all on.</summary>
    public static ClassSet Toggle(ClassSet chosen, ImmutableArray<EventClass> classes) =>
        classes.All(chosen.Contains) ? chosen.Without(classes) : chosen.With(classes);

    private static ImmutableArray<string> Names(ClassSet some) =>
        [.. ClassGroup.All.SelectMany(g => g.Classes.All(some.Contains) ? [g.Label] : g.Classes.Where(some.Contains).Select(HitWords.Class))];

    private static IEnumerable<EventClass> ClassesOf(string word) =>
        ClassGroup.All.FirstOrDefault(g => g.Key == word) is { } group ? group.Classes : EventNames.Classes.Where(c => c.Wire() == word);
}
