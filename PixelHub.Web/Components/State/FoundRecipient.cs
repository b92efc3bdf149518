using PixelHub.Core.Recipients;

namespace PixelHub.Web.Components.State;

/// <summary>What was found about a recipient.</summary>
/// <param name="Text">The recipient as they were named.</param>
/// <param name="Recipient">Their hash.</param>
/// <param name="IsOptedOut">Whether they opted out.</param>
/// <param name="Experiments">What each experiment holds; empty when nothing is stored.</param>
public sealed record FoundRecipient(string Text, ulong Recipient, bool IsOptedOut, IReadOnlyList<RecipientInExperiment> Experiments);
