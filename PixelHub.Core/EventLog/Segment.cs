using System.Buffers.Binary;
using System.Globalization;

namespace PixelHub.Core.EventLog;

/// <summary>One file of the log. Its name is its start; a position in it is start plus offset in the file.</summary>
/// <param name="Path">The file.</param>
/// <param name="Start">Position of its first byte.</param>
/// <param name="End">Position behind its last byte.</param>
/// <param name="PreviousEnd">
/// From its header: where the last durable entry before this segment ends. What stands behind that in an earlier segment was never acknowledged.
/// Null when the header is damaged.
/// </param>
internal sealed record Segment(string Path, long Start, long End, long? PreviousEnd)
{
    /// <summary>Bytes before the first frame.</summary>
    public const int HeaderBytes = 8 + Frame.HeaderBytes + sizeof(long);

    /// <summary>How the names of segments end.</summary>
    public const string Extension = ".seg";

    /// <summary>No honest log gets there; a garbage file with such a name must not use up the positions.</summary>
    public const long MaxPosition = 1L << 60;

    /// <summary>Position of the first frame.</summary>
    public long DataStart => Start + HeaderBytes;

    /// <summary>Bytes of the file, as far as they belong to this segment.</summary>
    public long Length => End - Start;

    /// <summary>The file name for a start position: twenty digits, so that names sort as numbers.</summary>
    public static string NameOf(long start) => start.ToString("d20", CultureInfo.InvariantCulture) + Extension;

    /// <summary>Reads the start position from a file's name.</summary>
    public static bool TryParseName(ReadOnlySpan<char> name, out long start)
    {
        start = -1;
        return name.Length == 20 + Extension.Length
            && name.EndsWith(Extension, StringComparison.Ordinal)
            && long.TryParse(name[..20], NumberStyles.None, CultureInfo.InvariantCulture, out start)
            && start < MaxPosition;
    }

    /// <summary>Writes the header: a mark, then a frame with the previous end.</summary>
    public static void WriteHeader(Span<byte> header, long start, long previousEnd)
    {
        Mark.CopyTo(header);
        var frame = header[Mark.Length..];
        Frame.SetLength(frame, sizeof(long));
        BinaryPrimitives.WriteInt64LittleEndian(frame[Frame.HeaderBytes..], previousEnd);
        Frame.Seal(frame, start);
    }

    /// <summary>The previous end in a header; null when the header is damaged or belongs to another position.</summary>
    public static long? ReadPreviousEnd(ReadOnlySpan<byte> header, long start) =>
        header.Length >= HeaderBytes
        && header.StartsWith(Mark)
        && Frame.TryRead(header[Mark.Length..HeaderBytes], start, out var payload)
        && payload.Length == sizeof(long)
        && BinaryPrimitives.ReadInt64LittleEndian(payload) is >= 0 and var end
        && end <= start
            ? end
            : null;

    private static ReadOnlySpan<byte> Mark => "PXHLOG01"u8;
}
