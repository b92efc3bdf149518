using System.Collections.Immutable;
using PixelHub.Core.Events;
using PixelHub.Core.Reports;

namespace PixelHub.Web.Components.State;

/// <summary>Classes that an owner thinks of as one.</summary>
/// <param name="Key">Its word in styles and tests.</param>
/// <param name="Label">Its name.</param>
/// <param name="Sentence">What it means for the results.</param>
/// <param name="Classes">The classes in it.</param>
public sealed record ClassGroup(string Key, string Label, string Sentence, ImmutableArray<EventClass> Classes)
{
    /// <summary>Every class is in exactly one group; people come first.</summary>
    public static ImmutableArray<ClassGroup> All { get; } =
    [
        new("people", "People", "A mail program or browser on somebody's device. Counted.", [EventClass.HumanClient, EventClass.HumanBrowser]),
        new("proxied", "People via proxy", "Gmail or Yahoo fetched it when somebody opened the mail; device and place are hidden. Counted.", [EventClass.ProxyOpen]),
        new("prefetch", "Prefetched", "Fetched ahead by Apple Mail, Gmail or a browser, whether or not anybody reads it. Not counted.", [EventClass.MachinePrefetch]),
        new("scanner", "Security scanners", "A filter checked the mail or its links. Not counted.", [EventClass.SecurityScanner]),
        new("bots", "Bots and previews", "Link previews, crawlers and programs. Not counted.", [EventClass.LinkPreview, EventClass.Crawler, EventClass.HttpLib]),
        new("other", "Tests and unknown", "Test mails, merge tags that were not filled in, and what nothing is known about. Not counted.", [EventClass.TestOrUnmerged, EventClass.Unknown]),
    ];

    /// <summary>The group of a class.</summary>
    public static ClassGroup Of(EventClass @class) => All.First(g => g.Classes.Contains(@class));

    /// <summary>Whether its hits are in the headline numbers.</summary>
    public bool IsCounted => Classes[0].IsPerson();

    /// <summary>Counted hits of one kind, repeats left out.</summary>
    public long Hits(IEnumerable<CountLine> lines, EventKind kind) =>
        lines.Where(l => l.Scope == EventScope.Counted && l.Kind == kind && Classes.Contains(l.Class)).Sum(l => l.Hits);
}
