namespace PixelHub.Core.Ingestion;

/// <summary>The install's settings about readers.</summary>
/// <param name="Signals">What requests of browsers lead to whose readers ask not to be told apart.</param>
/// <param name="Addresses">What is kept of the address of a reader who may be told apart.</param>
public sealed record PrivacyOptions(PrivacySignals Signals = PrivacySignals.Honour, AddressMode Addresses = AddressMode.None);

/// <summary>What <c>Sec-GPC: 1</c> and <c>DNT: 1</c> lead to.</summary>
public enum PrivacySignals
{
    /// <summary>The hit is counted and nothing of the reader is kept.</summary>
    Honour = 0,

    /// <summary>Nothing.</summary>
    Ignore = 1,
}

/// <summary>What is kept of a reader's address. Never the whole of it.</summary>
public enum AddressMode
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The network it is in, see <see cref="AddressPrefix"/>.</summary>
    Prefix = 1,

    /// <summary>A keyed hash under the salt of the day, see <see cref="PersonKeys.OfAddress"/>.</summary>
    Hashed = 2,
}
