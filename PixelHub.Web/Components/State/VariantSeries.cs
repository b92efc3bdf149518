using System.Collections.Immutable;
using PixelHub.Core.Catalog;
using PixelHub.Core.Events;
using PixelHub.Core.Reports;

namespace PixelHub.Web.Components.State;

/// <summary>One line of the chart.</summary>
/// <param name="Variant">The variant.</param>
/// <param name="Points">Every bucket of the window, those without a hit included.</param>
public sealed record VariantSeries(Variant Variant, IReadOnlyList<BucketHits> Points)
{
    /// <summary>Hits over the whole window.</summary>
    public long Total => Points.Sum(p => p.Hits);

    /// <summary>Lines for all variants of an experiment.</summary>
    public static ImmutableArray<VariantSeries> Of(
        ImmutableArray<SeriesLine> lines, EventKind kind, SeriesWindow window, ImmutableArray<Variant> variants, ViewerClock clock)
    {
        var hits = new Dictionary<(int Variant, DateTimeOffset Bucket), long>();
        foreach (var line in lines)
        {
            if (line.Kind == kind)
            {
                var key = (line.Variant, window.BucketOf(line.Start, clock));
                hits[key] = hits.GetValueOrDefault(key) + line.Hits;
            }
        }

        var buckets = window.Buckets(clock).Select(start => (Start: start, At: window.IsUtcDays ? start.UtcDateTime : clock.Local(start))).ToArray();
        return
        [
            .. variants.Select(variant => new VariantSeries(
                variant, buckets.Select(b => new BucketHits(b.At, hits.GetValueOrDefault((variant.Number, b.Start)))).ToArray())),
        ];
    }
}

/// <summary>One bucket of one line.</summary>
/// <param name="At">Its start on the viewer's wall clock.</param>
/// <param name="Hits">Hits of the chosen classes, repeats left out.</param>
public sealed record BucketHits(DateTime At, long Hits);
