namespace PixelHub.Core.Data.Countries;

/// <summary>The owner's file of countries.</summary>
/// <param name="File">Path of a MaxMind-format file (.mmdb); null for none.</param>
public sealed record CountryFileOptions(string? File);
