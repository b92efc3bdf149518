namespace PixelHub.Core.Ingestion;

/// <summary>Countries as two capital letters (ISO 3166-1 alpha-2).</summary>
public static class CountryCode
{
    private const int Letters = 26;

    private static readonly string[] Codes = [.. Enumerable.Range(0, Letters * Letters).Select(i => $"{(char)('A' + (i / Letters))}{(char)('A' + (i % Letters))}")];

    /// <summary>Reads a header of a proxy. Allocates nothing.</summary>
    /// <returns>Null for what is not two letters, and for the codes that stand for "not known": XX, and T1, which is Tor.</returns>
    public static string? Read(ReadOnlySpan<char> header)
    {
        header = header.Trim();
        return header.Length == 2 && char.IsAsciiLetter(header[0]) && char.IsAsciiLetter(header[1])
            && Codes[(Place(header[0]) * Letters) + Place(header[1])] is var code and not "XX"
                ? code
                : null;
    }

    private static int Place(char letter) => (letter | 0x20) - 'a';
}
