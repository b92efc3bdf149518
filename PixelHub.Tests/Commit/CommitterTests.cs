using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using PixelHub.Core.Commit;
using PixelHub.Core.Data.Sqlite;
using PixelHub.Core.EventLog;
using PixelHub.Core.Events;
using PixelHub.Core.Live;
using PixelHub.Tests.Support;

namespace PixelHub.Tests.Commit;

public sealed class CommitterTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_in_the_log_reaches_the_database_the_pages_and_is_released()
    {
        await using var database = await TestDatabase.CreateAsync();
        using var store = new SqliteCommitStore(database.Database);
        var (log, live) = (new MemoryLog(), new LiveFeed());
        await using var pages = live.WatchAsync(1, Cancel).GetAsyncEnumerator(Cancel);
        var shown = pages.MoveNextAsync();
        using var committer = new Committer(log, store, live, new CommitProgress(), TimeProvider.System, NullLogger<Committer>.Instance);
        await committer.StartAsync(Cancel);

        await log.AppendAsync(Sample.Event(recipient: 7));

        Assert.True(await shown.AsTask().WaitAsync(TimeSpan.FromSeconds(10), Cancel));
        Assert.Equal(1, await database.ScalarAsync("select count(*) from events"));
        await log.ReleasedBeyond(1).WaitAsync(TimeSpan.FromSeconds(10), Cancel);
        await committer.StopAsync(Cancel);
    }

    [Fact]
    public async Task A_commit_whose_answer_was_lost_is_not_counted_twice()
    {
        await using var database = await TestDatabase.CreateAsync();
        using var store = new SqliteCommitStore(database.Database);
        var failing = new FailsOnceAfterCommitting(store);
        var log = new MemoryLog();
        using var committer = new Committer(log, failing, new LiveFeed(), new CommitProgress(), TimeProvider.System, NullLogger<Committer>.Instance);
        await committer.StartAsync(Cancel);

        await log.AppendAsync(Sample.Event(recipient: 7));
        await failing.Failed.Task.WaitAsync(TimeSpan.FromSeconds(10), Cancel);
        await log.AppendAsync(Sample.Event(recipient: 8));

        await log.ReleasedBeyond(2).WaitAsync(TimeSpan.FromSeconds(10), Cancel);
        Assert.Equal(2, await database.ScalarAsync("select sum(hits) from counts where size = 0"));
        await committer.StopAsync(Cancel);
    }

    [Fact]
    public async Task An_event_that_arrives_while_the_log_ends_before_the_checkpoint_is_counted_all_the_same()
    {
        await using var database = await TestDatabase.CreateAsync();
        await database.ExecuteAsync("update checkpoint set position = 1 << 52"); // an older log was put in place, or the clock was wrong
        using var store = new SqliteCommitStore(database.Database);
        using var folder = new TempFolder();
        await using var log = new FileEventLog(new EventLogOptions { Directory = folder.File("events") }, TimeProvider.System, NullLogger<FileEventLog>.Instance);
        using var committer = new Committer(log, store, new LiveFeed(), new CommitProgress(), TimeProvider.System, NullLogger<Committer>.Instance);
        await committer.StartAsync(Cancel);

        // The very first: nothing listens before the committer has started.
        Assert.Equal(AppendOutcome.Durable, await log.AppendAsync(Sample.Event(recipient: 7)));

        await EventuallyAsync(async () => await database.ScalarAsync("select count(*) from events") == 1);
        await committer.StopAsync(Cancel);
    }

    [Fact]
    public async Task A_checkpoint_that_can_be_read_only_later_still_moves_the_log_behind_it()
    {
        await using var database = await TestDatabase.CreateAsync();
        await database.ExecuteAsync("update checkpoint set position = 1 << 52");
        using var store = new SqliteCommitStore(database.Database);
        using var folder = new TempFolder();
        await using var log = new FileEventLog(new EventLogOptions { Directory = folder.File("events") }, TimeProvider.System, NullLogger<FileEventLog>.Instance);
        var progress = new CommitProgress();
        using var committer = new Committer(log, new CannotReadAtFirst(store), new LiveFeed(), progress, TimeProvider.System, NullLogger<Committer>.Instance);
        await committer.StartAsync(Cancel);
        await EventuallyAsync(() => Task.FromResult(progress.Committed == 1L << 52));

        // From here on at the latest; the flush that follows the report may still be before the move.
        await EventuallyAsync(async () =>
        {
            await log.AppendAsync(Sample.Event(recipient: 7));
            return await database.ScalarAsync("select count(*) from events") > 0;
        });
        await committer.StopAsync(Cancel);
    }

    [Fact]
    public async Task An_open_page_sees_by_itself_that_clicks_were_a_scanners()
    {
        await using var database = await TestDatabase.CreateAsync();
        using var store = new SqliteCommitStore(database.Database);
        var (log, live) = (new MemoryLog(), new LiveFeed());
        using var committer = new Committer(log, store, live, new CommitProgress(), TimeProvider.System, NullLogger<Committer>.Instance);
        await using var pages = live.WatchAsync(1, Cancel).GetAsyncEnumerator(Cancel);
        await committer.StartAsync(Cancel);
        foreach (var link in new[] { "a", "b", "c" })
        {
            await log.AppendAsync(Sample.Event(kind: EventKind.Click, recipient: 7, @class: EventClass.HumanBrowser, link: link));
        }

        do
        {
            Assert.True(await pages.MoveNextAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20), Cancel));
        }
        while (await database.ScalarAsync("select count(*) from events where first_verdict is not null") < 3);

        await committer.StopAsync(Cancel);
    }

    [Fact]
    public async Task A_review_that_fails_does_not_keep_events_from_being_counted()
    {
        await using var database = await TestDatabase.CreateAsync();
        using var store = new SqliteCommitStore(database.Database);
        var log = new MemoryLog();
        using var captured = new CapturedLog();
        using var loggers = new LoggerFactory([captured]);
        using var committer = new Committer(log, new CannotReview(store), new LiveFeed(), new CommitProgress(), TimeProvider.System, loggers.CreateLogger<Committer>());
        await committer.StartAsync(Cancel);
        await log.AppendAsync(Sample.Event(kind: EventKind.Click, recipient: 7));
        await log.ReleasedBeyond(1).WaitAsync(TimeSpan.FromSeconds(10), Cancel);
        await log.AppendAsync(Sample.Event(kind: EventKind.Click, recipient: 8));
        await log.ReleasedBeyond(2).WaitAsync(TimeSpan.FromSeconds(10), Cancel);

        Assert.Single(captured.Complaints);
        await committer.StopAsync(Cancel);
    }

    private static async Task EventuallyAsync(Func<Task<bool>> holds)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        limit.CancelAfter(TimeSpan.FromSeconds(10));
        while (!await holds())
        {
            await Task.Delay(20, limit.Token);
        }
    }

    private sealed class CannotReadAtFirst(ICommitStore inner) : ICommitStore
    {
        private int _reads;

        public Task<long> ReadCheckpointAsync(CancellationToken cancellationToken) =>
            Interlocked.Increment(ref _reads) <= 2 ? throw new IOException("Not yet.") : inner.ReadCheckpointAsync(cancellationToken);

        public Task<CommitResult> CommitAsync(LogBatch batch, CancellationToken cancellationToken) => inner.CommitAsync(batch, cancellationToken);

        public Task<ReviewResult> ReviewAsync(CancellationToken cancellationToken) => inner.ReviewAsync(cancellationToken);
    }

    private sealed class CannotReview(ICommitStore inner) : ICommitStore
    {
        public Task<long> ReadCheckpointAsync(CancellationToken cancellationToken) => inner.ReadCheckpointAsync(cancellationToken);

        public Task<CommitResult> CommitAsync(LogBatch batch, CancellationToken cancellationToken) => inner.CommitAsync(batch, cancellationToken);

        public Task<ReviewResult> ReviewAsync(CancellationToken cancellationToken) => throw new InvalidDataException("A row nobody can read.");
    }

    private sealed class FailsOnceAfterCommitting(ICommitStore inner) : ICommitStore
    {
        public TaskCompletionSource Failed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<long> ReadCheckpointAsync(CancellationToken cancellationToken) => inner.ReadCheckpointAsync(cancellationToken);

        public async Task<CommitResult> CommitAsync(LogBatch batch, CancellationToken cancellationToken)
        {
            var result = await inner.CommitAsync(batch, cancellationToken);
            return Failed.TrySetResult() ? throw new IOException("The answer was lost.") : result;
        }

        public Task<ReviewResult> ReviewAsync(CancellationToken cancellationToken) => inner.ReviewAsync(cancellationToken);
    }

    /// <summary>A log whose entries stand one byte apart.</summary>
    private sealed class MemoryLog : IEventLog
    {
        private readonly Lock _lock = new();
        private readonly List<LogEntry> _entries = [];
        private long _released;

        public long DurablePosition => _entries.Count;

        public ValueTask<AppendOutcome> AppendAsync(LogEntry entry)
        {
            lock (_lock)
            {
                _entries.Add(entry);
            }

            return new(AppendOutcome.Durable);
        }

        public LogBatch Read(long from, int maxEntries)
        {
            lock (_lock)
            {
                var entries = _entries.Skip((int)from).Take(maxEntries).Select((e, i) => new PositionedEntry(from + i, e)).ToList();
                return new LogBatch(from, from + entries.Count, entries);
            }
        }

        public async Task WaitBeyondAsync(long position, CancellationToken cancellationToken)
        {
            while (DurablePosition <= position)
            {
                await Task.Delay(5, cancellationToken);
            }
        }

        public void Release(long before) => Volatile.Write(ref _released, before);

        public async Task ReleasedBeyond(long position)
        {
            while (Volatile.Read(ref _released) < position)
            {
                await Task.Delay(5, Cancel);
            }
        }
    }
}
