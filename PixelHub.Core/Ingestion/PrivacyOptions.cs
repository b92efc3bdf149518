namespace PixelHub.Core.Ingestion;

/// <summary>The install's setting about readers who ask not to be told apart.</summary>
/// <param name="Signals">What their browsers' requests lead to.</param>
public sealed record PrivacyOptions(PrivacySignals Signals = PrivacySignals.Honour);

/// <summary>What <c>Sec-GPC: 1</c> and <c>DNT: 1</c> lead to.</summary>
public enum PrivacySignals
{
    /// <summary>The hit is counted and nothing of the reader is kept.</summary>
    Honour = 0,

    /// <summary>Nothing.</summary>
    Ignore = 1,
}
