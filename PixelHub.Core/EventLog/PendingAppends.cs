using System.Collections.Concurrent;

namespace PixelHub.Core.EventLog;

/// <summary>Those <see cref="PendingAppend"/> that nobody uses at the moment; as many as are worth keeping.</summary>
internal sealed class PendingAppends
{
    private const int Kept = 1_024;

    private readonly ConcurrentQueue<PendingAppend> _unused = new();
    private int _count;

    public PendingAppend Get()
    {
        if (!_unused.TryDequeue(out var pending))
        {
            return new PendingAppend(this);
        }

        Interlocked.Decrement(ref _count);
        return pending;
    }

    public void Return(PendingAppend pending)
    {
        if (Interlocked.Increment(ref _count) <= Kept)
        {
            _unused.Enqueue(pending);
        }
        else
        {
            Interlocked.Decrement(ref _count);
        }
    }
}
