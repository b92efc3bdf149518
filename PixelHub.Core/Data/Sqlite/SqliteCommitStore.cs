using Microsoft.Data.Sqlite;
using PixelHub.Core.Commit;
using PixelHub.Core.EventLog;
using PixelHub.Core.Events;
using PixelHub.Core.Rollups;

namespace PixelHub.Core.Data.Sqlite;

/// <summary>Commits batches to SQLite. Used by one committer at a time.</summary>
public sealed class SqliteCommitStore(SqliteDatabase database) : ICommitStore, IDisposable
{
    /// <summary>Most orphaned slugs kept: half of them the most asked for, half the newest, so that a flood hides neither an old typo nor a new one.</summary>
    public const int MaxOrphans = 1_000;

    private readonly RepeatWindow _repeats = new();
    private CommitSession? _session;

    /// <inheritdoc/>
    public async Task<long> ReadCheckpointAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = SqlText.Load("ReadCheckpoint");
        return (long)(await command.ExecuteScalarAsync(cancellationToken) ?? 0L);
    }

    /// <inheritdoc/>
    public async Task<CommitResult> CommitAsync(LogBatch batch, CancellationToken cancellationToken)
    {
        try
        {
            _session ??= await StartSessionAsync(cancellationToken);
            var session = _session;
            var result = session.Connection.InTransaction(() => Commit(session, batch));
            _repeats.Accept();
            return result;
        }
        catch
        {
            EndSession();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => EndSession();

    private CommitResult Commit(CommitSession session, LogBatch batch)
    {
        var lastAt = batch.Entries is [.., var last] ? last.Entry.At.ToUnixTimeMilliseconds() : 0;
        if (!session.MoveCheckpoint(batch.Start, batch.End, lastAt))
        {
            return new CommitResult(session.ReadCheckpoint(), new HashSet<int>()); // an earlier try did it
        }

        var fold = new RollupFold();
        var people = new Dictionary<(int Experiment, ulong Person), KnownPerson>();
        var hasOrphans = false;
        foreach (var (position, entry) in batch.Entries)
        {
            switch (entry)
            {
                case TrackedEvent @event:
                    var isRepeat = _repeats.IsRepeat(@event);
                    session.InsertEvent(position, @event, isRepeat);
                    fold.Add(@event, isRepeat, Meet(session, people, @event));
                    break;
                case OrphanHit orphan:
                    session.AddOrphan(orphan);
                    hasOrphans = true;
                    break;
                default:
                    throw new InvalidOperationException($"The log holds a {entry.GetType().Name}, which nothing here commits.");
            }
        }

        // In the order of their keys, so that neighbours in the tables are written together.
        foreach (var ((experiment, person), known) in people.OrderBy(p => p.Key.Experiment).ThenBy(p => unchecked((long)p.Key.Person)))
        {
            session.WritePerson(experiment, person, known);
        }

        foreach (var (key, sums) in fold.Counts.OrderBy(c => c.Key.Experiment).ThenBy(c => c.Key.Size).ThenBy(c => c.Key.Start))
        {
            session.AddCounts(key, sums);
        }

        if (hasOrphans)
        {
            session.TrimOrphans(MaxOrphans);
        }

        return new CommitResult(batch.End, fold.Counts.Keys.Select(k => k.Experiment).ToHashSet());
    }

    /// <summary>What the event says about its person. Only results make somebody known: tests do not spoil the unique numbers.</summary>
    private static PersonChange Meet(CommitSession session, Dictionary<(int Experiment, ulong Person), KnownPerson> people, TrackedEvent @event)
    {
        if (@event.Person == 0 || @event.Scope != EventScope.Counted)
        {
            return default;
        }

        var key = (@event.Experiment, @event.Person);
        if (!people.TryGetValue(key, out var known))
        {
            known = session.ReadPerson(@event.Experiment, @event.Person);
        }

        var change = PersonChange.Of(known, @event.Kind, @event.Class, @event.Variant);
        if (change.Person != known)
        {
            people[key] = change.Person;
        }

        return change;
    }

    private async Task<CommitSession> StartSessionAsync(CancellationToken cancellationToken)
    {
        await using (var connection = await database.OpenAsync(cancellationToken))
        {
            await RestoreRepeatsAsync(connection, cancellationToken);
        }

        return new CommitSession(database.File);
    }

    private void EndSession()
    {
        _repeats.Discard();
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

        _repeats.Accept();
    }
}
