using PixelHub.Core.Catalog;
using PixelHub.Core.Ingestion;
using PixelHub.Core.Recipients;

namespace PixelHub.Web.Endpoints;

/// <summary>Makes files of what is stored about one recipient.</summary>
public sealed class RecipientExports(IRecipientRecords records, CatalogHolder catalog, OptOuts optOuts, TimeProvider time)
{
    /// <summary>A file about a recipient.</summary>
    /// <param name="text">The recipient as they were named; the file repeats it.</param>
    /// <param name="recipient">Their hash.</param>
    /// <param name="isCsv">Whether only their hits are wanted, as a table; else everything, as JSON.</param>
    public RecipientExport Of(string text, ulong recipient, bool isCsv) => new(this, text, recipient, isCsv);

    /// <summary>What is stored.</summary>
    internal IRecipientRecords Records => records;

    /// <summary>The experiment of that number; null when the catalog has none.</summary>
    internal Experiment? Find(int number) => catalog.Current.Experiments.FirstOrDefault(e => e.Number == number);

    /// <summary>Whether they opted out.</summary>
    internal bool IsOptedOut(ulong recipient) => optOuts.Contains(recipient);

    /// <summary>When the file is made.</summary>
    internal DateTimeOffset Now => time.GetUtcNow();
}
