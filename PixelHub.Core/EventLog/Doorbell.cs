using System.Net;
using System.Net.Sockets;

namespace PixelHub.Core.EventLog;

/// <summary>
/// Calls somebody on the thread that waits for the sockets: a byte through a connection to ourselves. That thread looks for arrivals anyway, so
/// ringing wakes nobody who is awake, and what is done there stays on the processor that has read the requests. Where sockets are not served inline
/// it is a thread of the pool that comes.
/// </summary>
internal sealed class Doorbell : IDisposable
{
    private static readonly byte[] Ring1 = [1];

    private readonly Action _answer;
    private readonly SocketAsyncEventArgs _hearing = new();
    private readonly Socket? _button;
    private readonly Socket? _bell;
    private int _isRung;
    private volatile bool _isBroken;

    /// <param name="answer">Called for every ring, or once for several in a row; never by two rings at a time. Must not throw.</param>
    public Doorbell(Action answer)
    {
        _answer = answer;
        try
        {
            (_button, _bell) = Connect();
            _hearing.SetBuffer(new byte[16]);
            _hearing.Completed += (_, _) => Heard();
            Listen();
        }
        catch (SocketException)
        {
            _isBroken = true; // no loopback, no descriptors left: the pool has to do
        }
    }

    /// <summary>Rings. Any thread may; never throws.</summary>
    public void Ring()
    {
        if (Interlocked.Exchange(ref _isRung, 1) == 1)
        {
            return;
        }

        try
        {
            if (!_isBroken)
            {
                _button!.Send(Ring1);
                return;
            }
        }
        catch (Exception ex) when (ex is SocketException or ObjectDisposedException)
        {
            _isBroken = true;
        }

        ThreadPool.UnsafeQueueUserWorkItem(static self => self.Answer(), this, preferLocal: false);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _isBroken = true;
        _button?.Dispose();
        _bell?.Dispose();
        _hearing.Dispose();
    }

    private static (Socket Button, Socket Bell) Connect()
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(1);
        var button = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        button.Connect(listener.LocalEndPoint!);
        var bell = listener.Accept();
        if (Equals(bell.RemoteEndPoint, button.LocalEndPoint))
        {
            return (button, bell);
        }

        button.Dispose(); // another program of this machine was faster
        bell.Dispose();
        throw new SocketException((int)SocketError.ConnectionRefused);
    }

    private void Listen()
    {
        try
        {
            while (!_isBroken && !_bell!.ReceiveAsync(_hearing))
            {
                Take();
            }
        }
        catch (ObjectDisposedException)
        {
            // Nobody rings any more.
        }
    }

    private void Heard()
    {
        Take();
        Listen();
    }

    private void Take()
    {
        if (_hearing.SocketError != SocketError.Success || _hearing.BytesTransferred == 0)
        {
            _isBroken = true;
        }

        Answer();
    }

    private void Answer()
    {
        Volatile.Write(ref _isRung, 0); // before looking, so that whoever comes behind the look rings again
        Interlocked.MemoryBarrier();
        _answer();
    }
}
