using System.Collections.Immutable;
using PixelHub.Core.Events;

namespace PixelHub.Core.Reports;

/// <summary>The figures of one experiment, read from rollups.</summary>
/// <param name="Totals">All time, one line for each variant, scope, kind and class that has hits.</param>
/// <param name="Series">The range asked for, counted events of the classes asked for, in order of time; empty buckets are left out.</param>
/// <param name="LastEventAt">When the newest event arrived, whatever its scope and class; null when there is none.</param>
public sealed record ExperimentReport(ImmutableArray<CountLine> Totals, ImmutableArray<SeriesLine> Series, DateTimeOffset? LastEventAt)
{
    /// <summary>Recipients in whose name only machines came so far, by variant; variants without such people may be missing.</summary>
    public ImmutableArray<MachineOnlyLine> MachineOnly { get; init; } = [];
}

/// <summary>Recipients known from machines alone.</summary>
/// <param name="Variant">Number of the variant they met first.</param>
/// <param name="People">How many they are now: fewer, when one of them comes in person.</param>
public readonly record struct MachineOnlyLine(int Variant, long People);

/// <summary>Counts of one combination.</summary>
/// <param name="Variant">Number of the variant; 0 for none.</param>
/// <param name="Scope">Whether it belongs to the results.</param>
/// <param name="Kind">What happened.</param>
/// <param name="Class">Who fetched it.</param>
/// <param name="Hits">Hits without repeats; of sends, mails: each recipient once.</param>
/// <param name="Repeats">Further hits of the same person on the same thing within 30 s; sends that were reported before.</param>
/// <param name="Recipients">Distinct recipients that had not been counted for this kind before.</param>
/// <param name="Viewers">The same for viewers without a recipient id: approximate, because a viewer key lives one day.</param>
/// <param name="Inferred">People who clicked without an open that we saw: they must have opened.</param>
public readonly record struct CountLine(int Variant, EventScope Scope, EventKind Kind, EventClass Class, long Hits, long Repeats, long Recipients, long Viewers, long Inferred);

/// <summary>Hits in one bucket, of the classes asked for.</summary>
/// <param name="Start">Start of the bucket, UTC, inclusive.</param>
/// <param name="Variant">Number of the variant.</param>
/// <param name="Kind">What happened.</param>
/// <param name="Hits">Hits without repeats.</param>
public readonly record struct SeriesLine(DateTimeOffset Start, int Variant, EventKind Kind, long Hits);
