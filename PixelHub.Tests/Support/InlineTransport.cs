using System.Collections.Concurrent;
using System.IO.Pipelines;
using System.Net;
using System.Threading.Channels;
using Microsoft.AspNetCore.Connections;

namespace PixelHub.Tests.Support;

/// <summary>
/// A transport in memory that wakes the server where the real one does with inline scheduling: on the thread that delivers the bytes. Here that is
/// one thread of its own, which is not of the pool.
/// </summary>
public sealed class InlineTransport : IConnectionListenerFactory, IDisposable
{
    private readonly Channel<ConnectionContext> _accepted = Channel.CreateUnbounded<ConnectionContext>();
    private readonly BlockingCollection<Action> _work = [];
    private readonly Thread _thread;

    public InlineTransport()
    {
        _thread = new Thread(() =>
        {
            foreach (var work in _work.GetConsumingEnumerable())
            {
                work();
            }
        })
        { Name = "Sockets (test)", IsBackground = true };
        _thread.Start();
    }

    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default) =>
        new(new Listener(endpoint, _accepted.Reader));

    /// <summary>Opens a connection.</summary>
    public Client Connect()
    {
        var options = new PipeOptions(readerScheduler: PipeScheduler.Inline, writerScheduler: PipeScheduler.Inline, pauseWriterThreshold: 4_096, resumeWriterThreshold: 2_048, useSynchronizationContext: false);
        var connection = new Connection(new Pipe(options), new Pipe(options));
        Assert.True(_accepted.Writer.TryWrite(connection));
        return new Client(connection, _work);
    }

    public void Dispose()
    {
        _work.CompleteAdding();
        _thread.Join(TimeSpan.FromSeconds(10));
        _work.Dispose();
    }

    /// <summary>The other end of a connection. Everything it does happens on the thread of the sockets.</summary>
    public sealed class Client(Connection connection, BlockingCollection<Action> work)
    {
        /// <summary>Delivers bytes; returns when the server has done with them what it does on that thread.</summary>
        public Task SendAsync(string text) => OnSocketsThreadAsync(() =>
        {
            var write = connection.Incoming.Writer.WriteAsync(System.Text.Encoding.Latin1.GetBytes(text), TestContext.Current.CancellationToken);
            Assert.True(write.IsCompleted, "More was sent than the server takes at once.");
        });

        /// <summary>Ends the connection as a reset does.</summary>
        public Task ResetAsync() => OnSocketsThreadAsync(() => connection.Incoming.Writer.Complete(new ConnectionResetException("Reset (test).")));

        /// <summary>Takes what the server has sent until it holds a text.</summary>
        public async Task<string> ReceiveAsync(string until)
        {
            var received = "";
            for (var attempt = 0; !received.Contains(until, StringComparison.Ordinal); attempt++)
            {
                Assert.True(attempt < 1_000, $"Nothing with {until} came within ten seconds: {received}");
                await OnSocketsThreadAsync(() =>
                {
                    if (connection.Outgoing.Reader.TryRead(out var read))
                    {
                        foreach (var part in read.Buffer)
                        {
                            received += System.Text.Encoding.Latin1.GetString(part.Span);
                        }

                        connection.Outgoing.Reader.AdvanceTo(read.Buffer.End);
                    }
                });
                await Task.Delay(10, TestContext.Current.CancellationToken);
            }

            return received;
        }

        private Task OnSocketsThreadAsync(Action action)
        {
            var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            work.Add(() =>
            {
                try
                {
                    action();
                    done.SetResult();
                }
                catch (Exception ex)
                {
                    done.SetException(ex);
                }
            });
            return done.Task.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        }
    }

    /// <summary>The server's end.</summary>
    public sealed class Connection : DefaultConnectionContext
    {
        public Connection(Pipe incoming, Pipe outgoing)
            : base(Guid.NewGuid().ToString("N"))
        {
            (Incoming, Outgoing) = (incoming, outgoing);
            Transport = new Ends(incoming.Reader, outgoing.Writer);
            RemoteEndPoint = LocalEndPoint = new IPEndPoint(IPAddress.Loopback, 1);
        }

        public Pipe Incoming { get; }

        public Pipe Outgoing { get; }
    }

    private sealed record Ends(PipeReader Input, PipeWriter Output) : IDuplexPipe;

    private sealed class Listener(EndPoint endpoint, ChannelReader<ConnectionContext> accepted) : IConnectionListener
    {
        private readonly CancellationTokenSource _unbound = new();

        public EndPoint EndPoint => endpoint;

        public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
        {
            try
            {
                return await accepted.ReadAsync(_unbound.Token);
            }
            catch (OperationCanceledException)
            {
                return null;
            }
        }

        public async ValueTask UnbindAsync(CancellationToken cancellationToken = default) => await _unbound.CancelAsync();

        public ValueTask DisposeAsync()
        {
            _unbound.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
