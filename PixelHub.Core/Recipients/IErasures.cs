namespace PixelHub.Core.Recipients;

/// <summary>Erasures of recipients: requested here, done by the server in the background, remembered without a trace of whom they were about.</summary>
public interface IErasures
{
    /// <summary>
    /// Asks for everything about a recipient to be erased. From here on, new hits of theirs are counted without them, and they are erased even when
    /// the server ends before it is done. Asking again while it is under way changes nothing.
    /// </summary>
    /// <returns>Id of the receipt.</returns>
    Task<string> RequestAsync(ErasureRequest request, CancellationToken cancellationToken);

    /// <summary>The receipt of that id; null when there is none.</summary>
    Task<ErasureReceipt?> ReadAsync(string id, CancellationToken cancellationToken);

    /// <summary>The receipts, newest first.</summary>
    Task<IReadOnlyList<ErasureReceipt>> ListAsync(int limit, CancellationToken cancellationToken);
}

/// <summary>Whom to erase.</summary>
/// <param name="Recipient">From <see cref="Ingestion.PersonKeys.OfRecipient"/>; not 0.</param>
/// <param name="RequestedBy">Who asks for it, as the receipt names them.</param>
/// <param name="OptsOut">Whether the recipient is to be opted out as well, before anything is erased.</param>
public sealed record ErasureRequest(ulong Recipient, string RequestedBy, bool OptsOut);

/// <summary>What an erasure did. Nothing in it leads to the recipient.</summary>
/// <param name="Id">Chosen at random.</param>
/// <param name="At">When it was asked for.</param>
/// <param name="RequestedBy">Who asked for it.</param>
/// <param name="OptedOut">Whether the recipient was opted out with it.</param>
/// <param name="DoneAt">When nothing was left; null while it is under way.</param>
/// <param name="Progress">How far the search has come; both numbers 0 when it is over or has not begun.</param>
/// <param name="Experiments">What it did, for each experiment in which there was anything.</param>
public sealed record ErasureReceipt(
    string Id, DateTimeOffset At, string RequestedBy, bool OptedOut, DateTimeOffset? DoneAt, ErasureProgress Progress, IReadOnlyList<ErasedCounts> Experiments)
{
    /// <summary>Hits made anonymous, in all.</summary>
    public long Hits => Experiments.Sum(e => e.Hits);
}

/// <summary>How far the search for a recipient has come.</summary>
/// <param name="LookedAt">Experiments that are done.</param>
/// <param name="Experiments">Experiments to look at.</param>
public readonly record struct ErasureProgress(int LookedAt, int Experiments);

/// <summary>What an erasure did in one experiment.</summary>
/// <param name="Experiment">Number of the experiment.</param>
/// <param name="Hits">Hits that no longer say whose they are.</param>
/// <param name="People">1 when the recipient was among the people known there.</param>
/// <param name="Opens">Unique opens taken out: those of people, 0 or 1.</param>
/// <param name="Clicks">Unique clicks of people taken out, 0 or 1.</param>
/// <param name="Inferred">Opens inferred from clicks taken out, 0 or 1.</param>
/// <param name="MachineOnly">People known from machines alone taken out, 0 or 1.</param>
public sealed record ErasedCounts(int Experiment, long Hits, long People, long Opens, long Clicks, long Inferred, long MachineOnly);
