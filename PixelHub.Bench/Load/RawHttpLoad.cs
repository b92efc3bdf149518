using System.Buffers.Text;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace PixelHub.Bench.Load;

/// <summary>Writes the request of a sequence number.</summary>
/// <returns>Bytes written.</returns>
public delegate int RequestWriter(long sequence, Span<byte> destination);

/// <summary>
/// Drives an HTTP/1.1 server over keep-alive connections, each with one request under way. One thread and non-blocking sockets: on a machine shared
/// with the server, what the generator needs is missing from the result, and this needs about a third of what HttpClient does.
/// </summary>
/// <param name="server">Where to.</param>
/// <param name="connections">How many connections.</param>
/// <param name="write">Makes the requests; numbers are given once each, in order.</param>
/// <param name="expectedStatus">Answers with another status count as refused.</param>
public sealed class RawHttpLoad(IPEndPoint server, int connections, RequestWriter write, int expectedStatus = 200)
{
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(10);

    /// <summary>Runs until the time is over, the number of requests is reached, or the server has closed every connection.</summary>
    /// <param name="duration">When to send no more.</param>
    /// <param name="maxRequests">How many requests to send at most.</param>
    /// <param name="cancellationToken">Ends the run early, with the result so far.</param>
    public LoadResult Run(TimeSpan duration, long maxRequests, CancellationToken cancellationToken)
    {
        var run = new State { MaxRequests = maxRequests };
        var started = Stopwatch.GetTimestamp();
        var all = new List<Connection>(connections);
        try
        {
            for (var i = 0; i < connections; i++)
            {
                all.Add(new Connection(server));
            }

            started = Stopwatch.GetTimestamp();
            all.ForEach(c => c.SendNext(run, write));
            var open = new Dictionary<Socket, Connection>(all.Select(c => KeyValuePair.Create(c.Socket, c)));
            var ready = new List<Socket>(connections);
            while (open.Count > 0 && Stopwatch.GetElapsedTime(started) < duration + LongestAnswer)
            {
                run.IsOver |= Stopwatch.GetElapsedTime(started) >= duration || cancellationToken.IsCancellationRequested;
                ready.Clear();
                ready.AddRange(open.Keys);
                Socket.Select(ready, null, null, TimeSpan.FromMilliseconds(100));
                foreach (var socket in ready)
                {
                    if (!open[socket].Receive(run, write, expectedStatus))
                    {
                        open.Remove(socket);
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
        private int _received;
        private long _sentAt;

        public Connection(IPEndPoint server)
        {
            Socket = new Socket(server.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            Socket.Connect(server);
            Socket.Blocking = false;
        }

        public Socket Socket { get; }

        public void Dispose() => Socket.Dispose();

        /// <returns>False when there is nothing more to send, or nobody to send it to.</returns>
        public bool SendNext(State run, RequestWriter write)
        {
            if (run.IsOver || run.Sent >= run.MaxRequests)
            {
                return false;
            }

            var length = write(run.Sent++, _request);
            _received = 0;
            _sentAt = Stopwatch.GetTimestamp();
            // A request fits into the socket's buffer, which is empty at this moment: it is taken whole.
            return Socket.Send(_request.AsSpan(0, length), SocketFlags.None, out var error) == length && error == SocketError.Success;
        }

        /// <returns>False when this connection is done.</returns>
        public bool Receive(State run, RequestWriter write, int expectedStatus)
        {
            var count = Socket.Receive(_answer.AsSpan(_received), SocketFlags.None, out var error);
            if (error == SocketError.WouldBlock)
            {
                return true;
            }

            if (error != SocketError.Success || count == 0)
            {
                return false;
            }

            _received += count;
            if (!IsWhole(out var status))
            {
                return _received < _answer.Length;
            }

            run.Latencies.Add(Stopwatch.GetElapsedTime(_sentAt));
            if (status == expectedStatus)
            {
                run.Answered++;
            }
            else
            {
                run.Refused++;
            }

            return SendNext(run, write);
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

/// <summary>What a run brought.</summary>
/// <param name="Sent">Requests sent.</param>
/// <param name="Answered">Whole answers with the expected status.</param>
/// <param name="Refused">Whole answers with another one.</param>
/// <param name="Elapsed">How long it took.</param>
/// <param name="Latencies">From sending a request to having its whole answer.</param>
public sealed record LoadResult(long Sent, long Answered, long Refused, TimeSpan Elapsed, LatencyHistogram Latencies)
{
    /// <summary>Answers a second.</summary>
    public double Rate => Answered / Elapsed.TotalSeconds;
}
