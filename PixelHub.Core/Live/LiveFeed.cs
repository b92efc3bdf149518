using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace PixelHub.Core.Live;

/// <summary>
/// Tells the pages that are open which experiments have new figures. A watcher that is slow sees only the newest snapshot; an experiment that
/// nobody watches costs nothing.
/// </summary>
public sealed class LiveFeed
{
    private readonly ConcurrentDictionary<int, ImmutableArray<Channel<LiveSnapshot>>> _watchers = new();
    private long _revision;

    /// <summary>The newest revision of any experiment: figures read now are at least this new.</summary>
    public long Revision => Volatile.Read(ref _revision);

    /// <summary>Announces that the figures of these experiments changed. Never waits.</summary>
    public void Publish(IReadOnlySet<int> experiments, DateTimeOffset at)
    {
        var revision = Interlocked.Increment(ref _revision);
        foreach (var experiment in experiments)
        {
            Tell(experiment, new LiveSnapshot(experiment, revision, at));
        }

        if (experiments.Count > 0)
        {
            Tell(Everything, new LiveSnapshot(Everything, revision, at));
        }
    }

    /// <summary>Yields a snapshot after each change of one experiment until the token is cancelled.</summary>
    public IAsyncEnumerable<LiveSnapshot> WatchAsync(int experiment, CancellationToken cancellationToken) => Watch(experiment, cancellationToken);

    /// <summary>Yields a snapshot after each change of any experiment until the token is cancelled.</summary>
    public IAsyncEnumerable<LiveSnapshot> WatchAllAsync(CancellationToken cancellationToken) => Watch(Everything, cancellationToken);

    private const int Everything = 0;

    private void Tell(int experiment, LiveSnapshot snapshot)
    {
        if (_watchers.TryGetValue(experiment, out var channels))
        {
            foreach (var channel in channels)
            {
                channel.Writer.TryWrite(snapshot);
            }
        }
    }

    private async IAsyncEnumerable<LiveSnapshot> Watch(int experiment, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var channel = Channel.CreateBounded<LiveSnapshot>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
        _watchers.AddOrUpdate(experiment, [channel], (_, others) => others.Add(channel));
        try
        {
            await foreach (var snapshot in channel.Reader.ReadAllAsync(cancellationToken))
            {
                yield return snapshot;
            }
        }
        finally
        {
            _watchers.AddOrUpdate(experiment, [], (_, others) => others.Remove(channel));
        }
    }
}

/// <summary>Says that an experiment has new figures.</summary>
/// <param name="Experiment">Number of the experiment; 0 stands for any.</param>
/// <param name="Revision">Goes up with every commit; figures read for a revision may be shared by everybody who asks for it.</param>
/// <param name="At">When they were committed.</param>
public readonly record struct LiveSnapshot(int Experiment, long Revision, DateTimeOffset At);
