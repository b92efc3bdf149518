using System.Collections.Immutable;
using PixelHub.Core.Catalog;
using PixelHub.Core.Events;
using PixelHub.Core.Reports;

namespace PixelHub.Web.Components.State;

/// <summary>Hits of one class beside a figure.</summary>
/// <param name="Class">The class.</param>
/// <param name="Hits">Its hits, repeats left out.</param>
/// <param name="IsIncluded">Whether they are in the figure.</param>
public readonly record struct ClassHits(EventClass Class, long Hits, bool IsIncluded);

/// <summary>One figure of one experiment, with what it is made of.</summary>
/// <param name="Key">The figure.</param>
/// <param name="Words">What it is.</param>
/// <param name="Scope">Of what: the experiment, or the variant's name.</param>
/// <param name="Formula">The formula with the numbers of now put in; or why there is no number.</param>
/// <param name="Classes">Classes with hits, those in the figure first; empty where hits do not make it.</param>
public sealed record Explanation(FigureKey Key, FigureWords Words, string Scope, string Formula, ImmutableArray<ClassHits> Classes)
{
    /// <summary>Rows shown of the newest hits.</summary>
    public const int MostRows = 10;

    /// <summary>The kind of hits behind it; null where it is both, or none.</summary>
    public EventKind? Kind => KindOf(Key.Kind);

    /// <summary>Whether hits make it at all.</summary>
    public bool HasHits => Key.Kind is not (FigureKind.Delivered or FigureKind.Share);

    private ClassSet Included => Key.Kind switch
    {
        FigureKind.Opens or FigureKind.Clicks => Key.Classes,
        FigureKind.OnlyMachines or FigureKind.MachineShare => ClassSet.Of(EventNames.Classes).Without(ClassSet.People.Classes),
        FigureKind.UpperRate => ClassSet.Of(EventNames.Classes),
        _ => ClassSet.People,
    };

    /// <summary>Explains a figure.</summary>
    public static Explanation Of(FigureKey key, Experiment experiment, ExperimentReport report)
    {
        var variant = experiment.Variants.FirstOrDefault(v => v.Number == key.Variant);
        var empty = new Explanation(key, FigureWords.Of(key.Kind), variant?.Name ?? "all variants", "", []);
        return empty with { Formula = ExplanationFormula.Of(key, experiment, variant, report), Classes = empty.HasHits ? empty.ClassesOf(report) : [] };
    }

    /// <summary>The newest hits that are in it, newest first.</summary>
    /// <param name="newest">The newest hits of the experiment.</param>
    public ImmutableArray<HitRow> Newest(IEnumerable<HitRow> newest) => !HasHits
        ? []
        : [.. newest.Where(h => h is { IsRepeat: false, Event.Scope: EventScope.Counted } && IsKind(h.Event.Kind)
            && (Key.Variant is null || h.Event.Variant == Key.Variant) && Included.Contains(h.Event.Class)).Take(MostRows)];

    private ImmutableArray<ClassHits> ClassesOf(ExperimentReport report) =>
    [
        .. EventNames.Classes
            .Select(c => new ClassHits(c, Kinds.Sum(k => ClassSet.Of(c).Hits(report.Totals, k, Key.Variant)), Included.Contains(c)))
            .Where(c => c.Hits > 0).OrderByDescending(c => c.IsIncluded),
    ];

    private IEnumerable<EventKind> Kinds => Kind is { } one ? [one] : [EventKind.Impression, EventKind.Click];

    private bool IsKind(EventKind kind) => Kind is { } one ? kind == one : kind is EventKind.Impression or EventKind.Click;

    private static EventKind? KindOf(FigureKind figure) => figure switch
    {
        FigureKind.PeopleClicked or FigureKind.Clicks or FigureKind.ClickRate or FigureKind.ClickToOpenRate => EventKind.Click,
        FigureKind.OnlyMachines or FigureKind.MachineShare or FigureKind.UpperRate or FigureKind.Delivered or FigureKind.Share => null,
        _ => EventKind.Impression,
    };
}
