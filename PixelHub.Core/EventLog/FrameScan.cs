namespace PixelHub.Core.EventLog;

/// <summary>Finds whole frames among whatever a disk may hold.</summary>
internal static class FrameScan
{
    /// <summary>The first position, from one on, at which a whole frame stands.</summary>
    /// <returns><paramref name="limit"/> when there is none.</returns>
    /// <remarks>
    /// A text inside a damaged frame cannot pose as a frame: its sender would have to know the position and get the checksum right in valid UTF-8.
    /// </remarks>
    public static long FindFrame(SegmentView view, long from, long limit)
    {
        var position = from;
        while (limit - position > Frame.HeaderBytes)
        {
            var bytes = view.Slice(position, limit);
            if (bytes is [0, 0, ..])
            {
                // No length has two zeros first. The byte before the next one that is not zero may be the low byte of a length.
                var zeros = bytes.IndexOfAnyExcept((byte)0);
                position += (zeros < 0 ? bytes.Length : zeros) - 1;
            }
            else if (Frame.TryRead(bytes, position, out _))
            {
                return position;
            }
            else
            {
                position++;
            }
        }

        return limit;
    }

    /// <summary>Where the last whole frame of a segment ends: everything behind it is torn or was never written.</summary>
    /// <returns><see cref="Segment.DataStart"/> when there is no frame.</returns>
    public static long FindEnd(SegmentView view)
    {
        var segment = view.Segment;
        var end = segment.DataStart;
        var position = end;
        while (position < segment.End)
        {
            if (Frame.TryRead(view.Slice(position, segment.End), position, out var payload))
            {
                position += Frame.HeaderBytes + payload.Length;
                end = position;
            }
            else
            {
                position = FindFrame(view, position + 1, segment.End);
            }
        }

        return end;
    }

    /// <summary>Whether nothing was ever written to a stretch.</summary>
    public static bool IsZero(SegmentView view, long from, long limit)
    {
        while (from < limit)
        {
            var bytes = view.Slice(from, limit);
            if (bytes.ContainsAnyExcept((byte)0))
            {
                return false;
            }

            from += bytes.Length;
        }

        return true;
    }
}
