namespace PixelHub.Core.Reports;

/// <summary>The question what is kept of an experiment's readers at this moment.</summary>
public interface IReaderReports
{
    /// <summary>
    /// Counts what there is, row by row: a second or so for a million hits. Everything is from one state of the database.
    /// </summary>
    /// <param name="experiment">Number of the experiment.</param>
    /// <param name="cancellationToken">Stops before it begins.</param>
    Task<KeptOfReaders> ReadAsync(int experiment, CancellationToken cancellationToken);
}

/// <summary>What is kept of an experiment's readers.</summary>
public sealed record KeptOfReaders
{
    /// <summary>Single hits in the database.</summary>
    public required long Hits { get; init; }

    /// <summary>Those that belong to nobody: neither a recipient nor a viewer is kept.</summary>
    public required long AnonymousHits { get; init; }

    /// <summary>Different recipients among the hits, as hashes.</summary>
    public required long Recipients { get; init; }

    /// <summary>Different viewers among the hits, as hashes; who came on two days is two.</summary>
    public required long Viewers { get; init; }

    /// <summary>Different addresses among the hits, as far as they are kept.</summary>
    public required long Addresses { get; init; }

    /// <summary>Recipients in the clear to which its hits led.</summary>
    public required long Names { get; init; }

    /// <summary>Hashes from which unique people are counted. They stay when hits are deleted. Null in a folder that cannot be written.</summary>
    public required long? KnownPeople { get; init; }

    /// <summary>The oldest hit; null when there is none.</summary>
    public required DateTimeOffset? Oldest { get; init; }

    /// <summary>The database's file.</summary>
    public required string DatabaseFile { get; init; }

    /// <summary>The folder of event log and keys.</summary>
    public required string Folder { get; init; }
}
