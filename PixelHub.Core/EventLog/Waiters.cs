namespace PixelHub.Core.EventLog;

/// <summary>
/// Those who wait for one group. They are woken on a pool thread, never on the one that flushes: what they do there – write an answer – could hold
/// it up.
/// </summary>
/// <remarks>
/// One work item wakes up to <see cref="AtOnce"/> of them: 48 µs of the server's processor time for each answered pixel, against 54 µs with a work
/// item for each waiter (`PixelHub.Bench load`, taking turns by the second, 30 s each, 2026-11-21, 2 busy processors). Answers to a group that is
/// larger leave on several processors.
/// </remarks>
internal sealed class Waiters
{
    /// <summary>Woken by one work item, one after the other.</summary>
    public const int AtOnce = 64;

    private readonly List<Batch> _batches = [];

    /// <summary>How many wait.</summary>
    public int Count { get; private set; }

    public void Add(PendingAppend waiter)
    {
        var place = Count++ % AtOnce;
        if (place == 0)
        {
            _batches.Add(new Batch());
        }

        _batches[^1].Add(waiter);
    }

    /// <summary>Tells all of them. Only once, and nobody may be added any more.</summary>
    public void Tell(AppendOutcome outcome)
    {
        foreach (var batch in _batches)
        {
            batch.Outcome = outcome;
            ThreadPool.UnsafeQueueUserWorkItem(batch, preferLocal: false);
        }
    }

    private sealed class Batch : IThreadPoolWorkItem
    {
        private readonly PendingAppend[] _waiters = new PendingAppend[AtOnce];
        private int _count;

        public AppendOutcome Outcome { get; set; }

        public void Add(PendingAppend waiter) => _waiters[_count++] = waiter;

        public void Execute()
        {
            foreach (var waiter in _waiters.AsSpan(0, _count))
            {
                waiter.End(Outcome);
            }
        }
    }
}
