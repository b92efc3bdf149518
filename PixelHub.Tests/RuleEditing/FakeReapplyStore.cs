using System.Collections.Concurrent;
using PixelHub.Core.Classification;
using PixelHub.Core.RuleEditing;
using PixelHub.Tests.Support;

namespace PixelHub.Tests.RuleEditing;

/// <summary>Runs that end after some steps, in memory.</summary>
public sealed class FakeReapplyStore : IReapplyStore
{
    private readonly ConcurrentQueue<ReapplyRun> _steps = new();
    private TaskCompletionSource? _held;

    /// <summary>The newest run.</summary>
    public ReapplyRun? Last { get; set; }

    /// <summary>The runs as they came to each step.</summary>
    public IReadOnlyList<ReapplyRun> Steps => [.. _steps];

    /// <summary>Steps a run takes: the one before the last counts.</summary>
    public int StepsToTheEnd { get; init; } = 3;

    /// <summary>Thrown by the next steps, one each.</summary>
    public ConcurrentQueue<Exception> Faults { get; } = new();

    /// <summary>What a run changed.</summary>
    public IReadOnlyList<ReapplyResult> Results { get; set; } = [];

    /// <summary>Steps wait from now on.</summary>
    public void Hold() => _held = new TaskCompletionSource();

    /// <summary>They wait no longer.</summary>
    public void LetGo() => _held?.SetResult();

    /// <inheritdoc/>
    public ReapplyRun? ReadLast() => Last;

    /// <inheritdoc/>
    public ReapplyRun Begin(RuleSet rules, string who, DateTimeOffset at) => Last = new ReapplyRun((Last?.Id ?? 0) + 1, rules, who, at) { Total = 1_000 };

    /// <inheritdoc/>
    public ReapplyRun Step(ReapplyRun run, DateTimeOffset now, CancellationToken cancellationToken)
    {
        _held?.Task.Wait(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        if (Faults.TryDequeue(out var fault))
        {
            throw fault;
        }

        _steps.Enqueue(run);
        var step = run.Passes + 1; // counts the steps here
        return Last = run.State == ReapplyState.Cancelling ? run with { State = ReapplyState.Cancelled, EndedAt = now }
            : step >= StepsToTheEnd ? run with { State = ReapplyState.Done, EndedAt = now, Step = ReapplyStep.Choosing, Looked = run.Total, Passes = step }
            : run with { Step = step == StepsToTheEnd - 1 ? ReapplyStep.Counting : ReapplyStep.Rewriting, Experiment = 5, Looked = 100 * step, Changed = 7, Passes = step };
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<ReapplyResult>> ReadResultsAsync(long run, CancellationToken cancellationToken) => Task.FromResult(Results);

    /// <summary>A run that was open when the process ended.</summary>
    public static ReapplyRun Open() => new(3, RuleSet.BuiltIn, "jo", Sample.Noon) { Step = ReapplyStep.Rewriting, Experiment = 5, Total = 1_000, Looked = 400 };
}
