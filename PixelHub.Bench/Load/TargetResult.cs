using PixelHub.Bench.Reporting;

namespace PixelHub.Bench.Load;

/// <summary>The runs of one target, in the order of the rounds.</summary>
internal sealed record TargetResult(string Name, IReadOnlyList<RunResult> Runs)
{
    /// <summary>The run whose rate is the median.</summary>
    public RunResult Median => Runs.MedianBy(r => r.Load.Rate);

    /// <summary>Answers a second in the best run.</summary>
    public double BestRate => Runs.Max(r => r.Load.Rate);

    /// <summary>The rate in parts of another's in the same round: what disturbs the machine falls out, as far as it disturbs both.</summary>
    public IReadOnlyList<double> RatiosTo(TargetResult other) => [.. Runs.Zip(other.Runs, (mine, theirs) => mine.Load.Rate / theirs.Load.Rate)];
}
