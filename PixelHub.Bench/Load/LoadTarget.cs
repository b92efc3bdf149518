using PixelHub.Bench.Http;
using PixelHub.Bench.Servers;

namespace PixelHub.Bench.Load;

/// <summary>Something that takes its turn under load. A further endpoint is one more of these.</summary>
/// <param name="Name">Its name in the report.</param>
/// <param name="Server">Who answers.</param>
/// <param name="Path">The path that is fetched, each time with a recipient of its own.</param>
/// <param name="ExpectedStatus">What it answers.</param>
/// <param name="IsRecorded">Whether each answer is a hit that the database must hold.</param>
internal sealed record LoadTarget(string Name, IServer Server, string Path, int ExpectedStatus, bool IsRecorded)
{
    /// <summary>Makes the requests of a run.</summary>
    public RequestWriter Requests(string run) => HitRequests.Gets(Path, run);
}
