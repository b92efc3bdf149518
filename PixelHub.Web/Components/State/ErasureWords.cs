using System.Globalization;
using PixelHub.Core.Recipients;

namespace PixelHub.Web.Components.State;

/// <summary>What erasures did in one experiment, for its privacy receipt.</summary>
public static class ErasureWords
{
    /// <summary>A sentence for each erasure that is complete and found something in the experiment, newest first.</summary>
    /// <param name="receipts">Newest first.</param>
    /// <param name="experiment">Number of the experiment.</param>
    /// <param name="clock">The viewer's.</param>
    public static IReadOnlyList<string> Of(IEnumerable<ErasureReceipt> receipts, int experiment, ViewerClock clock) =>
    [
        .. from receipt in receipts
           where receipt.DoneAt is not null
           from counts in receipt.Experiments
           where counts.Experiment == experiment
           select string.Create(
               CultureInfo.InvariantCulture,
               $"{clock.Full(receipt.DoneAt!.Value)}: one recipient, {counts.Hits:N0} {(counts.Hits == 1 ? "hit" : "hits")} made nobody’s (receipt {receipt.Id})."),
    ];
}
