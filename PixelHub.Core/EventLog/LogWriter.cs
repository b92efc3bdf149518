using Microsoft.Extensions.Logging;
using Microsoft.Win32.SafeHandles;

namespace PixelHub.Core.EventLog;

/// <summary>Puts groups into segments, one write and one flush each. One thread writes; another one may ask for a new file.</summary>
internal sealed class LogWriter(EventLogOptions options, SegmentFolder folder, Disk disk, DiskHealth health, TimeProvider time, ILogger logger) : IDisposable
{
    private readonly Lock _writing = new();
    private long _durable;
    private long _floor;
    private bool _ownsFolder;
    private bool _budgetUsedUp;
    private Segment? _segment;
    private SafeFileHandle? _file;
    private long _position;

    /// <summary>Where the last durable entry ends; 0 when there never was one. Any thread may ask.</summary>
    public long Durable => Volatile.Read(ref _durable);

    /// <summary>Gets ready to write; when the disk refuses, at least to read.</summary>
    public void Open()
    {
        try
        {
            TakeOver();
        }
        catch (Exception ex)
        {
            health.Failed(ex);
            if (!_ownsFolder)
            {
                LoadForReading();
            }
        }
    }

    /// <summary>Brings a group to the disk. Never throws.</summary>
    /// <returns>How it ended for every entry of the group; when it failed, none of them counts as durable.</returns>
    public AppendOutcome Write(Group group)
    {
        if (health.IsResting)
        {
            return AppendOutcome.DiskFailed;
        }

        lock (_writing)
        {
            return WriteAlone(group);
        }
    }

    /// <summary>Begins a new segment, unless the present one holds nothing. Waits for a write under way.</summary>
    /// <returns>Where the entries before it end; null when it could not be made.</returns>
    public long? TryBeginFile()
    {
        lock (_writing)
        {
            try
            {
                if (!_ownsFolder)
                {
                    TakeOver();
                }

                return (_segment is not null && _position == _segment.DataStart) || TryRoll() ? Durable : null;
            }
            catch (Exception ex)
            {
                health.Failed(ex);
                return null;
            }
        }
    }

    private AppendOutcome WriteAlone(Group group)
    {
        try
        {
            if (!_ownsFolder)
            {
                TakeOver();
            }

            if (!HasRoomFor(group.Length) && !TryRoll())
            {
                return AppendOutcome.Full;
            }

            Append(group);
            health.Worked();
            return AppendOutcome.Durable;
        }
        catch (Exception ex)
        {
            health.Failed(ex);
            return AppendOutcome.DiskFailed;
        }
    }

    /// <summary>From now on, entries stand behind a position: those before it would be taken for committed. Any thread may say so.</summary>
    public void GoBeyond(long position)
    {
        if (position < Segment.MaxPosition && position > Interlocked.Read(ref _floor))
        {
            Interlocked.Exchange(ref _floor, position);
            EventLogMessages.LogIsBehind(logger, position, Durable);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file?.Dispose();

    private bool HasRoomFor(int bytes) =>
        _segment is not null && _position + bytes <= _segment.End && _position >= Interlocked.Read(ref _floor);

    private void Append(Group group)
    {
        group.Seal(_position);
        try
        {
            disk.Write(_file!, group.Frames, _position - _segment!.Start);
            disk.Flush(_file!);
        }
        catch
        {
            Abandon();
            throw;
        }

        _position += group.Length;
        Volatile.Write(ref _durable, _position);
        if (_position - _segment.Start > _segment.Length / 2 && IsWithinBudget())
        {
            folder.PrepareSpare(options.SegmentBytes);
        }
    }

    /// <summary>
    /// After a failed write or flush nobody knows what the file holds, and a second flush would report success for bytes that were dropped. The next
    /// group goes to a new segment, whose header says that this one ended before the failure.
    /// </summary>
    private void Abandon()
    {
        _segment = null;
        _file?.Dispose();
        _file = null;
    }

    private bool TryRoll()
    {
        if (!IsWithinBudget())
        {
            if (!_budgetUsedUp)
            {
                EventLogMessages.BudgetUsedUp(logger, folder.Bytes);
            }

            _budgetUsedUp = true;
            return false;
        }

        if (_budgetUsedUp)
        {
            EventLogMessages.BudgetFreed(logger);
            _budgetUsedUp = false;
        }

        var (segment, file) = folder.Add(Math.Max(NextStart(), Interlocked.Read(ref _floor)), Durable, options.SegmentBytes);
        _file?.Dispose();
        (_segment, _file, _position) = (segment, file, segment.DataStart);
        return true;
    }

    private bool IsWithinBudget() => folder.Bytes + options.SegmentBytes <= options.DiskBudgetBytes;

    /// <summary>
    /// Behind the last segment, as long as it may have been before somebody cut it. An empty folder starts at a position made from the clock: when
    /// the folder was deleted but the database kept, its checkpoint must not lie beyond the new events, which would then never be read. That holds
    /// for logs that grew by less than a megabyte a second over their life, and the numbers stay exact as JSON numbers (below 2^53).
    /// </summary>
    private long NextStart() =>
        folder.Segments is [.., var last]
            ? last.Start + Math.Max(last.Length, options.SegmentBytes)
            : Math.Max(time.GetUtcNow().ToUnixTimeSeconds(), 0) << 20;

    private void TakeOver()
    {
        folder.TakeOver();
        folder.Load();
        var tail = LogTail.Find(folder, logger);
        if (tail.Newest is { } newest && (tail.CanResume || tail.HasFrames))
        {
            (_segment, _file, _position) = (newest, disk.OpenForWriting(newest.Path), tail.Position);
            try
            {
                disk.Flush(_file); // what a killed process had written but not flushed is about to be read as durable
            }
            catch
            {
                Abandon();
                throw;
            }

            if (!tail.CanResume)
            {
                Abandon();
            }
        }

        Volatile.Write(ref _durable, Math.Max(Durable, tail.Durable));
        _ownsFolder = true;
        if (_segment is null)
        {
            TryRoll(); // now, not when the first hit waits for it
        }
    }

    private void LoadForReading()
    {
        try
        {
            folder.Load();
            Volatile.Write(ref _durable, LogTail.Find(folder, logger).Durable);
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException)
        {
            // Nothing to read either; why was said by Open.
        }
    }
}
