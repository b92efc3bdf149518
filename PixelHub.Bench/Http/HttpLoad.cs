using System.Buffers.Text;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace PixelHub.Bench.Http;

/// <summary>Writes the request of a sequence number.</summary>
/// <returns>Bytes written.</returns>
internal delegate int RequestWriter(long sequence, Span<byte> destination);

/// <summary>
/// Drives an HTTP/1.1 server over keep-alive connections, each with one request under way. One thread, non-blocking sockets and no library between:
/// on a machine shared with the server, what the generator needs is missing from the result.
/// </summary>
/// <param name="server">Where to.</param>
/// <param name="connections">How many connections.</param>
/// <param name="write">Makes the requests; numbers are given once each, in order.</param>
/// <param name="expectedStatus">Answers with another status count as refused.</param>
internal sealed class HttpLoad(IPEndPoint server, int connections, RequestWriter write, int expectedStatus)
{
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(10);

    /// <summary>Runs until the time is over, the number of requests is reached, or the server has closed every connection.</summary>
    /// <param name="duration">When to send no more.</param>
    /// <param name="maxRequests">How many requests to send at most.</param>
    /// <param name="cancellationToken">Ends the run early, with the result so far.</param>
    public LoadResult Run(TimeSpan duration, long maxRequests, CancellationToken cancellationToken)
    {
        var run = new State { Write = write, ExpectedStatus = expectedStatus, MaxRequests = maxRequests };
        var all = new List<Connection>(connections);
        using var epoll = new Epoll(connections);
        try
        {
            for (var i = 0; i < connections; i++)
            {
                all.Add(new Connection(server));
                epoll.Add(all[i].Socket, i);
            }

            var started = Stopwatch.GetTimestamp();
            var open = all.Count(c => c.SendNext(run, Stopwatch.GetTimestamp()));
            while (open > 0 && Stopwatch.GetElapsedTime(started) < duration + LongestAnswer)
            {
                run.IsOver |= Stopwatch.GetElapsedTime(started) >= duration || cancellationToken.IsCancellationRequested;
                var ready = epoll.Wait(milliseconds: 100);
                for (var i = 0; i < ready; i++)
                {
                    var connection = all[epoll.Ready(i)];
                    if (!connection.Receive(run))
                    {
                        connection.Dispose();
                        open--;
                    }
                }
            }

            return new LoadResult(run.Sent, run.Answered, run.Refused, Stopwatch.GetElapsedTime(started), run.Latencies);
        }
        finally
        {
            all.ForEach(c => c.Dispose());
        }
    }

    private sealed class State
    {
        public required RequestWriter Write { get; init; }

        public required int ExpectedStatus { get; init; }

        public required long MaxRequests { get; init; }

        public bool IsOver { get; set; }

        public long Sent { get; set; }

        public long Answered { get; set; }

        public long Refused { get; set; }

        public LatencyHistogram Latencies { get; } = new();
    }

    private sealed class Connection : IDisposable
    {
        private static ReadOnlySpan<byte> ContentLength => "\r\nContent-Length: "u8;

        private readonly byte[] _request = new byte[16_384];
        private readonly byte[] _answer = new byte[65_536];
        private readonly nint _handle;
        private int _received;
        private long _sentAt;

        public Connection(IPEndPoint server)
        {
            Socket = new Socket(server.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            Socket.Connect(server);
            Socket.Blocking = false;
            _handle = Socket.Handle;
        }

        public Socket Socket { get; }

        public void Dispose() => Socket.Dispose();

        /// <returns>False when there is nothing more to send, or nobody to send it to.</returns>
        public bool SendNext(State run, long now)
        {
            if (run.IsOver || run.Sent >= run.MaxRequests)
            {
                return false;
            }

            var length = run.Write(run.Sent++, _request);
            _received = 0;
            _sentAt = now;
            // A request fits into the socket's buffer, which is empty at this moment: it is taken whole.
            return Epoll.Send(_handle, _request.AsSpan(0, length)) == length;
        }

        /// <returns>False when this connection is done.</returns>
        public bool Receive(State run)
        {
            var count = Epoll.Receive(_handle, _answer.AsSpan(_received));
            if (count <= 0)
            {
                return false;
            }

            _received += count;
            if (!IsWhole(out var status))
            {
                return _received < _answer.Length;
            }

            var now = Stopwatch.GetTimestamp();
            run.Latencies.Add(Stopwatch.GetElapsedTime(_sentAt, now));
            if (status == run.ExpectedStatus)
            {
                run.Answered++;
            }
            else
            {
                run.Refused++;
            }

            return SendNext(run, now);
        }

        private bool IsWhole(out int status)
        {
            status = 0;
            var answer = _answer.AsSpan(0, _received);
            var headEnd = answer.IndexOf("\r\n\r\n"u8);
            if (headEnd < 0 || !Utf8Parser.TryParse(answer["HTTP/1.1 ".Length..], out status, out _))
            {
                return false;
            }

            var at = answer[..headEnd].IndexOf(ContentLength);
            if (at < 0)
            {
                return true;
            }

            var value = answer[(at + ContentLength.Length)..];
            return Utf8Parser.TryParse(value[..value.IndexOf((byte)'\r')], out int body, out _) && _received >= headEnd + 4 + body;
        }
    }
}
