using System.Collections.Immutable;
using System.Globalization;
using Microsoft.AspNetCore.Components;
using PixelHub.Core.Reports;
using PixelHub.Web.Components.State;
using Radzen.Blazor;

namespace PixelHub.Web.Components.Parts;

/// <summary>Hits over time, one line for each variant, with the same in words and as a table.</summary>
public sealed partial class SeriesChart
{
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

    private string Tick(object at) => ((DateTime)at).ToString(Interval switch
    {
        BucketSize.Day => "d MMM",
        BucketSize.Hour when Series[0].Points.Count > 48 => "d MMM HH:mm",
        _ => "HH:mm",
    }, CultureInfo.InvariantCulture);
}
