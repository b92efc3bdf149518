using System.Buffers.Binary;
using System.Numerics;
using System.Text;
using System.Text.Unicode;

namespace PixelHub.Core.EventLog;

/// <summary>
/// Reads the texts of entries. The same few – rules, clients, campaigns – come with each of them, so short ASCII ones are kept: an event then costs
/// no memory but its own. Of fixed size and without a lock: who writes the same place at the same time loses a text, which is read anew.
/// </summary>
internal static class KnownTexts
{
    private const int Places = 1_024;
    private const int Longest = 64;

    private static readonly string?[] Texts = new string?[Places];

    /// <summary>The text of these bytes; null when they are not UTF-8.</summary>
    public static string? Read(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > Longest)
        {
            return Decode(utf8);
        }

        ref var place = ref Texts[Hash(utf8) & (Places - 1)];
        if (Volatile.Read(ref place) is { } known && Ascii.Equals(utf8, known))
        {
            return known;
        }

        var text = Decode(utf8);
        if (text?.Length == utf8.Length)
        {
            Volatile.Write(ref place, text);
        }

        return text;
    }

    /// <summary>The text of these bytes, kept nowhere; null when they are not UTF-8.</summary>
    public static string? Decode(ReadOnlySpan<byte> utf8) => Utf8.IsValid(utf8) ? Encoding.UTF8.GetString(utf8) : null;

    private static uint Hash(ReadOnlySpan<byte> bytes)
    {
        var hash = (uint)bytes.Length;
        while (bytes.Length >= sizeof(ulong))
        {
            hash = BitOperations.Crc32C(hash, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            bytes = bytes[sizeof(ulong)..];
        }

        foreach (var b in bytes)
        {
            hash = BitOperations.Crc32C(hash, b);
        }

        return hash;
    }
}
