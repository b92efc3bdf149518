using PixelHub.Core.Classification;

namespace PixelHub.Core.RuleEditing;

/// <summary>The database as a run sees it. Every step is one short transaction, or one pass of counting.</summary>
public interface IReapplyStore
{
    /// <summary>The newest run, whatever became of it; null when there was none.</summary>
    ReapplyRun? ReadLast();

    /// <summary>Begins a run. None may be open.</summary>
    /// <param name="rules">The rules to read history by.</param>
    /// <param name="who">Name of the user.</param>
    /// <param name="at">Now.</param>
    ReapplyRun Begin(RuleSet rules, string who, DateTimeOffset at);

    /// <summary>Does the next step and keeps how far it got.</summary>
    /// <param name="run">As the last step left it, or called off.</param>
    /// <param name="now">Now.</param>
    /// <param name="cancellationToken">Stops in the middle; the step is then done again.</param>
    ReapplyRun Step(ReapplyRun run, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>The experiments that a run changed, by their numbers.</summary>
    Task<IReadOnlyList<ReapplyResult>> ReadResultsAsync(long run, CancellationToken cancellationToken);
}
