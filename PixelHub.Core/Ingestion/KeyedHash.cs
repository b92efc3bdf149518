using System.Buffers.Binary;
using System.Security.Cryptography;

namespace PixelHub.Core.Ingestion;

/// <summary>The first 64 bits of HMAC-SHA256, made of two plain hashes whose key blocks are laid out beforehand (RFC 2104).</summary>
/// <remarks>
/// On a thread's own hash object this takes 0.3 of the time of <see cref="HMACSHA256.HashData(ReadOnlySpan{byte}, ReadOnlySpan{byte}, Span{byte})"/>,
/// which looks its algorithm up and sets up its key anew for each text (1.5 against 5.4 µs for 24 bytes, loops of 100,000 by hand on a busy machine,
/// 2026-11-27).
/// </remarks>
internal sealed class KeyedHash
{
    private const int BlockBytes = 64;

    private readonly byte[] _inner = new byte[BlockBytes];
    private readonly byte[] _outer = new byte[BlockBytes];

    [ThreadStatic]
    private static IncrementalHash? _sha256;

    /// <summary>Takes a key of at most one block.</summary>
    public KeyedHash(ReadOnlySpan<byte> key)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(key.Length, BlockBytes, nameof(key));
        key.CopyTo(_inner);
        key.CopyTo(_outer);
        for (var i = 0; i < BlockBytes; i++)
        {
            _inner[i] ^= 0x36;
            _outer[i] ^= 0x5C;
        }
    }

    /// <summary>The hash of a text, read as a little-endian number.</summary>
    public ulong Of(ReadOnlySpan<byte> text)
    {
        var sha256 = _sha256 ??= IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        sha256.AppendData(_inner);
        sha256.AppendData(text);
        sha256.GetHashAndReset(hash);
        sha256.AppendData(_outer);
        sha256.AppendData(hash);
        sha256.GetHashAndReset(hash);
        return BinaryPrimitives.ReadUInt64LittleEndian(hash);
    }
}
