namespace PixelHub.Core.Commit;

/// <summary>How long single hits are kept. Counts are kept for ever.</summary>
/// <param name="DefaultDays">Days for experiments that say nothing of their own; 0 for ever.</param>
public sealed record RetentionOptions(int DefaultDays);
