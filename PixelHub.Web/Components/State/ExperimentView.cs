using System.Globalization;
using PixelHub.Core.Events;
using PixelHub.Core.Reports;
using PixelHub.Core.Rollups;

namespace PixelHub.Web.Components.State;

/// <summary>The sides of an experiment's page.</summary>
public enum ViewTab
{
    /// <summary>Figures and live feed.</summary>
    Results,

    /// <summary>What to paste into the mail.</summary>
    Snippets,
}

/// <summary>Everything the address bar says about an experiment's page. A link shows the same to a colleague.</summary>
public sealed record ExperimentView
{
    /// <summary>Values of a facet that are shown at first.</summary>
    public const int FewValues = 10;

    /// <summary>Most values of a facet that are shown.</summary>
    public const int ManyValues = 100;

    private const string Many = "many";

    /// <summary>The stretch of time in the chart.</summary>
    public TimeRange Range { get; init; } = TimeRange.Day;

    /// <summary>Width of the chart's buckets, one of the range's.</summary>
    public BucketSize Interval { get; init; } = BucketSize.Hour;

    /// <summary>What the chart counts.</summary>
    public EventKind Metric { get; init; } = EventKind.Impression;

    /// <summary>Which side is open.</summary>
    public ViewTab Tab { get; init; }

    /// <summary>What the hits are broken down by.</summary>
    public Facet Facet { get; init; } = Facet.Link;

    /// <summary>Whether many values of the facet are shown, and not only the first few.</summary>
    public bool HasManyValues { get; init; }

    /// <summary>Whose hits chart, table and totals show. The headline numbers are of people, whatever is chosen.</summary>
    public ClassSet Classes { get; init; }

    /// <summary>The question for the values of the facet.</summary>
    public BreakdownQuery BreakdownOf(int experiment) => new(experiment, Facet, Limit: HasManyValues ? ManyValues : FewValues);

    /// <summary>Reads the address bar. Words that mean nothing are taken for missing.</summary>
    /// <param name="usual">The range when none is given.</param>
    public static ExperimentView Read(string? range, string? interval, string? metric, string? tab, string? by, string? values, TimeRange usual, string? classes = null)
    {
        var asked = TimeRange.Find(range) ?? usual;
        return new ExperimentView
        {
            Range = asked,
            Interval = asked.Intervals.FirstOrDefault(i => Word(i) == interval, asked.Intervals[0]),
            Metric = metric == Word(EventKind.Click) ? EventKind.Click : EventKind.Impression,
            Tab = tab == "snippets" ? ViewTab.Snippets : ViewTab.Results,
            Facet = FacetWords.Find(by) ?? Facet.Link,
            HasManyValues = values == Many,
            Classes = ClassChoice.Read(classes),
        };
    }

    /// <summary>The address of this view.</summary>
    public string Href(string uid)
    {
        var words = new List<string>(7);
        if (Tab == ViewTab.Snippets)
        {
            words.Add("tab=snippets");
        }

        words.Add("range=" + Range.Key);
        if (Interval != Range.Intervals[0])
        {
            words.Add("interval=" + Word(Interval));
        }

        if (Metric == EventKind.Click)
        {
            words.Add("metric=" + Word(Metric));
        }

        if (Facet != Facet.Link)
        {
            words.Add("by=" + FacetWords.Key(Facet));
        }

        if (HasManyValues)
        {
            words.Add("values=" + Many);
        }

        if (!Classes.IsPeople)
        {
            words.Add("classes=" + ClassChoice.Words(Classes));
        }

        return string.Create(CultureInfo.InvariantCulture, $"/experiments/{Uri.EscapeDataString(uid)}?{string.Join('&', words)}");
    }

    /// <summary>The same view, broken down by something else: its first few values.</summary>
    public ExperimentView By(Facet facet) => this with { Facet = facet, HasManyValues = false };

    /// <summary>The same view over another range, in the width that is usual there.</summary>
    public ExperimentView Over(TimeRange range) => this with { Range = range, Interval = range.Intervals[0] };

    /// <summary>A bucket width as one word.</summary>
    public static string Word(BucketSize interval) => interval switch
    {
        BucketSize.Minute => "minute",
        BucketSize.Hour => "hour",
        BucketSize.Day => "day",
        _ => "whole",
    };

    private static string Word(EventKind metric) => metric == EventKind.Click ? "clicks" : "opens";
}
