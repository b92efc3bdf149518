using System.Collections.Immutable;
using PixelHub.Core.Rollups;

namespace PixelHub.Core.Reports;

/// <summary>A question for the values of one facet. Answered from rollups, for results only, repeats left out.</summary>
/// <param name="Experiment">Number of the experiment.</param>
/// <param name="Facet">What to break down by.</param>
/// <param name="From">First day, UTC; null for all time, and then <paramref name="To"/> is not looked at.</param>
/// <param name="To">Day behind the last one, UTC.</param>
/// <param name="Limit">Most lines, 1 to 2,000: those with the most hits of people come first.</param>
public readonly record struct BreakdownQuery(int Experiment, Facet Facet, DateOnly? From = null, DateOnly? To = null, int Limit = 100);

/// <summary>The values of one facet.</summary>
/// <param name="Lines">The values with the most hits of people first.</param>
/// <param name="Values">How many values there are, those beyond the limit included.</param>
public sealed record Breakdown(ImmutableArray<BreakdownLine> Lines, int Values);

/// <summary>The hits of one value of a facet.</summary>
/// <param name="Value">The value; null where the hits named none, and for the line of <paramref name="IsRest"/>.</param>
/// <param name="IsRest">
/// Whether the line stands for all values that came after an experiment had as many of this facet as it may: strangers choose some of these texts.
/// </param>
/// <param name="Opens">Opens of people.</param>
/// <param name="Clicks">Clicks of people.</param>
/// <param name="MachineHits">Hits of all other classes.</param>
/// <param name="IsProxied">
/// Whether the line stands for people behind a mail proxy, of whom nobody knows program, system, device or country. They are never spread over the
/// values of the others.
/// </param>
public readonly record struct BreakdownLine(string? Value, bool IsRest, long Opens, long Clicks, long MachineHits, bool IsProxied = false);
