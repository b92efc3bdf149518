using Microsoft.Win32.SafeHandles;
using PixelHub.Core.EventLog;

namespace PixelHub.Tests.EventLog;

/// <summary>A disk that fails or stands still when told to; everything else goes to the real one.</summary>
internal sealed class FaultyDisk : Disk, IDisposable
{
    private readonly ManualResetEventSlim _moves = new(initialState: true);

    public bool FailsWrites { get; set; }

    public bool FailsFlushes { get; set; }

    public bool FailsNewFiles { get; set; }

    /// <summary>Writes the first bytes, then fails: what a write that was torn leaves behind.</summary>
    public int? TearsWriteAfter { get; set; }

    public int Writes { get; private set; }

    public int FailedFlushes { get; private set; }

    public void Block() => _moves.Reset();

    public void Unblock() => _moves.Set();

    public override SafeFileHandle CreateZeroed(string path, int bytes) =>
        FailsNewFiles ? throw new IOException("No space left on device (test).") : base.CreateZeroed(path, bytes);

    public override void Write(SafeFileHandle file, ReadOnlySpan<byte> bytes, long offset)
    {
        Writes++;
        if (FailsWrites)
        {
            throw new IOException("Input/output error (test).");
        }

        if (TearsWriteAfter is { } kept)
        {
            base.Write(file, bytes[..kept], offset);
            throw new IOException("Input/output error in the middle (test).");
        }

        base.Write(file, bytes, offset);
    }

    public override void Flush(SafeFileHandle file)
    {
        _moves.Wait();
        if (FailsFlushes)
        {
            FailedFlushes++;
            throw new IOException("fdatasync failed (test).");
        }

        base.Flush(file);
    }

    public void Dispose() => _moves.Dispose();
}
