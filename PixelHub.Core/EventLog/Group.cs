using PixelHub.Core.Events;

namespace PixelHub.Core.EventLog;

/// <summary>The entries that one flush brings to the disk. Two of them take turns: one fills while the other is flushed.</summary>
internal sealed class Group(int maxEntries, int maxBytes)
{
    private const int FirstBytes = 65_536;

    private readonly int _maxEntries = maxEntries;
    private readonly int _maxBytes = maxBytes;
    private byte[] _bytes = new byte[Math.Min(FirstBytes, maxBytes)];
    private Waiters _waiters = new();
    private long _since;

    /// <summary>Entries in the group.</summary>
    public int Count { get; private set; }

    /// <summary>Timestamp from which the first of its readers waits; null when nobody does any more.</summary>
    public long? Since => _waiters.Count == 0 ? null : _since;

    /// <summary>Their frames.</summary>
    public ReadOnlySpan<byte> Frames => _bytes.AsSpan(0, Length);

    /// <summary>Bytes of their frames.</summary>
    public int Length { get; private set; }

    /// <summary>Adds an entry and who waits for it, if anybody does.</summary>
    /// <returns>False when the group holds as much as it may.</returns>
    public bool TryAdd(LogEntry entry, PendingAppend? waiter, TimeProvider time)
    {
        if (Count == _maxEntries || !MakeRoom())
        {
            return false;
        }

        var frame = _bytes.AsSpan(Length);
        var payload = EntryCodec.Encode(entry, frame[Frame.HeaderBytes..]);
        Frame.SetLength(frame, payload);
        Length += Frame.HeaderBytes + payload;
        Count++;
        if (waiter is null)
        {
            return true;
        }

        if (_waiters.Count == 0)
        {
            _since = time.GetTimestamp();
        }

        _waiters.Add(waiter);
        return true;
    }

    /// <summary>Completes the frames, now that it is known where they will stand.</summary>
    public void Seal(long position)
    {
        for (var offset = 0; offset < Length;)
        {
            offset += Frame.Seal(_bytes.AsSpan(offset), position + offset);
        }
    }

    /// <summary>Everybody who waits: once they were taken, nobody does. One thread may ask while another one flushes the group.</summary>
    public Waiters TakeWaiters() => Interlocked.Exchange(ref _waiters, new Waiters());

    /// <summary>Makes the group ready for its next turn.</summary>
    public void Clear()
    {
        Count = 0;
        Length = 0;
    }

    private bool MakeRoom()
    {
        var needed = Length + Frame.MaxBytes;
        if (needed > _maxBytes)
        {
            return false;
        }

        if (needed > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Min(_maxBytes, Math.Max(needed, _bytes.Length * 2)));
        }

        return true;
    }
}
