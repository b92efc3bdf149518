using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using PixelHub.Core.Commit;
using PixelHub.Core.Data.Sqlite.People;
using PixelHub.Core.EventLog;
using PixelHub.Core.Events;
using PixelHub.Core.Rollups;

namespace PixelHub.Core.Data.Sqlite;

/// <summary>Commits batches to SQLite. Used by one committer at a time.</summary>
public sealed class SqliteCommitStore : ICommitStore, IDisposable
{
    /// <summary>Most orphaned slugs kept: half of them the most asked for, half the newest, so that a flood hides neither an old typo nor a new one.</summary>
    public const int MaxOrphans = 1_000;

    private readonly RepeatWindow _repeats = new();
    private readonly SqliteDatabase _database;
    private readonly PeopleFilters _filters;
    private readonly PeopleLimits _limits;
    private CommitSession? _session;

    /// <summary>Opens nothing yet.</summary>
    public SqliteCommitStore(SqliteDatabase database, ILogger<SqliteCommitStore>? logger = null)
        : this(database, new PeopleLimits(), logger)
    {
    }

    internal SqliteCommitStore(SqliteDatabase database, PeopleLimits limits, ILogger<SqliteCommitStore>? logger = null)
    {
        (_database, _limits) = (database, limits);
        _filters = new PeopleFilters(database.File, logger ?? NullLogger<SqliteCommitStore>.Instance);
    }

    /// <inheritdoc/>
    public async Task<long> ReadCheckpointAsync(CancellationToken cancellationToken)
    {
        _database.EnsureUnchanged();
        await using var connection = await _database.OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = SqlText.Load("ReadCheckpoint");
        return (long)(await command.ExecuteScalarAsync(cancellationToken) ?? 0L);
    }

    /// <inheritdoc/>
    public async Task<CommitResult> CommitAsync(LogBatch batch, CancellationToken cancellationToken)
    {
        await _database.Edits.GiveWayAsync(cancellationToken);
        try
        {
            return await TryCommitAsync(batch, cancellationToken);
        }
        catch (PeopleChangedException)
        {
            _filters.Forget();
            return await TryCommitAsync(batch, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        EndSession();
        _filters.Dispose();
    }

    private async Task<CommitResult> TryCommitAsync(LogBatch batch, CancellationToken cancellationToken)
    {
        try
        {
            _database.EnsureUnchanged();
            _session ??= await StartSessionAsync(cancellationToken);
            var session = _session;
            _filters.Refresh();
            var result = session.Connection.InTransaction(() => Commit(session, batch));
            _database.EnsureCommitted(); // before anybody hears of the checkpoint: the log gives up what stands before it
            return result;
        }
        catch
        {
            EndSession();
            throw;
        }
    }

    private CommitResult Commit(CommitSession session, LogBatch batch)
    {
        var lastAt = batch.Entries is [.., var last] ? last.Entry.At.ToUnixTimeMilliseconds() : 0;
        if (!session.MoveCheckpoint(batch.Start, batch.End, lastAt))
        {
            return new CommitResult(session.ReadCheckpoint(), new HashSet<int>()); // an earlier try did it
        }

        var (fold, breakdown) = (new RollupFold(), new BreakdownFold());
        var hasOrphans = false;
        foreach (var (position, entry) in batch.Entries)
        {
            switch (entry)
            {
                case TrackedEvent @event:
                    Commit(session, position, session.AsMayBeKept(@event), fold, breakdown);
                    break;
                case OrphanHit orphan:
                    session.AddOrphan(orphan);
                    hasOrphans = true;
                    break;
                default:
                    throw new InvalidOperationException($"The log holds a {entry.GetType().Name}, which nothing here commits.");
            }
        }

        session.People.Write();

        // In the order of their keys, so that neighbours in the tables are written together.
        foreach (var (key, sums) in fold.ToCounts().OrderBy(c => c.Key.Experiment).ThenBy(c => c.Key.Size).ThenBy(c => c.Key.Start))
        {
            session.AddCounts(key, sums);
        }

        foreach (var (key, people) in fold.MachineOnly.Where(m => m.Value != 0))
        {
            session.AddMachineOnly(key, people);
        }

        foreach (var (key, hits) in breakdown.ToHits().OrderBy(c => c.Key.Experiment).ThenBy(c => c.Key.Facet).ThenBy(c => c.Key.Start))
        {
            session.AddBreakdown(key, hits);
        }

        if (hasOrphans)
        {
            session.TrimOrphans(MaxOrphans);
        }

        return new CommitResult(batch.End, fold.Experiments);
    }

    private void Commit(CommitSession session, long position, TrackedEvent @event, RollupFold fold, BreakdownFold breakdown)
    {
        var isRepeat = _repeats.IsRepeat(@event);
        var (verdict, origin) = (session.VerdictId(@event), session.OriginId(@event));
        session.InsertEvent(position, @event, verdict, origin, isRepeat);
        fold.Add(@event, isRepeat, Meet(session.People, @event));
        if (@event.Scope == EventScope.Counted && !isRepeat)
        {
            breakdown.Add(@event, verdict, origin);
        }
    }

    /// <summary>What the event says about its person. Only results make somebody known: tests do not spoil the unique numbers.</summary>
    private static PersonChange Meet(KnownPeople people, TrackedEvent @event)
    {
        if (@event.Person == 0 || @event.Scope != EventScope.Counted)
        {
            return default;
        }

        var known = people.Get(@event.Experiment, @event.Person);
        var change = PersonChange.Of(known, @event.Kind, @event.Class, @event.Variant);
        if (change.Person != known)
        {
            people.Set(@event.Experiment, @event.Person, change.Person);
        }

        return change;
    }

    private async Task<CommitSession> StartSessionAsync(CancellationToken cancellationToken)
    {
        await using (var connection = await _database.OpenAsync(cancellationToken))
        {
            await RestoreRepeatsAsync(connection, cancellationToken);
        }

        return new CommitSession(_database.File, _filters, _limits);
    }

    private void EndSession()
    {
        _session?.Dispose();
        _session = null;
    }

    /// <summary>What counted in the last 30 s before the checkpoint, so that a restart does not count a repeat.</summary>
    private async Task RestoreRepeatsAsync(SqliteConnection connection, CancellationToken cancellationToken)
    {
        _repeats.Clear();
        await using var command = connection.CreateCommand();
        command.CommandText = SqlText.Load("ReadRecentlyCounted");
        command.Parameters.AddWithValue("@window", (long)RepeatWindow.Length.TotalMilliseconds);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            _repeats.IsRepeat(new TrackedEvent(DateTimeOffset.FromUnixTimeMilliseconds(rows.GetInt64(1)), rows.GetInt32(0))
            {
                Kind = (EventKind)rows.GetByte(2),
                Scope = (EventScope)rows.GetByte(7),
                Class = (EventClass)rows.GetByte(3),
                Rule = "",
                Recipient = unchecked((ulong)rows.GetInt64(4)),
                Viewer = unchecked((ulong)rows.GetInt64(5)),
                Link = rows.GetString(6) is { Length: > 0 } link ? link : null,
            });
        }
    }
}
