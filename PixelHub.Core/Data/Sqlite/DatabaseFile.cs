using System.Buffers.Binary;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.Win32.SafeHandles;

namespace PixelHub.Core.Data.Sqlite;

/// <summary>
/// Notices when the database file is no longer the one that was opened at the start. SQLite goes on writing into a file that was deleted or
/// renamed and reports success; the log would then release events that no file under the database's name holds.
/// </summary>
/// <remarks>
/// One handle is kept for the life of the process. Opening and closing the file again and again would be a fault of its own: on Unix, closing any
/// handle on a file takes away all locks that the process holds there, SQLite's too.
/// </remarks>
internal sealed class DatabaseFile : IDisposable
{
    private const int Moved = 1032; // SQLITE_READONLY_DBMOVED
    private const int NotADatabase = 26; // SQLITE_NOTADB
    private const int Corrupt = 11; // SQLITE_CORRUPT
    private const int HeaderBytes = 100;

    private readonly string _path;
    private readonly SafeFileHandle _handle;
    private readonly string? _place;
    private long _length;

    /// <summary>Remembers which file stands at the path now.</summary>
    /// <exception cref="IOException">There is none, or it cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">As before.</exception>
    public DatabaseFile(string path)
    {
        _path = path;
        _handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        _place = Place();
        _length = RandomAccess.GetLength(_handle);
    }

    /// <summary>Whether the file still stands at its path and begins like a database of its length.</summary>
    /// <exception cref="SqliteException">It does not; the message says what the owner can do.</exception>
    public void EnsureUnchanged()
    {
        if (_place != Place() || !File.Exists(_path))
        {
            throw Fault($"{_path} was deleted, moved or replaced while the server ran.", Moved);
        }

        Span<byte> header = stackalloc byte[HeaderBytes];
        var length = RandomAccess.GetLength(_handle);
        if (RandomAccess.Read(_handle, header, 0) < HeaderBytes || !header.StartsWith("SQLite format 3\0"u8))
        {
            throw Fault($"{_path} was overwritten while the server ran.", NotADatabase);
        }

        // A checkpoint or a vacuum of SQLite may leave the file shorter than before, but then its header says so.
        if (length < _length && length < LengthBy(header))
        {
            throw Fault($"{_path} was cut short while the server ran.", Corrupt);
        }

        _length = length;
    }

    /// <summary>Whether what was just committed went into files that still have their names.</summary>
    /// <exception cref="SqliteException">It did not.</exception>
    public void EnsureCommitted()
    {
        EnsureUnchanged();
        if (!File.Exists(_path + "-wal")) // stays as long as anybody has the database open, and we have
        {
            throw Fault($"{_path}-wal was deleted while the server ran.", Moved);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _handle.Dispose();

    private static SqliteException Fault(string what, int code) => new(
        $"{what} Pixels and links are answered, and hits are kept in the event log, but none is counted. Stop the server, put the file back or restore a backup, and start it.",
        code & 0xFF,
        code);

    /// <summary>Where the open file stands now, as Linux tells it; null elsewhere. Names the deletion too.</summary>
    private string? Place() =>
        OperatingSystem.IsLinux()
            ? new FileInfo(string.Create(CultureInfo.InvariantCulture, $"/proc/self/fd/{_handle.DangerousGetHandle()}")).LinkTarget
            : null;

    private static long LengthBy(ReadOnlySpan<byte> header)
    {
        var pageBytes = BinaryPrimitives.ReadUInt16BigEndian(header[16..]);
        return (pageBytes == 1 ? 65_536L : pageBytes) * BinaryPrimitives.ReadUInt32BigEndian(header[28..]);
    }
}
