using Microsoft.Win32.SafeHandles;

namespace PixelHub.Core.EventLog;

/// <summary>The folder of the log: which segments there are, new ones, and the release of old ones. Only one process may write to it.</summary>
internal sealed class SegmentFolder(string path, Disk disk) : IDisposable
{
    private const string SpareName = "spare.tmp";
    private const string LockName = "lock";

    private readonly Lock _changing = new();
    private volatile Segment[] _segments = [];
    private FileStream? _lock;
    private Task<SafeFileHandle>? _spare;

    /// <summary>Full path of the folder.</summary>
    public string Path { get; } = System.IO.Path.GetFullPath(path);

    /// <summary>The segments in the order of their positions. A snapshot: it does not change.</summary>
    public Segment[] Segments => _segments;

    /// <summary>Bytes of all segments.</summary>
    public long Bytes
    {
        get
        {
            var sum = 0L;
            foreach (var segment in _segments)
            {
                sum += segment.Length;
            }

            return sum;
        }
    }

    /// <summary>Lists what is there. Files with other names, and files too short to hold anything, are left alone.</summary>
    /// <exception cref="IOException">The folder cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be read.</exception>
    public void Load()
    {
        List<(long Start, FileInfo File)> files = [];
        foreach (var file in new DirectoryInfo(Path).EnumerateFiles("*" + Segment.Extension))
        {
            if (Segment.TryParseName(file.Name, out var start) && file.Length >= Segment.HeaderBytes)
            {
                files.Add((start, file));
            }
        }

        files.Sort((a, b) => a.Start.CompareTo(b.Start));
        var segments = new Segment[files.Count];
        for (var i = 0; i < segments.Length; i++)
        {
            var (start, file) = files[i];
            var next = i + 1 < files.Count ? files[i + 1].Start : Segment.MaxPosition;
            segments[i] = new Segment(file.FullName, start, Math.Min(start + file.Length, next), ReadPreviousEnd(file.FullName, start));
        }

        lock (_changing)
        {
            _segments = segments;
        }
    }

    /// <summary>Makes the folder, and keeps every other process from writing to it until this one ends, however it ends.</summary>
    /// <exception cref="IOException">Another process writes there, or the disk refused.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written.</exception>
    public void TakeOver()
    {
        Directory.CreateDirectory(Path);
        _lock ??= new FileStream(System.IO.Path.Combine(Path, LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
        File.Delete(SparePath);
    }

    /// <summary>Starts to make the file that will become the next segment, unless that has been done.</summary>
    public void PrepareSpare(int bytes) => _spare ??= Task.Run(() => disk.CreateZeroed(SparePath, bytes));

    /// <summary>Adds a segment behind all others.</summary>
    /// <exception cref="IOException">The disk refused.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written.</exception>
    public (Segment Segment, SafeFileHandle File) Add(long start, long previousEnd, int bytes)
    {
        var file = TakeSpare(bytes);
        try
        {
            Span<byte> header = stackalloc byte[Segment.HeaderBytes];
            Segment.WriteHeader(header, start, previousEnd);
            disk.Write(file, header, 0);
            disk.Flush(file); // a segment never has its name without its header
            var target = System.IO.Path.Combine(Path, Segment.NameOf(start));
            File.Move(SparePath, target, overwrite: true); // over what a failed attempt may have left: nothing was ever appended to it
            DiskSync.FlushNames(Path);
            var segment = new Segment(target, start, start + bytes, previousEnd);
            lock (_changing)
            {
                _segments = [.. _segments, segment];
            }

            return (segment, file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Deletes the segments whose entries end before a position; never the last one, which is being written, and none that another process may write.
    /// Where a segment's entries end, its successor's header says: the position behind its last byte is never reached.
    /// </summary>
    /// <exception cref="IOException">The disk refused; the rest is deleted with the next call.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written.</exception>
    public void Release(long before)
    {
        while (_lock is not null && _segments is [var first, var second, ..] && (second.PreviousEnd ?? second.Start) <= before)
        {
            File.Delete(first.Path);
            lock (_changing)
            {
                _segments = _segments is [var head, .. var rest] && ReferenceEquals(head, first) ? rest : _segments;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_spare is not null)
        {
            try
            {
                _spare.GetAwaiter().GetResult().Dispose(); // before the lock goes: the next process makes a file of the same name
            }
            catch (Exception ex) when (ex is IOException or UnauthorizedAccessException)
            {
                // A spare that was never needed.
            }
        }

        _lock?.Dispose();
    }

    private string SparePath => System.IO.Path.Combine(Path, SpareName);

    private SafeFileHandle TakeSpare(int bytes)
    {
        var spare = _spare;
        _spare = null;
        try
        {
            if (spare is not null)
            {
                return spare.GetAwaiter().GetResult();
            }
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException)
        {
            // That was a while ago; the disk may have room by now.
        }

        return disk.CreateZeroed(SparePath, bytes);
    }

    private static long? ReadPreviousEnd(string file, long start)
    {
        try
        {
            using var handle = File.OpenHandle(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            Span<byte> header = stackalloc byte[Segment.HeaderBytes];
            return Segment.ReadPreviousEnd(header[..RandomAccess.Read(handle, header, 0)], start);
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException)
        {
            return null; // one file that cannot be read must not hide the others; reading its frames will report it
        }
    }
}
