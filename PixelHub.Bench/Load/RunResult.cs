using PixelHub.Bench.Http;

namespace PixelHub.Bench.Load;

/// <summary>A run, and what it cost.</summary>
/// <param name="Load">What the generator saw.</param>
/// <param name="ServerTime">The server's processor time for each answer, with everything it did besides, until the last hit was committed.</param>
/// <param name="GeneratorTime">The generator's own for each answer; null when it is another program.</param>
/// <param name="CaughtUp">From the last answer until every hit was committed; null where nothing is committed.</param>
/// <param name="OthersShare">Share of the processors that other programs used meanwhile; null when unknown.</param>
internal sealed record RunResult(LoadResult Load, TimeSpan ServerTime, TimeSpan? GeneratorTime, TimeSpan? CaughtUp, double? OthersShare);
