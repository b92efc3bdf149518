using PixelHub.Core.Live;
using PixelHub.Tests.Support;

namespace PixelHub.Tests.Live;

public sealed class LiveFeedTests
{
    [Fact]
    public async Task A_slow_watcher_sees_only_the_newest_snapshot()
    {
        var feed = new LiveFeed();
        await using var watcher = feed.WatchAsync(7, TestContext.Current.CancellationToken).GetAsyncEnumerator(TestContext.Current.CancellationToken);
        var first = watcher.MoveNextAsync(); // starts watching
        feed.Publish(new HashSet<int> { 7 }, Sample.Noon);
        Assert.True(await first);
        for (var i = 0; i < 100; i++)
        {
            feed.Publish(new HashSet<int> { 7, 8 }, Sample.Noon);
        }

        Assert.True(await watcher.MoveNextAsync());
        Assert.Equal(101, watcher.Current.Revision);
    }

    [Fact]
    public async Task A_watcher_of_one_experiment_is_not_woken_by_another()
    {
        var feed = new LiveFeed();
        await using var watcher = feed.WatchAsync(7, TestContext.Current.CancellationToken).GetAsyncEnumerator(TestContext.Current.CancellationToken);
        var next = watcher.MoveNextAsync();
        feed.Publish(new HashSet<int> { 8 }, Sample.Noon);
        Assert.False(next.IsCompleted);
        feed.Publish(new HashSet<int> { 7 }, Sample.Noon);
        Assert.True(await next);
        Assert.Equal(7, watcher.Current.Experiment);
    }

    [Fact]
    public async Task Whoever_watches_everything_hears_of_every_commit_once()
    {
        var feed = new LiveFeed();
        await using var watcher = feed.WatchAllAsync(TestContext.Current.CancellationToken).GetAsyncEnumerator(TestContext.Current.CancellationToken);
        var next = watcher.MoveNextAsync();
        feed.Publish(new HashSet<int> { 3, 4 }, Sample.Noon);
        Assert.True(await next);
        Assert.Equal(new LiveSnapshot(0, 1, Sample.Noon), watcher.Current);
        var second = watcher.MoveNextAsync();
        Assert.False(second.IsCompleted);
        feed.Publish(new HashSet<int> { 4 }, Sample.Noon);
        Assert.True(await second);
        Assert.Equal(2, watcher.Current.Revision);
    }
}
