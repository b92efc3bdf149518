using PixelHub.Core.Reports;
using PixelHub.Core.Rollups;

namespace PixelHub.Core.Recipients;

/// <summary>
/// What is stored of one recipient. Hits are not sorted by recipient, so each answer goes through all hits of an experiment, in short reads that hold
/// nobody up; what it keeps in memory does not grow with their number.
/// </summary>
public interface IRecipientRecords
{
    /// <summary>Every experiment that holds anything of the recipient, by its number.</summary>
    /// <param name="recipient">From <see cref="Ingestion.PersonKeys.OfRecipient"/>.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    Task<IReadOnlyList<RecipientInExperiment>> FindAsync(ulong recipient, CancellationToken cancellationToken);

    /// <summary>Numbers of all experiments in which something of anybody may be stored, deleted ones too.</summary>
    Task<IReadOnlyList<int>> ExperimentsAsync(CancellationToken cancellationToken);

    /// <summary>What is known of the recipient in one experiment, beside the hits; the default when nothing is.</summary>
    Task<RecipientKnowledge> KnownAsync(ulong recipient, int experiment, CancellationToken cancellationToken);

    /// <summary>The recipient's hits in one experiment in order of time, streamed.</summary>
    IAsyncEnumerable<HitRow> HitsAsync(ulong recipient, int experiment, CancellationToken cancellationToken);
}

/// <summary>What one experiment holds of a recipient.</summary>
/// <param name="Experiment">Number of the experiment.</param>
/// <param name="Opens">Hits of the pixel that stand for a person, repeats and tests included.</param>
/// <param name="Clicks">Hits of links that stand for a person, repeats and tests included.</param>
/// <param name="Others">All other hits in their name.</param>
/// <param name="First">When the first of the hits was; null when there are none any more.</param>
/// <param name="Last">When the last of the hits was.</param>
/// <param name="Known">What is known beside the hits.</param>
public sealed record RecipientInExperiment(
    int Experiment, long Opens, long Clicks, long Others, DateTimeOffset? First, DateTimeOffset? Last, RecipientKnowledge Known)
{
    /// <summary>All hits.</summary>
    public long Hits => Opens + Clicks + Others;
}

/// <summary>What an experiment knows of a person beside their hits: from it unique numbers are counted.</summary>
/// <param name="Person">What they did, and the variant they met first.</param>
/// <param name="Purged">The part that is known from hits that were deleted since, when their days were over.</param>
public readonly record struct RecipientKnowledge(KnownPerson Person, KnownPerson Purged);
