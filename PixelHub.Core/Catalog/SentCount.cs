namespace PixelHub.Core.Catalog;

/// <summary>How many mails left.</summary>
/// <param name="Sent">Mails sent.</param>
/// <param name="Bounced">How many of them came back; null when nobody said, which counts as none.</param>
public readonly record struct SentCount(long Sent, long? Bounced = null)
{
    /// <summary>More than anybody sends.</summary>
    public const long Max = 1_000_000_000_000;

    /// <summary>D: mails that arrived.</summary>
    public long Delivered => Math.Max(0, Sent - (Bounced ?? 0));
}
