using System.Buffers.Binary;
using System.Text;

namespace PixelHub.Core.EventLog;

/// <summary>Writes the parts of a payload one after the other.</summary>
internal ref struct PayloadWriter(Span<byte> destination)
{
    /// <summary>Most characters kept of a text; the edge cuts at the same length, so nothing is lost here.</summary>
    public const int MaxTextLength = 256;

    /// <summary>Most bytes of a text: its length and three bytes a character.</summary>
    public const int MaxTextBytes = 2 + (MaxTextLength * 3);

    private readonly Span<byte> _destination = destination;

    public int Length { get; private set; }

    public void Byte(byte value) => _destination[Length++] = value;

    /// <summary>Seven bits a byte, low bits first.</summary>
    public void Varint(ulong value)
    {
        while (value >= 0x80)
        {
            _destination[Length++] = (byte)(value | 0x80);
            value >>= 7;
        }

        _destination[Length++] = (byte)value;
    }

    /// <summary>Eight bytes: for hashes, which varints would make longer.</summary>
    public void Fixed(ulong value)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(_destination[Length..], value);
        Length += sizeof(ulong);
    }

    /// <summary>UTF-8 after its length. A lone surrogate becomes U+FFFD; what is beyond <see cref="MaxTextLength"/> is cut.</summary>
    public void Text(string text)
    {
        var kept = text.AsSpan();
        if (kept.Length > MaxTextLength)
        {
            kept = kept[..(char.IsHighSurrogate(kept[MaxTextLength - 1]) ? MaxTextLength - 1 : MaxTextLength)];
        }

        Varint((ulong)Encoding.UTF8.GetByteCount(kept));
        Length += Encoding.UTF8.GetBytes(kept, _destination[Length..]);
    }
}
