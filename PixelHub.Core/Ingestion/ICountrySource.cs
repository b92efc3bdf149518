using System.Net;

namespace PixelHub.Core.Ingestion;

/// <summary>Knows in which country addresses are. Asked on the hot path: answers from memory and never throws.</summary>
public interface ICountrySource
{
    /// <summary>The country of an address as two capital letters; null when it is not known.</summary>
    string? Find(IPAddress address);

    /// <summary>Where it knows it from; null when it has no source.</summary>
    CountrySourceState? State { get; }
}

/// <summary>Where countries of addresses come from.</summary>
/// <param name="File">Path of the file.</param>
/// <param name="Kind">What the file calls itself, for example <c>GeoLite2-Country</c>; null while none was read.</param>
/// <param name="BuiltAt">When it was made, UTC; null while none was read.</param>
/// <param name="Fault">What is wrong with the file that is there now, as a sentence; null when nothing is.</param>
public sealed record CountrySourceState(string File, string? Kind, DateTime? BuiltAt, string? Fault);
