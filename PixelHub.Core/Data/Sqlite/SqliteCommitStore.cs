using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using PixelHub.Core.Classification;
using PixelHub.Core.Commit;
using PixelHub.Core.Data.Sqlite.People;
using PixelHub.Core.Data.Sqlite.Review;
using PixelHub.Core.EventLog;
using PixelHub.Core.Events;
using PixelHub.Core.Rollups;

namespace PixelHub.Core.Data.Sqlite;

/// <summary>Commits batches to SQLite. Used by one committer at a time.</summary>
public sealed class SqliteCommitStore : ICommitStore, IDisposable
{
    /// <summary>Most orphaned slugs kept: half of them the most asked for, half the newest, so that a flood hides neither an old typo nor a new one.</summary>
    public const int MaxOrphans = 1_000;

    private const int SqliteBusy = 5;

    private readonly RepeatWindow _repeats = new();
    private readonly SqliteDatabase _database;
    private readonly PeopleFilters _filters;
    private readonly PeopleLimits _limits;
    private readonly RuleSetHolder _rules;
    private CommitSession? _session;

    /// <summary>Opens nothing yet.</summary>
    public SqliteCommitStore(SqliteDatabase database, ILogger<SqliteCommitStore>? logger = null, RuleSetHolder? rules = null)
        : this(database, new PeopleLimits(), logger, rules)
    {
    }

    internal SqliteCommitStore(SqliteDatabase database, PeopleLimits limits, ILogger<SqliteCommitStore>? logger = null, RuleSetHolder? rules = null)
    {
        (_database, _limits, _rules) = (database, limits, rules ?? new RuleSetHolder());
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
    public Task<CommitResult> CommitAsync(LogBatch batch, CancellationToken cancellationToken) =>
        WriteAsync(session => session.Connection.InTransaction(() => Commit(session, batch)), cancellationToken);

    /// <inheritdoc/>
    public async Task<ReviewResult> ReviewAsync(CancellationToken cancellationToken) =>
        _session is null && !await IsReviewDueAsync(cancellationToken) ? new ReviewResult(new HashSet<int>(), IsDue: false) : await WriteAsync(Review, cancellationToken);

    /// <inheritdoc/>
    public void Dispose()
    {
        EndSession();
        _filters.Dispose();
    }

    /// <summary>Asks without what a session reads first, which may be much: after a start there is mostly nothing to review.</summary>
    private async Task<bool> IsReviewDueAsync(CancellationToken cancellationToken)
    {
        await using var connection = await _database.OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = SqlText.Load("ReadReviews");
        return await command.ExecuteScalarAsync(cancellationToken) is not null;
    }

    private async Task<T> WriteAsync<T>(Func<CommitSession, T> work, CancellationToken cancellationToken)
    {
        await _database.Edits.GiveWayAsync(cancellationToken);
        try
        {
            return await TryAsync(work, cancellationToken);
        }
        catch (PeopleChangedException)
        {
            _filters.Forget();
            return await TryAsync(work, cancellationToken);
        }
    }

    private async Task<T> TryAsync<T>(Func<CommitSession, T> work, CancellationToken cancellationToken)
    {
        try
        {
            _database.EnsureUnchanged();
            _session ??= await StartSessionAsync(cancellationToken);
            _filters.Refresh();
            var result = work(_session);
            _database.EnsureCommitted(); // before anybody hears of the checkpoint: the log gives up what stands before it
            return result;
        }
        catch
        {
            EndSession();
            throw;
        }
    }

    private ReviewResult Review(CommitSession session)
    {
        using var review = new BehaviourReview(session, _rules.Current.Behaviour);
        try
        {
            return new ReviewResult(session.Connection.InLateTransaction(review.Run), IsDue: false);
        }
        catch (SqliteException exception) when (exception.SqliteErrorCode == SqliteBusy && !review.HasBegun)
        {
            return new ReviewResult(new HashSet<int>(), IsDue: true); // somebody else wrote while it read: it reads again later
        }
    }

    private CommitResult Commit(CommitSession session, LogBatch batch)
    {
        var lastAt = LastAt(batch);
        if (!session.MoveCheckpoint(batch.Start, batch.End, lastAt))
        {
            return new CommitResult(session.ReadCheckpoint(), new HashSet<int>(), IsReviewDue: true); // an earlier try did it, and may have brought clicks
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
                case BurstNotice notice:
                    if (!session.IsBeingErased(notice.Recipient))
                    {
                        session.Notes.Add(notice);
                    }

                    break;
                default:
                    throw new InvalidOperationException($"The log holds a {entry.GetType().Name}, which nothing here commits.");
            }
        }

        session.People.Write();

        session.Add(fold, breakdown);
        var isReviewDue = session.Notes.Write();
        if (hasOrphans)
        {
            session.TrimOrphans(MaxOrphans);
        }

        return new CommitResult(batch.End, fold.Experiments, isReviewDue);
    }

    /// <summary>When the last hit came, in unix milliseconds; 0 when there is none. A send says itself when it was, which may be days ago.</summary>
    private static long LastAt(LogBatch batch)
    {
        for (var i = batch.Entries.Count - 1; i >= 0; i--)
        {
            if (batch.Entries[i].Entry is not TrackedEvent { Kind: EventKind.Send } and var hit)
            {
                return hit.At.ToUnixTimeMilliseconds();
            }
        }

        return 0;
    }

    private void Commit(CommitSession session, long position, TrackedEvent @event, RollupFold fold, BreakdownFold breakdown)
    {
        var (verdict, origin) = (session.VerdictId(@event), session.OriginId(@event));
        var change = Meet(session.People, @event, out var knownBefore);
        var isRepeat = @event.Kind == EventKind.Send ? WasSentBefore(@event, change) : _repeats.IsRepeat(@event);
        session.InsertEvent(position, @event, verdict, origin, isRepeat, knownBefore);
        session.Notes.Add(position, @event);
        fold.Add(@event, isRepeat, change);
        if (@event.Scope == EventScope.Counted && !isRepeat)
        {
            breakdown.Add(@event, verdict, origin);
        }
    }

    /// <summary>What the event says about its person. Only results make somebody known: tests do not spoil the unique numbers.</summary>
    private static PersonChange Meet(KnownPeople people, TrackedEvent @event, out PersonKinds knownBefore)
    {
        knownBefore = PersonKinds.None;
        if (@event.Person == 0 || @event.Scope != EventScope.Counted)
        {
            return default;
        }

        var known = people.Get(@event.Experiment, @event.Person);
        knownBefore = known.Kinds;
        var change = PersonChange.Of(known, @event.Kind, @event.Class, @event.Variant, @event.Recipient != 0);
        if (change.Person != known)
        {
            people.Set(@event.Experiment, @event.Person, change.Person);
        }

        return change;
    }

    /// <summary>A mail is sent once, however often and however much later that is reported. Of nobody it cannot be told.</summary>
    private static bool WasSentBefore(TrackedEvent send, PersonChange person) => send.Person != 0 && send.Scope == EventScope.Counted && !person.IsNew;

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
