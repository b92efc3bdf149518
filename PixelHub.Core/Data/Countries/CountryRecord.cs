using MaxMind.Db;

namespace PixelHub.Core.Data.Countries;

/// <summary>What is read of a record: the rest, which may be a city with its names in ten languages, is skipped.</summary>
[method: Constructor]
internal sealed class CountryRecord([MapKey("country")] CountryPart? country)
{
    public CountryPart? Country => country;
}

/// <summary>A country in a record.</summary>
[method: Constructor]
internal sealed class CountryPart([MapKey("iso_code")] string? code)
{
    /// <summary>Two letters; null when the record has none.</summary>
    public string? Code => code;
}
