using System.Net;

namespace PixelHub.Bench.Servers;

/// <summary>A server that is driven.</summary>
internal interface IServer
{
    /// <summary>Where it listens: always the loopback.</summary>
    IPEndPoint Address { get; }

    /// <summary>Processor time it has used so far, over all of its processes.</summary>
    TimeSpan ProcessorTime { get; }
}
