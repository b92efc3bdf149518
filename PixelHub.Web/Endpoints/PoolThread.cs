using System.Runtime.CompilerServices;

namespace PixelHub.Web.Endpoints;

/// <summary>
/// Moves what follows an <c>await</c> from a thread of the sockets to the thread pool. A few such threads serve all connections, so nothing that may
/// block is allowed there; the pool grows.
/// </summary>
internal readonly struct PoolThread : ICriticalNotifyCompletion
{
    /// <summary>Already there: threads of the sockets are not of the pool.</summary>
    public bool IsCompleted => Thread.CurrentThread.IsThreadPoolThread;

    public static PoolThread Switch() => default;

    public PoolThread GetAwaiter() => this;

    public void GetResult()
    {
        // Nothing to give.
    }

    public void OnCompleted(Action continuation) => ThreadPool.QueueUserWorkItem(static run => run(), continuation, preferLocal: false);

    public void UnsafeOnCompleted(Action continuation) => ThreadPool.UnsafeQueueUserWorkItem(static run => run(), continuation, preferLocal: false);
}
