using PixelHub.Bench.Reporting;

namespace PixelHub.Bench.Grow;

/// <summary>What committing cost.</summary>
/// <param name="Events">How many events.</param>
/// <param name="Wall">From the first commit to the end of the last, without making the events.</param>
/// <param name="Processor">Processor time of everything the store did meanwhile, on whatever thread.</param>
internal readonly record struct CommitCost(long Events, TimeSpan Wall, TimeSpan Processor)
{
    public TimeSpan WallPerEvent => Wall / Math.Max(Events, 1);

    public TimeSpan ProcessorPerEvent => Processor / Math.Max(Events, 1);

    public static CommitCost operator +(CommitCost a, CommitCost b) => new(a.Events + b.Events, a.Wall + b.Wall, a.Processor + b.Processor);
}

/// <summary>What the same commits cost in a large database and in one of the smallest size, taking turns.</summary>
/// <param name="Rounds">Each a turn of both. A ratio is the median of theirs: what disturbs the machine for a while disturbs one of them.</param>
internal sealed record Comparison(IReadOnlyList<(CommitCost Large, CommitCost Small)> Rounds)
{
    public CommitCost Large => Rounds.Aggregate(default(CommitCost), (sum, round) => sum + round.Large);

    public double ProcessorRatio => Rounds.Select(r => r.Large.ProcessorPerEvent / r.Small.ProcessorPerEvent).Median();

    public double WallRatio => Rounds.Select(r => r.Large.WallPerEvent / r.Small.WallPerEvent).Median();
}
