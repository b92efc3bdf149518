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
internal readonly record struct Comparison(CommitCost Large, CommitCost Small)
{
    public double ProcessorRatio => Large.ProcessorPerEvent / Small.ProcessorPerEvent;

    public double WallRatio => Large.WallPerEvent / Small.WallPerEvent;

    public static Comparison operator +(Comparison a, Comparison b) => new(a.Large + b.Large, a.Small + b.Small);
}
