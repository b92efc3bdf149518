using System.Threading.Tasks.Sources;

namespace PixelHub.Core.EventLog;

/// <summary>One caller's wait for the flush that holds its entry. Used again after the caller has read how it ended: a hit allocates none.</summary>
internal sealed class PendingAppend(PendingAppends pool) : IValueTaskSource<AppendOutcome>
{
    private ManualResetValueTaskSourceCore<AppendOutcome> _core; // mutable, must not be readonly

    /// <summary>What the caller awaits, once.</summary>
    public ValueTask<AppendOutcome> Wait => new(this, _core.Version);

    /// <summary>Runs what waits for the end, on this thread.</summary>
    public void End(AppendOutcome outcome) => _core.SetResult(outcome);

    /// <inheritdoc/>
    public AppendOutcome GetResult(short token)
    {
        var outcome = _core.GetResult(token);
        _core.Reset();
        pool.Return(this);
        return outcome;
    }

    /// <inheritdoc/>
    public ValueTaskSourceStatus GetStatus(short token) => _core.GetStatus(token);

    /// <inheritdoc/>
    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);
}
