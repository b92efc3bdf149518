using PixelHub.Core.Commit;
using PixelHub.Core.EventLog;
using PixelHub.Core.Ingestion;

namespace PixelHub.Web.Health;

/// <summary>What came in since the start of the process, and how far it has got.</summary>
/// <param name="Recorded">Hits on disk.</param>
/// <param name="Orphans">Hits on slugs that nobody set up.</param>
/// <param name="UnknownVariants">Hits whose address named a variant that is not there.</param>
/// <param name="Dropped">Hits not recorded, by reason.</param>
/// <param name="Waiting">Bytes on disk that are not in the database yet; null until the committer has found out where it is.</param>
public sealed record SystemState(long Recorded, long Orphans, long UnknownVariants, IReadOnlyList<(DropReason Reason, long Count)> Dropped, long? Waiting)
{
    /// <summary>Before anything was read.</summary>
    public static SystemState Nothing { get; } = new(0, 0, 0, [], null);

    /// <summary>Where countries of direct hits come from; null when the owner gave no file.</summary>
    public CountrySourceState? Countries { get; init; }
}

/// <summary>Reads the state of the process.</summary>
public sealed class SystemWatch(IngestCounters counters, IEventLog log, CommitProgress progress, ICountrySource countries)
{
    /// <summary>The state now.</summary>
    public SystemState Read() => new(
        counters.Recorded, counters.Orphans, counters.UnknownVariants, counters.AllDropped(), progress.Committed == 0 ? null : Math.Max(0, log.DurablePosition - progress.Committed))
    {
        Countries = countries.State,
    };
}
