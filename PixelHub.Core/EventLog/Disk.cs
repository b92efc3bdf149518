using Microsoft.Win32.SafeHandles;

namespace PixelHub.Core.EventLog;

/// <summary>What the log asks of the disk when it writes. Tests put faults and delays here; everything else is real.</summary>
internal class Disk
{
    private const FileShare Shared = FileShare.ReadWrite | FileShare.Delete;

    /// <summary>Opens an existing segment.</summary>
    public virtual SafeFileHandle OpenForWriting(string path) => File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, Shared);

    /// <summary>Makes a file of zeros that are on disk, so that later flushes change no metadata and cannot meet a full disk.</summary>
    public virtual SafeFileHandle CreateZeroed(string path, int bytes)
    {
        var handle = File.OpenHandle(path, FileMode.Create, FileAccess.ReadWrite, Shared);
        try
        {
            // In pieces: the groups that are flushed meanwhile wait behind one of them, not behind all.
            var zeros = new byte[Math.Min(bytes, 1_048_576)];
            for (var offset = 0; offset < bytes; offset += zeros.Length)
            {
                RandomAccess.Write(handle, zeros.AsSpan(0, Math.Min(zeros.Length, bytes - offset)), offset);
                DiskSync.FlushData(handle);
            }

            return handle;
        }
        catch
        {
            handle.Dispose();
            File.Delete(path); // half a file would keep the space that is missing
            throw;
        }
    }

    /// <summary>Writes all bytes at an offset.</summary>
    public virtual void Write(SafeFileHandle file, ReadOnlySpan<byte> bytes, long offset) => RandomAccess.Write(file, bytes, offset);

    /// <summary>Returns when everything written is on disk.</summary>
    public virtual void Flush(SafeFileHandle file) => DiskSync.FlushData(file);
}
