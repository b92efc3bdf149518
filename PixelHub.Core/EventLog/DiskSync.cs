using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace PixelHub.Core.EventLog;

/// <summary>Brings written bytes to the disk.</summary>
internal static partial class DiskSync
{
    /// <summary>
    /// Returns when the file's bytes are on disk. Linux has fdatasync, which leaves out the time of change: one write less to the file system's
    /// journal for each group. The framework knows only fsync.
    /// </summary>
    /// <exception cref="IOException">The disk refused; what it holds of the file is unknown from then on.</exception>
    public static void FlushData(SafeFileHandle file)
    {
        if (!OperatingSystem.IsLinux())
        {
            RandomAccess.FlushToDisk(file);
            return;
        }

        while (FDataSync(file) != 0)
        {
            ThrowUnlessInterrupted("fdatasync");
        }
    }

    /// <summary>Returns when new and renamed files of a folder are on disk under their names. Elsewhere than on Linux the system is trusted with that.</summary>
    /// <exception cref="IOException">The disk refused.</exception>
    public static void FlushNames(string folder)
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        var descriptor = Open(folder, ReadOnlyCloseOnExec);
        if (descriptor < 0)
        {
            throw Fault("open", Marshal.GetLastPInvokeError());
        }

        using var handle = new SafeFileHandle(descriptor, ownsHandle: true);
        while (FSync(handle) != 0)
        {
            ThrowUnlessInterrupted("fsync");
        }
    }

    private const int ReadOnlyCloseOnExec = 0x80000; // O_RDONLY | O_CLOEXEC
    private const int Interrupted = 4; // EINTR

    private static void ThrowUnlessInterrupted(string call)
    {
        var error = Marshal.GetLastPInvokeError();
        if (error != Interrupted)
        {
            throw Fault(call, error);
        }
    }

    private static IOException Fault(string call, int error) => new($"{call} failed: {Marshal.GetPInvokeErrorMessage(error)} ({error}).");

    [LibraryImport("libc", EntryPoint = "fdatasync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int FDataSync(SafeFileHandle file);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int FSync(SafeFileHandle file);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Open(string path, int flags);
}
