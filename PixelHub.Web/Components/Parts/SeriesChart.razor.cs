using System.Collections.Immutable;
using System.Globalization;
using Microsoft.AspNetCore.Components;
using PixelHub.Core.Rollups;
using PixelHub.Web.Components.State;
using Radzen.Blazor;

namespace PixelHub.Web.Components.Parts;

/// <summary>Hits over time, one line for each variant, with the same in words and as a table.</summary>
public sealed partial class SeriesChart
{
    private const int MaxLabels = 7;

    private static readonly TimeSpan[] RoundSteps =
    [
        TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), TimeSpan.FromHours(1), TimeSpan.FromHours(4), TimeSpan.FromDays(1), TimeSpan.FromDays(2), TimeSpan.FromDays(5),
    ];

    /// <summary>One for each variant, all over the same buckets.</summary>
    [Parameter, EditorRequired]
    public required ImmutableArray<VariantSeries> Series { get; set; }

    /// <summary>Width of a bucket.</summary>
    [Parameter, EditorRequired]
    public required BucketSize Interval { get; set; }

    /// <summary>What is counted, in the plural: opens, clicks.</summary>
    [Parameter, EditorRequired]
    public required string What { get; set; }

    /// <summary>Stands in the chart while there is no hit in it.</summary>
    [Parameter, EditorRequired]
    public required string Nothing { get; set; }

    /// <summary>Whether newer figures are on their way: the old stay, dimmed.</summary>
    [Parameter]
    public bool IsStale { get; set; }

    /// <summary>A line's colour; they repeat after eight, and then differ by their dashes.</summary>
    public static string Colour(int index) => string.Create(CultureInfo.InvariantCulture, $"var(--series-{(index % 8) + 1})");

    private static LineType Dash(int index) => (index / 8) switch
    {
        0 => LineType.Solid,
        1 => LineType.Dashed,
        _ => LineType.Dotted,
    };

    private long Highest => Series.SelectMany(s => s.Points).Select(p => p.Hits).DefaultIfEmpty().Max();

    /// <summary>A round number of hits between two grid lines, so that no line stands at a part of a hit.</summary>
    private long Step
    {
        get
        {
            var wanted = Math.Max(1, (long)Math.Ceiling(Highest / 4.0));
            long size = 1;
            while (size * 10 <= wanted)
            {
                size *= 10;
            }

            return wanted <= size ? size : wanted <= 2 * size ? 2 * size : wanted <= 5 * size ? 5 * size : 10 * size;
        }
    }

    private long Top => Math.Max(4, (long)Math.Ceiling(Highest / (double)Step)) * Step;

    private string Summary
    {
        get
        {
            var parts = Series.Select(s => $"{s.Variant.Name}: {NumberText.Exact(s.Total)}");
            return $"Chart of {What} by {ExperimentView.Word(Interval)}. {string.Join("; ", parts)}. Highest in one {ExperimentView.Word(Interval)}: {NumberText.Exact(Highest)}.";
        }
    }

    /// <summary>Each label stands at a round time.</summary>
    private TimeSpan TickStep
    {
        get
        {
            var points = Series.Length == 0 ? 1 : Series[0].Points.Count;
            var span = Interval switch
            {
                BucketSize.Day => TimeSpan.FromDays(points),
                BucketSize.Hour => TimeSpan.FromHours(points),
                _ => TimeSpan.FromMinutes(points),
            };
            return Array.Find(RoundSteps, step => span <= MaxLabels * step && (Interval != BucketSize.Day || step >= TimeSpan.FromDays(1))) is { Ticks: > 0 } round ? round : TimeSpan.FromDays(Math.Ceiling(span.TotalDays / MaxLabels));
        }
    }

    /// <summary>For the axis, and for the box beside the pointer: between the days' labels it needs the time too.</summary>
    private string Label(object value)
    {
        var at = (DateTime)value;
        var format = TickStep < TimeSpan.FromDays(1) ? "HH:mm" : at.TimeOfDay == TimeSpan.Zero ? "d MMM" : "d MMM HH:mm";
        return at.ToString(format, CultureInfo.InvariantCulture);
    }
}
