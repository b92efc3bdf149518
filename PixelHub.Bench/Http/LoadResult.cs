namespace PixelHub.Bench.Http;

/// <summary>What a run brought.</summary>
/// <param name="Sent">Requests sent.</param>
/// <param name="Answered">Whole answers with the expected status.</param>
/// <param name="Refused">Whole answers with another one.</param>
/// <param name="Elapsed">How long it took.</param>
/// <param name="Latencies">From sending a request to having its whole answer.</param>
internal sealed record LoadResult(long Sent, long Answered, long Refused, TimeSpan Elapsed, LatencyHistogram Latencies)
{
    /// <summary>Answers a second.</summary>
    public double Rate => Answered / Elapsed.TotalSeconds;
}
