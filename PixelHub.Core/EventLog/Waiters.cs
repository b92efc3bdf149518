namespace PixelHub.Core.EventLog;

/// <summary>Those who wait for one group. What waits for the end – writing an answer – runs where they are told.</summary>
internal sealed class Waiters
{
    /// <summary>How many are told by one thread, one after the other; answers to a larger group leave on several processors.</summary>
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

    /// <summary>Tells the last of them on this thread, and the others, if they are many, on the pool. Only once, and nobody may be added any more.</summary>
    public void Tell(AppendOutcome outcome)
    {
        for (var i = 0; i < _batches.Count - 1; i++)
        {
            _batches[i].TellOnPool(outcome);
        }

        if (_batches is [.., var last])
        {
            last.Outcome = outcome;
            last.Execute();
        }
    }

    /// <summary>Tells all of them on the pool. Only once, and nobody may be added any more.</summary>
    public void TellOnPool(AppendOutcome outcome) => _batches.ForEach(batch => batch.TellOnPool(outcome));

    private sealed class Batch : IThreadPoolWorkItem
    {
        private readonly PendingAppend[] _waiters = new PendingAppend[AtOnce];
        private int _count;

        public AppendOutcome Outcome { get; set; }

        public void Add(PendingAppend waiter) => _waiters[_count++] = waiter;

        public void TellOnPool(AppendOutcome outcome)
        {
            Outcome = outcome;
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }

        public void Execute()
        {
            foreach (var waiter in _waiters.AsSpan(0, _count))
            {
                waiter.End(Outcome);
            }
        }
    }
}
