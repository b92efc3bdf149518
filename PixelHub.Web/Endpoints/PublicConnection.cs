using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Connections;

namespace PixelHub.Web.Endpoints;

/// <summary>
/// A connection between its socket and the server. While it has carried nothing but requests to the public plane, they are read and answered on the
/// thread that saw their bytes arrive, which saves each of them a way through the thread pool. Whatever else comes may block, and that thread
/// serves other connections too: from the first sign of anything else the connection is ordinary, for good, and what its reads and writes wake up
/// goes on in the pool.
/// </summary>
/// <remarks>
/// The sign is a read that does not start with a request to the public plane, or <see cref="BecomeOrdinary"/>, which <see cref="PublicPlane"/> calls
/// before it hands a request on.
/// </remarks>
public sealed class PublicConnection : PipeReader, IDuplexPipe
{
    private readonly PipeReader _inner;
    private readonly ConnectionContext _connection;
    private volatile bool _isOrdinary;

    private PublicConnection(ConnectionContext connection)
    {
        (_inner, _connection) = (connection.Transport.Input, connection);
        Output = new Writer(connection.Transport.Output, this);
    }

    /// <summary>Makes what arrives at a listening address pass through here.</summary>
    public static void Use(IConnectionBuilder listen) => listen.Use(static next => connection =>
    {
        var wrapped = new PublicConnection(connection);
        connection.Transport = wrapped;
        connection.Features.Set(wrapped);
        return next(connection);
    });

    public PipeReader Input => this;

    public PipeWriter Output { get; }

    /// <summary>From now on nothing here runs on a thread of the sockets.</summary>
    public void BecomeOrdinary() => _isOrdinary = true;

    public override bool TryRead(out ReadResult result)
    {
        var read = _inner.TryRead(out result);
        if (read)
        {
            Look(result);
        }

        return read;
    }

    public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
    {
        var read = _inner.ReadAsync(cancellationToken);
        if (!read.IsCompletedSuccessfully)
        {
            return WaitAsync(read);
        }

        var result = read.Result;
        Look(result);
        return new ValueTask<ReadResult>(result);
    }

    public override void AdvanceTo(SequencePosition consumed) => _inner.AdvanceTo(consumed);

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined) => _inner.AdvanceTo(consumed, examined);

    public override void CancelPendingRead() => _inner.CancelPendingRead();

    public override void Complete(Exception? exception = null) => _inner.Complete(exception);

    public override ValueTask CompleteAsync(Exception? exception = null) => _inner.CompleteAsync(exception);

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<ReadResult> WaitAsync(ValueTask<ReadResult> read)
    {
        try
        {
            var result = await read;
            Look(result);
            return result;
        }
        finally
        {
            if (_isOrdinary)
            {
                await PoolThread.Switch(); // a connection that was reset wakes its handler too
            }
        }
    }

    private void Look(in ReadResult result)
    {
        if (!_isOrdinary && !IsPublic(result.Buffer.FirstSpan))
        {
            _isOrdinary = true;
        }

        RequestLineRepair.Repair(_connection, result.Buffer);
    }

    /// <summary>The start of a request in pieces smaller than this counts as anything else: no honest client cuts it there.</summary>
    private static bool IsPublic(ReadOnlySpan<byte> start) => start.StartsWith("GET /s/"u8) || start.StartsWith("HEAD /s/"u8);

    /// <summary>A handler that waits for a slow client is woken by that client's socket.</summary>
    private sealed class Writer(PipeWriter inner, PublicConnection connection) : PipeWriter
    {
        public override bool CanGetUnflushedBytes => inner.CanGetUnflushedBytes;

        public override long UnflushedBytes => inner.UnflushedBytes;

        public override void Advance(int bytes) => inner.Advance(bytes);

        public override Memory<byte> GetMemory(int sizeHint = 0) => inner.GetMemory(sizeHint);

        public override Span<byte> GetSpan(int sizeHint = 0) => inner.GetSpan(sizeHint);

        public override void CancelPendingFlush() => inner.CancelPendingFlush();

        public override void Complete(Exception? exception = null) => inner.Complete(exception);

        public override ValueTask CompleteAsync(Exception? exception = null) => inner.CompleteAsync(exception);

        public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default) => Watched(inner.FlushAsync(cancellationToken));

        public override ValueTask<FlushResult> WriteAsync(ReadOnlyMemory<byte> source, CancellationToken cancellationToken = default) =>
            Watched(inner.WriteAsync(source, cancellationToken));

        private ValueTask<FlushResult> Watched(ValueTask<FlushResult> flush) => flush.IsCompleted || !connection._isOrdinary ? flush : WaitAsync(flush);

        private static async ValueTask<FlushResult> WaitAsync(ValueTask<FlushResult> flush)
        {
            try
            {
                return await flush;
            }
            finally
            {
                await PoolThread.Switch();
            }
        }
    }
}
