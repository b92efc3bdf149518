using System.Globalization;
using Microsoft.AspNetCore.Components;
using PixelHub.Core.Catalog;
using PixelHub.Core.Events;
using PixelHub.Core.Reports;
using PixelHub.Web.Components.State;

namespace PixelHub.Web.Components.Parts;

/// <summary>The headline figures of an experiment, each with what it is made of and what it means.</summary>
public sealed partial class Headline
{
    /// <summary>The experiment.</summary>
    [Parameter, EditorRequired]
    public required Experiment Experiment { get; set; }

    /// <summary>The counts of all time; null while loading.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<CountLine>? Counts { get; set; }

    /// <summary>Where the sent count can be given.</summary>
    [Parameter, EditorRequired]
    public required string SentHref { get; set; }

    /// <summary>Whose hits are counted in all; the figures themselves are of people.</summary>
    [Parameter]
    public ClassSet Classes { get; set; }

    private ExperimentNumbers? Numbers { get; set; }

    private Mails Mails => Mails.Of(Experiment, Counts ?? []);

    /// <summary>Before the start nothing is known, which is not zero.</summary>
    private ExperimentNumbers? Known => Experiment.StartedAt is null ? null : Numbers;

    /// <summary>Whether one reader is told from another; else there are totals only.</summary>
    private bool HasPeople => Experiment.TellsPeopleApart;

    private const string NoPeople = "Needs numbers of people, which this experiment does not keep.";

    private string OpensBelow =>
        Experiment.StartedAt is null ? "Counting begins when you start."
        : !HasPeople ? "All opens; people are not told apart."
        : Known is not { } n ? ""
        : n.Inferred == 0 ? NumberText.Of(n.Opens, "open", "opens")
        : $"{NumberText.Of(n.Opens, "open", "opens")}; {NumberText.Of(n.Inferred, "person", "people")} known by a click";

    private string ClicksBelow => !HasPeople ? "All clicks; people are not told apart." : Known is not { } n ? "" : $"different people; {NumberText.Of(n.Clicks, "click", "clicks")} in all";

    /// <inheritdoc/>
    protected override void OnParametersSet() => Numbers = Counts is null ? null : ExperimentNumbers.Of(Counts, Mails.Delivered);

    /// <summary>Totals of the chosen classes, where they are not just people.</summary>
    private string? Chosen(EventKind kind, string what) =>
        Classes.IsPeople || Counts is null || Experiment.StartedAt is null ? null : $". {NumberText.Brief(Classes.Hits(Counts, kind))} {what} of the classes chosen below";

    private long Opened(ExperimentNumbers n) => HasPeople ? n.Opened : n.Opens;

    private long Clicked(ExperimentNumbers n) => HasPeople ? n.Clicked : n.Clicks;

    private string Count(Func<ExperimentNumbers, long> of) =>
        (HasPeople && Known is { IsApproximate: true } n && of(n) > 0 ? "≈ " : "") + NumberText.Brief(Value(of));

    private string? Raw(Func<ExperimentNumbers, long> of) => Value(of)?.ToString(CultureInfo.InvariantCulture);

    private string? Exact(Func<ExperimentNumbers, long> of) => Value(of) is >= 1_000 and var n ? NumberText.Exact(n) : null;

    private string Rate(Func<ExperimentNumbers, double?> of) => NumberText.Percent(RateOf(of));

    private string? RawRate(Func<ExperimentNumbers, double?> of) => RateOf(of)?.ToString("R", CultureInfo.InvariantCulture);

    private double? RateOf(Func<ExperimentNumbers, double?> of) => Known is null || !HasPeople ? null : of(Known);

    private long? Value(Func<ExperimentNumbers, long> of) => Known is null ? null : of(Known);
}
