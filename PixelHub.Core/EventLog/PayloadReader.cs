using System.Buffers.Binary;

namespace PixelHub.Core.EventLog;

/// <summary>Reads what <see cref="PayloadWriter"/> wrote. After the first fault it only gives zeros, and <see cref="IsWhole"/> is false for good.</summary>
internal ref struct PayloadReader(ReadOnlySpan<byte> payload)
{
    private ReadOnlySpan<byte> _rest = payload;
    private bool _failed;

    /// <summary>Everything was read and nothing was wrong.</summary>
    public readonly bool IsWhole => !_failed && _rest.IsEmpty;

    public byte Byte()
    {
        if (_rest.IsEmpty)
        {
            _failed = true;
            return 0;
        }

        var value = _rest[0];
        _rest = _rest[1..];
        return value;
    }

    public ulong Varint()
    {
        var value = 0UL;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var b = Byte();
            value |= (ulong)(b & 0x7F) << shift;
            if (b < 0x80)
            {
                _failed |= shift == 63 && b > 1;
                return value;
            }
        }

        _failed = true;
        return 0;
    }

    /// <summary>A varint that must fit into 32 bits.</summary>
    public int Int32()
    {
        var value = Varint();
        _failed |= value > uint.MaxValue;
        return (int)(uint)value;
    }

    public ulong Fixed()
    {
        if (!Take(sizeof(ulong), out var bytes))
        {
            return 0;
        }

        return BinaryPrimitives.ReadUInt64LittleEndian(bytes);
    }

    public string Text() => Text(isRare: false);

    /// <summary>A text that hardly another entry has, and that must not stay in memory: what is kept of a reader in words.</summary>
    public string RareText() => Text(isRare: true);

    private string Text(bool isRare)
    {
        var length = Varint();
        if (length > PayloadWriter.MaxTextBytes || !Take((int)length, out var bytes) || (isRare ? KnownTexts.Decode(bytes) : KnownTexts.Read(bytes)) is not { } text)
        {
            _failed = true;
            return "";
        }

        return text;
    }

    private bool Take(int count, out ReadOnlySpan<byte> bytes)
    {
        if (_failed || count > _rest.Length)
        {
            _failed = true;
            bytes = default;
            return false;
        }

        bytes = _rest[..count];
        _rest = _rest[count..];
        return true;
    }
}
