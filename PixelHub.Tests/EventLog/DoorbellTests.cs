using System.Collections.Concurrent;
using PixelHub.Core.EventLog;

namespace PixelHub.Tests.EventLog;

public sealed class DoorbellTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whatever_was_there_before_a_ring_is_found()
    {
        const int Ringers = 4;
        const int Rings = 20_000;
        var queue = new ConcurrentQueue<int>();
        var found = 0;
        var all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var doorbell = new Doorbell(Look);

        await Task.WhenAll(Enumerable.Range(0, Ringers).Select(_ => Task.Run(
            () =>
            {
                for (var i = 0; i < Rings; i++)
                {
                    queue.Enqueue(i);
                    doorbell.Ring();
                }
            },
            Cancel)));

        await all.Task.WaitAsync(TimeSpan.FromSeconds(30), Cancel);

        void Look()
        {
            while (queue.TryDequeue(out var _))
            {
                if (Interlocked.Increment(ref found) == Ringers * Rings)
                {
                    all.SetResult();
                }
            }
        }
    }

    [Fact]
    public async Task A_ring_whose_connection_is_gone_is_answered_all_the_same()
    {
        var answers = new SemaphoreSlim(0);
        var doorbell = new Doorbell(() => answers.Release());
        doorbell.Ring();
        Assert.True(await answers.WaitAsync(TimeSpan.FromSeconds(30), Cancel));

        doorbell.Dispose();

        while (answers.CurrentCount > 0)
        {
            await answers.WaitAsync(Cancel); // the end of the connection may have rung once more
        }

        doorbell.Ring();
        Assert.True(await answers.WaitAsync(TimeSpan.FromSeconds(30), Cancel));
    }
}
