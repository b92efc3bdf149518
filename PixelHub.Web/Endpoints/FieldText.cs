using System.Globalization;
using System.Text;
using PixelHub.Core.Ingestion;

namespace PixelHub.Web.Endpoints;

/// <summary>Turns the raw text of a query parameter into what was meant. Total: any text has an answer of at most 256 characters.</summary>
public static class FieldText
{
    // Three bytes of UTF-8 make at least one character, and a malformed byte makes one too: so many bytes are always enough.
    private const int MaxBytes = RequestFacts.MaxFieldLength * 3;

    /// <summary>Decodes <c>+</c> and percent-escapes as UTF-8. A malformed escape stays as it is; bytes that are no UTF-8 become U+FFFD.</summary>
    public static string Decode(ReadOnlySpan<char> raw)
    {
        if (!raw.ContainsAny('%', '+') && Ascii.IsValid(raw[..Math.Min(raw.Length, RequestFacts.MaxFieldLength)]))
        {
            return raw[..Math.Min(raw.Length, RequestFacts.MaxFieldLength)].ToString();
        }

        Span<byte> bytes = stackalloc byte[MaxBytes + 4];
        var length = 0;
        while (!raw.IsEmpty && length < MaxBytes)
        {
            if (raw[0] == '%' && raw.Length > 2 && byte.TryParse(raw.Slice(1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var escaped))
            {
                bytes[length++] = escaped;
                raw = raw[3..];
                continue;
            }

            Rune.DecodeFromUtf16(raw, out var rune, out var used);
            length += (rune.Value == '+' ? new Rune(' ') : rune).EncodeToUtf8(bytes[length..]);
            raw = raw[used..];
        }

        return Cut(Encoding.UTF8.GetString(bytes[..length]));
    }

    /// <summary>The first 256 characters, and no half of a surrogate pair at the end.</summary>
    public static string Cut(string text) => Cut(text, RequestFacts.MaxFieldLength);

    /// <summary>The first characters, and no half of a surrogate pair at the end.</summary>
    public static string Cut(string text, int length) =>
        text.Length <= length ? text : text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];
}
