using PixelHub.Core.Events;

namespace PixelHub.Core.Classification;

/// <summary>Who sent a request, and why we think so.</summary>
/// <param name="Class">Who.</param>
/// <param name="Rule">Id of the rule that decided, for example <c>ua.gmail-proxy</c>. Stable: it is stored with the event.</param>
/// <param name="Client">Mail client, proxy or browser family; null when unknown.</param>
/// <param name="Os">Operating system; null when unknown or hidden by a proxy.</param>
/// <param name="Device">desktop, phone or tablet; null when unknown or hidden by a proxy.</param>
public sealed record Verdict(EventClass Class, string Rule, string? Client = null, string? Os = null, string? Device = null);
