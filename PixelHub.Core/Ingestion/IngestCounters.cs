using System.Diagnostics.Metrics;

namespace PixelHub.Core.Ingestion;

/// <summary>Counts what came in and what was not recorded, since the start of the process.</summary>
public sealed class IngestCounters : IDisposable
{
    private static readonly DropReason[] Reasons = [.. Enum.GetValues<DropReason>().Where(r => r != DropReason.None)];
    private readonly Meter _meter = new("PixelHub.Ingestion");
    private readonly long[] _dropped = new long[Enum.GetValues<DropReason>().Length];
    private long _recorded;
    private long _orphans;
    private long _unknownVariants;

    /// <summary>Publishes the counters under the meter <c>PixelHub.Ingestion</c>.</summary>
    public IngestCounters()
    {
        _meter.CreateObservableCounter("pixelhub.hits.recorded", () => Recorded, unit: "{hit}");
        _meter.CreateObservableCounter("pixelhub.hits.orphaned", () => Orphans, unit: "{hit}");
        _meter.CreateObservableCounter(
            "pixelhub.hits.dropped",
            () => Reasons.Select(r => new Measurement<long>(Dropped(r), new KeyValuePair<string, object?>("reason", r.ToString()))),
            unit: "{hit}");
    }

    /// <summary>Hits that are on disk.</summary>
    public long Recorded => Volatile.Read(ref _recorded);

    /// <summary>Hits on slugs that nobody set up; they are on disk too.</summary>
    public long Orphans => Volatile.Read(ref _orphans);

    /// <summary>Hits whose <c>v=</c> named no variant; they were recorded with the variant that the weights gave.</summary>
    public long UnknownVariants => Volatile.Read(ref _unknownVariants);

    /// <summary>Hits lost to a full or broken disk: should be zero.</summary>
    public long Lost => Dropped(DropReason.LogFull) + Dropped(DropReason.DiskFailed) + Dropped(DropReason.Fault);

    /// <summary>Hits not recorded for one reason.</summary>
    public long Dropped(DropReason reason) => Volatile.Read(ref _dropped[(int)reason]);

    /// <summary>Every reason with its count, those at zero included.</summary>
    public IReadOnlyList<(DropReason Reason, long Count)> AllDropped() => [.. Reasons.Select(r => (r, Dropped(r)))];

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    internal void CountRecorded() => Interlocked.Increment(ref _recorded);

    internal void CountOrphan() => Interlocked.Increment(ref _orphans);

    internal void CountUnknownVariant() => Interlocked.Increment(ref _unknownVariants);

    internal void CountDropped(DropReason reason) => Interlocked.Increment(ref _dropped[(int)reason]);
}
