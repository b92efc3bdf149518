namespace PixelHub.Core.Events;

/// <summary>What the request alone said of a hit, kept beside the verdict that its behaviour gave it.</summary>
/// <param name="Class">Who it seemed to be.</param>
/// <param name="Rule">Id of the rule that said so.</param>
/// <param name="Client">Mail client or browser family it gave itself out as; null when unknown.</param>
/// <param name="Os">Operating system; null when unknown.</param>
/// <param name="Device">Form factor; null when unknown.</param>
public sealed record FirstVerdict(EventClass Class, string Rule, string? Client = null, string? Os = null, string? Device = null);
