using System.Collections.Concurrent;
using PixelHub.Core.Ingestion;

namespace PixelHub.Web.Security;

/// <summary>The client's country, as a configured proxy says it. A feature of the request; missing where nobody trusted says one.</summary>
internal sealed class TrustedCountry
{
    private static readonly ConcurrentDictionary<string, TrustedCountry> All = new(StringComparer.Ordinal);

    private TrustedCountry(string code) => Code = code;

    /// <summary>Two capital letters.</summary>
    public string Code { get; }

    /// <summary>The first of the headers that names a country.</summary>
    public static TrustedCountry? Read(IHeaderDictionary headers, IReadOnlyList<string> names)
    {
        foreach (var name in names)
        {
            if (headers.TryGetValue(name, out var values) && values is [{ } value, ..] && CountryCode.Read(value) is { } code)
            {
                return All.GetOrAdd(code, static c => new TrustedCountry(c));
            }
        }

        return null;
    }
}
