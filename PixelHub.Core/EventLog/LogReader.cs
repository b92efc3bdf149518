using Microsoft.Extensions.Logging;

namespace PixelHub.Core.EventLog;

/// <summary>Reads entries back, and steps over damage. Any thread may read; they take turns.</summary>
internal sealed class LogReader(SegmentFolder folder, Quarantine quarantine, ILogger logger) : IDisposable
{
    private readonly Lock _reading = new();
    private readonly byte[] _window = new byte[SegmentView.WindowBytes];
    private SegmentView? _view;
    private long _missingUpTo;

    /// <summary>Reads entries.</summary>
    /// <param name="from">Where to start.</param>
    /// <param name="maxEntries">Most entries.</param>
    /// <param name="durable">Where to stop.</param>
    /// <exception cref="IOException">A file cannot be read, or damage cannot be set aside.</exception>
    /// <exception cref="UnauthorizedAccessException">As before.</exception>
    public LogBatch Read(long from, int maxEntries, long durable)
    {
        lock (_reading)
        {
            var segments = folder.Segments;
            List<PositionedEntry> entries = [];
            var position = from;
            for (var i = FirstAt(segments, from); i < segments.Length && position < durable && entries.Count < maxEntries; i++)
            {
                // All before the durable position of the last segment was written whole; of an earlier one, what its successor's header vouches for.
                var segment = segments[i];
                var end = i + 1 == segments.Length ? segment.End : segments[i + 1].PreviousEnd ?? segment.End;
                var limit = Math.Min(durable, Math.Min(Math.Max(end, segment.DataStart), segment.End));
                WarnOfMissing(from, position, segment);
                position = Math.Max(position, segment.DataStart);
                if (position < limit)
                {
                    position = ReadSegment(segment, position, limit, maxEntries, entries);
                }
            }

            // With the last segment read to its end, everything durable has been seen.
            return new LogBatch(from, entries.Count < maxEntries ? Math.Max(from, durable) : position, entries);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _view?.Dispose();

    private static int FirstAt(Segment[] segments, long position)
    {
        var i = 0;
        while (i < segments.Length && segments[i].End <= position)
        {
            i++;
        }

        return i;
    }

    /// <returns>Where to go on: the limit, unless the batch is full.</returns>
    private long ReadSegment(Segment segment, long position, long limit, int maxEntries, List<PositionedEntry> entries)
    {
        var view = ViewOf(segment);
        var isEndKnown = limit < segment.End; // else zeros at the end are what was never written
        while (position < limit && entries.Count < maxEntries)
        {
            if (!Frame.TryRead(view.Slice(position, limit), position, out var payload))
            {
                var next = FrameScan.FindFrame(view, position + 1, limit);
                if (isEndKnown || next < limit || !FrameScan.IsZero(view, position, limit))
                {
                    quarantine.SetAside(view, position, next);
                }

                position = next;
                continue;
            }

            var behind = position + Frame.HeaderBytes + payload.Length;
            if (EntryCodec.TryDecode(payload, out var entry))
            {
                entries.Add(new PositionedEntry(position, entry));
            }
            else
            {
                quarantine.SetAside(view, position, behind);
            }

            position = behind;
        }

        return position;
    }

    private SegmentView ViewOf(Segment segment)
    {
        if (_view?.Segment.Path != segment.Path)
        {
            _view?.Dispose();
            _view = null;
            _view = new SegmentView(segment, _window);
        }

        _view.Forget();
        return _view;
    }

    private void WarnOfMissing(long from, long position, Segment segment)
    {
        if (from > 0 && position == from && segment.Start > from && segment.PreviousEnd is { } previousEnd && previousEnd > from && _missingUpTo != previousEnd)
        {
            _missingUpTo = previousEnd;
            EventLogMessages.PositionsMissing(logger, from, previousEnd);
        }
    }
}
