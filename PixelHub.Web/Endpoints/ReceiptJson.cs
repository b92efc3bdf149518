using PixelHub.Core.Catalog;
using PixelHub.Core.Recipients;

namespace PixelHub.Web.Endpoints;

/// <summary>The receipt of an erasure as programs see it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Done">Whether nothing is left of the recipient.</param>
/// <param name="RequestedAt">When it was asked for.</param>
/// <param name="RequestedBy">Who asked for it.</param>
/// <param name="DoneAt">When it was done; null while it is under way.</param>
/// <param name="OptedOut">Whether the recipient was opted out with it.</param>
/// <param name="Hits">Hits made anonymous, in all.</param>
/// <param name="Experiments">The same by experiment, with what was taken out of the numbers of people.</param>
/// <param name="NotReached">What an erasure cannot reach, in words.</param>
public sealed record ReceiptJson(
    string Id, bool Done, DateTime RequestedAt, string RequestedBy, DateTime? DoneAt, bool OptedOut, long Hits, IReadOnlyList<ReceiptLineJson> Experiments, string NotReached)
{
    /// <summary>What no erasure reaches.</summary>
    public const string Limits = "Copies of the data folder and exports that you made yourself are not reached.";

    /// <summary>Gives experiments their names.</summary>
    public static ReceiptJson Of(ErasureReceipt receipt, CatalogSnapshot catalog) => new(
        receipt.Id, receipt.DoneAt is not null, ApiJson.Instant(receipt.At), receipt.RequestedBy, receipt.DoneAt is { } done ? ApiJson.Instant(done) : null,
        receipt.OptedOut, receipt.Hits, [.. receipt.Experiments.Select(e => Line(e, catalog))], Limits);

    private static ReceiptLineJson Line(ErasedCounts counts, CatalogSnapshot catalog)
    {
        var experiment = catalog.Experiments.FirstOrDefault(e => e.Number == counts.Experiment);
        return new(
            experiment?.Uid, experiment?.Slug.Value, counts.Hits, counts.People, counts.Opens, counts.Clicks, counts.Inferred, counts.MachineOnly);
    }
}

/// <summary>What an erasure did in one experiment.</summary>
/// <param name="Uid">The experiment; null when it is gone.</param>
/// <param name="Slug">Its slug.</param>
/// <param name="Hits">Hits made anonymous.</param>
/// <param name="People">1 when the recipient was known there.</param>
/// <param name="UniqueOpens">Taken out of the people who opened.</param>
/// <param name="UniqueClicks">Taken out of the people who clicked.</param>
/// <param name="InferredOpens">Taken out of the opens inferred from clicks.</param>
/// <param name="MachineOnly">Taken out of the people known from machines alone.</param>
public sealed record ReceiptLineJson(string? Uid, string? Slug, long Hits, long People, long UniqueOpens, long UniqueClicks, long InferredOpens, long MachineOnly);

/// <summary>The answer with one receipt.</summary>
/// <param name="Receipt">It.</param>
public sealed record ReceiptAnswer(ReceiptJson Receipt);

/// <summary>The answer with all of them.</summary>
/// <param name="Receipts">The newest first.</param>
public sealed record ReceiptsAnswer(IReadOnlyList<ReceiptJson> Receipts);
