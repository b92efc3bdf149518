using Microsoft.EntityFrameworkCore.Diagnostics;

namespace PixelHub.Core.Data.Sqlite;

/// <summary>
/// Knows of edits that want to be saved. SQLite has one writer and no queue: while the committer catches up it would take the writer's place again and
/// again, and an owner who presses Save would get it by chance only. So it gives way first.
/// </summary>
public sealed class PendingEdits(TimeProvider? time = null) : SaveChangesInterceptor
{
    /// <summary>Longest that the committer gives way: longer than any edit takes, and nothing to it.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(300);

    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(5);

    private readonly TimeProvider _time = time ?? TimeProvider.System;
    private int _pending;

    /// <summary>Returns when no edit waits, or after <see cref="Longest"/>.</summary>
    public async ValueTask GiveWayAsync(CancellationToken cancellationToken)
    {
        var started = _time.GetTimestamp();
        while (Volatile.Read(ref _pending) > 0 && _time.GetElapsedTime(started) < Longest)
        {
            await Task.Delay(Step, _time, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public override InterceptionResult<int> SavingChanges(DbContextEventData eventData, InterceptionResult<int> result)
    {
        Interlocked.Increment(ref _pending);
        return result;
    }

    /// <inheritdoc/>
    public override ValueTask<InterceptionResult<int>> SavingChangesAsync(DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default) =>
        new(SavingChanges(eventData, result));

    /// <inheritdoc/>
    public override int SavedChanges(SaveChangesCompletedEventData eventData, int result)
    {
        Interlocked.Decrement(ref _pending);
        return result;
    }

    /// <inheritdoc/>
    public override ValueTask<int> SavedChangesAsync(SaveChangesCompletedEventData eventData, int result, CancellationToken cancellationToken = default) =>
        new(SavedChanges(eventData, result));

    /// <inheritdoc/>
    public override void SaveChangesFailed(DbContextErrorEventData eventData) => Interlocked.Decrement(ref _pending);

    /// <inheritdoc/>
    public override Task SaveChangesFailedAsync(DbContextErrorEventData eventData, CancellationToken cancellationToken = default)
    {
        SaveChangesFailed(eventData);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override void SaveChangesCanceled(DbContextEventData eventData) => Interlocked.Decrement(ref _pending);

    /// <inheritdoc/>
    public override Task SaveChangesCanceledAsync(DbContextEventData eventData, CancellationToken cancellationToken = default)
    {
        SaveChangesCanceled(eventData);
        return Task.CompletedTask;
    }
}
