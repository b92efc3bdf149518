using System.Buffers.Binary;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace PixelHub.Bench.Http;

/// <summary>
/// Linux's own way of waiting for many sockets, and of reading and writing them. Beside <c>Socket.Select</c> it spares a list of all sockets
/// for every wait, and beside <c>Socket.Receive</c> the handle's counting: the generator shares the machine with what it measures.
/// </summary>
internal sealed partial class Epoll : IDisposable
{
    // The kernel's struct of 32 bits of events and 64 bits of data has no gap on x86-64, and one elsewhere.
    private static readonly int DataOffset = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 4 : 8;
    private static readonly int EventBytes = DataOffset + 8;

    private readonly SafeFileHandle _handle;
    private readonly byte[] _events;

    /// <param name="most">Most sockets told of by one wait.</param>
    public Epoll(int most)
    {
        _handle = new SafeFileHandle(Checked(Create(CloseOnExec), "epoll_create1"), ownsHandle: true);
        _events = new byte[most * EventBytes];
    }

    /// <summary>From now on, tells when there is something to read.</summary>
    /// <param name="socket">The socket; closing it ends this.</param>
    /// <param name="number">By what it is called in <see cref="Ready"/>.</param>
    public void Add(Socket socket, int number)
    {
        Span<byte> @event = stackalloc byte[EventBytes];
        BinaryPrimitives.WriteUInt32LittleEndian(@event, Readable);
        BinaryPrimitives.WriteUInt64LittleEndian(@event[DataOffset..], (ulong)number);
        Checked(Control((int)_handle.DangerousGetHandle(), AddSocket, (int)socket.Handle, @event), "epoll_ctl");
    }

    /// <summary>Waits for any socket.</summary>
    /// <returns>How many have something to read.</returns>
    public int Wait(int milliseconds)
    {
        var count = Wait((int)_handle.DangerousGetHandle(), _events, _events.Length / EventBytes, milliseconds);
        return count < 0 && Marshal.GetLastPInvokeError() == Interrupted ? 0 : Checked(count, "epoll_wait");
    }

    /// <summary>The number of a socket that the last wait told of.</summary>
    public int Ready(int index) => (int)BinaryPrimitives.ReadUInt64LittleEndian(_events.AsSpan((index * EventBytes) + DataOffset));

    /// <summary>Reads what there is.</summary>
    /// <returns>Bytes read; 0 when the other side has closed; −1 when there is nothing, or on a fault.</returns>
    public static int Receive(nint socket, Span<byte> buffer) => (int)Receive((int)socket, buffer, buffer.Length, 0);

    /// <summary>Writes without waiting.</summary>
    /// <returns>Bytes written, or −1.</returns>
    public static int Send(nint socket, ReadOnlySpan<byte> bytes) => (int)Send((int)socket, bytes, bytes.Length, NoSignal);

    public void Dispose() => _handle.Dispose();

    private const int CloseOnExec = 0x80000; // EPOLL_CLOEXEC
    private const int AddSocket = 1; // EPOLL_CTL_ADD
    private const uint Readable = 1; // EPOLLIN
    private const int Interrupted = 4; // EINTR
    private const int NoSignal = 0x4000; // MSG_NOSIGNAL

    private static int Checked(int result, string call) => result >= 0
        ? result
        : throw new IOException($"{call} failed: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}.");

    [LibraryImport("libc", EntryPoint = "epoll_create1", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Create(int flags);

    [LibraryImport("libc", EntryPoint = "epoll_ctl", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Control(int epoll, int operation, int socket, Span<byte> @event);

    [LibraryImport("libc", EntryPoint = "epoll_wait", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Wait(int epoll, Span<byte> events, int most, int milliseconds);

    [LibraryImport("libc", EntryPoint = "recv")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint Receive(int socket, Span<byte> buffer, nint length, int flags);

    [LibraryImport("libc", EntryPoint = "send")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint Send(int socket, ReadOnlySpan<byte> bytes, nint length, int flags);
}
