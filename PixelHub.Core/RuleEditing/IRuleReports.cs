using PixelHub.Core.Events;

namespace PixelHub.Core.RuleEditing;

/// <summary>What the rules decided so far. Answered from rollups: results only, repeats left out.</summary>
public interface IRuleReports
{
    /// <summary>Hits of all experiments together since a day, UTC.</summary>
    Task<IReadOnlyList<RuleHits>> ReadSinceAsync(DateOnly from, CancellationToken cancellationToken);

    /// <summary>Hits of which the rows are still there, for each experiment: those that other rules can give another class.</summary>
    Task<IReadOnlyList<RuleHits>> ReadChangeableAsync(CancellationToken cancellationToken);
}

/// <summary>Hits that a rule gave a class.</summary>
/// <param name="Experiment">Number of the experiment; 0 for all together.</param>
/// <param name="Rule">Id of the rule.</param>
/// <param name="Kind">What happened.</param>
/// <param name="Class">The class.</param>
/// <param name="Hits">How many.</param>
public readonly record struct RuleHits(int Experiment, string Rule, EventKind Kind, EventClass Class, long Hits);
