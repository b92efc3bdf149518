using System.Buffers.Binary;
using System.Numerics;

namespace PixelHub.Core.EventLog;

/// <summary>How an entry stands in a segment: payload length (u32), CRC-32C (u32), payload; little-endian.</summary>
/// <remarks>
/// The checksum starts from the frame's logical position and length: a stale frame, or one that was shifted or copied, never validates, because
/// no position is ever used twice.
/// </remarks>
internal static class Frame
{
    /// <summary>Bytes before the payload.</summary>
    public const int HeaderBytes = 8;

    /// <summary>Most bytes of a frame.</summary>
    public const int MaxBytes = HeaderBytes + EntryCodec.MaxBytes;

    /// <summary>Writes the length; the checksum follows when the position is known.</summary>
    public static void SetLength(Span<byte> frame, int payloadLength) => BinaryPrimitives.WriteInt32LittleEndian(frame, payloadLength);

    /// <summary>Completes the frame that <paramref name="frames"/> starts with.</summary>
    /// <returns>Bytes of that frame.</returns>
    public static int Seal(Span<byte> frames, long position)
    {
        var length = BinaryPrimitives.ReadInt32LittleEndian(frames);
        BinaryPrimitives.WriteUInt32LittleEndian(frames[4..], Checksum(position, frames.Slice(HeaderBytes, length)));
        return HeaderBytes + length;
    }

    /// <summary>Finds the payload of the frame that the bytes start with.</summary>
    /// <returns>False when there is no whole, undamaged frame that was written for this position.</returns>
    public static bool TryRead(ReadOnlySpan<byte> bytes, long position, out ReadOnlySpan<byte> payload)
    {
        payload = default;
        if (bytes.Length <= HeaderBytes)
        {
            return false;
        }

        var length = BinaryPrimitives.ReadUInt32LittleEndian(bytes);
        if (length is 0 or > EntryCodec.MaxBytes || length > bytes.Length - HeaderBytes)
        {
            return false;
        }

        payload = bytes.Slice(HeaderBytes, (int)length);
        return BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]) == Checksum(position, payload);
    }

    private static uint Checksum(long position, ReadOnlySpan<byte> payload)
    {
        var crc = BitOperations.Crc32C(BitOperations.Crc32C(uint.MaxValue, (ulong)position), (uint)payload.Length);
        while (payload.Length >= sizeof(ulong))
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(payload));
            payload = payload[sizeof(ulong)..];
        }

        foreach (var b in payload)
        {
            crc = BitOperations.Crc32C(crc, b);
        }

        return ~crc;
    }
}
