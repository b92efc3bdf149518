using PixelHub.Core.Reports;

namespace PixelHub.Web.Components.State;

/// <summary>What an experiment's page shows at one moment.</summary>
/// <param name="Report">Totals and series.</param>
/// <param name="Window">The stretch the series covers.</param>
/// <param name="Newest">The newest hits, newest first.</param>
/// <param name="Breakdown">The values of what the view breaks hits down by.</param>
/// <param name="View">The view that it was read for.</param>
/// <param name="ReadAt">When it was read.</param>
public sealed record Figures(
    ExperimentReport Report, SeriesWindow Window, IReadOnlyList<HitRow> Newest, Breakdown Breakdown, ExperimentView View, DateTimeOffset ReadAt);
