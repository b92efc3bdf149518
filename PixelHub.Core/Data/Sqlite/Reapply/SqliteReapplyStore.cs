using Microsoft.Data.Sqlite;
using PixelHub.Core.Classification;
using PixelHub.Core.Data.Sqlite.Recount;
using PixelHub.Core.RuleEditing;

namespace PixelHub.Core.Data.Sqlite.Reapply;

/// <summary>
/// Re-applies rules to the rows of SQLite. An experiment's rows get their verdicts first, slice by slice; then its counts are brought in line by a
/// recount, as often as it finds a difference: who comes between its snapshot and its mending may be counted by what was known before. Used by one
/// thread, but for reading results.
/// </summary>
public sealed class SqliteReapplyStore(SqliteDatabase database) : IReapplyStore, IDisposable
{
    /// <summary>Most rows that one transaction changes: some 20 ms.</summary>
    internal const int Slice = 2_000;

    /// <summary>Most rows read ahead, without the writer's seat, in search of one that changes.</summary>
    internal const int Look = 20_000;

    /// <summary>A second pass mends what came during the first. More than some are never needed.</summary>
    private const int MostPasses = 10;

    private ReapplySession? _session;

    /// <inheritdoc/>
    public ReapplyRun? ReadLast() => database.IsReadOnly ? null : Use(session => session.Rows.ReadLast());

    /// <inheritdoc/>
    public ReapplyRun Begin(RuleSet rules, string who, DateTimeOffset at) =>
        Use(session => session.Connection.InTransaction(() => session.Rows.Begin(rules, who, at)));

    /// <inheritdoc/>
    public ReapplyRun Step(ReapplyRun run, DateTimeOffset now, CancellationToken cancellationToken) => Use(session =>
    {
        cancellationToken.ThrowIfCancellationRequested();
        var next = run.Step switch
        {
            ReapplyStep.Rewriting => Rewrite(session, run, now),
            ReapplyStep.Counting => Count(session, run, now, cancellationToken),
            _ => session.Connection.InTransaction(() => session.Rows.Save(Choose(session, run, now))),
        };
        database.EnsureCommitted();
        return next;
    });

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ReapplyResult>> ReadResultsAsync(long run, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = SqlText.Load("Reapply/ReadResults");
        command.Parameters.AddWithValue("@run", run);
        var results = new List<ReapplyResult>();
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            results.Add(new ReapplyResult(rows.GetInt32(0), rows.GetInt64(1), Figures(rows, 2), rows.IsDBNull(7) ? null : Figures(rows, 7)));
        }

        return results;
    }

    /// <inheritdoc/>
    public void Dispose() => EndSession();

    private static ReapplyFigures Figures(SqliteDataReader row, int first) =>
        new(row.GetInt64(first), row.GetInt64(first + 1), row.GetInt64(first + 2), row.GetInt64(first + 3), row.GetInt64(first + 4));

    /// <summary>To the next experiment, or to the end.</summary>
    private static ReapplyRun Choose(ReapplySession session, ReapplyRun run, DateTimeOffset now)
    {
        if (run.State == ReapplyState.Cancelling)
        {
            return run with { State = ReapplyState.Cancelled, EndedAt = now };
        }

        if (session.Rows.NextExperiment(run.Experiment) is not { } experiment)
        {
            return run with { State = ReapplyState.Done, EndedAt = now };
        }

        session.Rows.AddResult(run.Id, experiment);
        return run with
        {
            Experiment = experiment,
            Step = ReapplyStep.Rewriting,
            // Counts of days whose rows are being deleted are believed from then on, so what is left of those rows stays as it is.
            At = session.Rows.ReadPurge(experiment),
            Position = long.MinValue,
            Passes = 0,
            ChangedHere = 0,
        };
    }

    private static ReapplyRun Rewrite(ReapplySession session, ReapplyRun run, DateTimeOffset now)
    {
        if (run.State == ReapplyState.Cancelling)
        {
            return session.Connection.InTransaction(() => session.Rows.Save(Leave(session, run, now)));
        }

        var targets = session.TargetsOf(run.Rules);
        var ahead = session.Connection.InSnapshot(() => session.Rows.ReadSlice(run, Look));
        var unchanged = ahead.TakeWhile(row => targets.Find(row) is null).Count();
        var start = unchanged == 0 ? run : run with { At = ahead[unchanged - 1].At, Position = ahead[unchanged - 1].Position, Looked = run.Looked + unchanged };
        return session.Connection.InTransaction(() => session.Rows.Save(
            unchanged < ahead.Count ? Change(session, start, targets) : ahead.Count == Look ? start : Leave(session, start, now)));
    }

    /// <summary>Reads once more what it changes: another may have changed or deleted it since.</summary>
    private static ReapplyRun Change(ReapplySession session, ReapplyRun run, VerdictTargets targets)
    {
        var rows = session.Rows.ReadSlice(run, Slice);
        var changed = 0;
        foreach (var row in rows)
        {
            if (targets.Find(row) is { } verdict)
            {
                session.Rows.ChangeVerdict(run.Experiment, row, targets.IdOf(verdict));
                changed++;
            }
        }

        return rows.Count == 0 ? run : run with
        {
            At = rows[^1].At,
            Position = rows[^1].Position,
            Looked = run.Looked + rows.Count,
            Changed = run.Changed + changed,
            ChangedHere = run.ChangedHere + changed,
        };
    }

    /// <summary>From the rows to the counts, where there is something to count.</summary>
    private static ReapplyRun Leave(ReapplySession session, ReapplyRun run, DateTimeOffset now)
    {
        if (run.ChangedHere > 0)
        {
            return run with { Step = ReapplyStep.Counting };
        }

        session.Rows.DropResult(run.Id, run.Experiment);
        return Choose(session, run with { Step = ReapplyStep.Choosing }, now);
    }

    private ReapplyRun Count(ReapplySession session, ReapplyRun run, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var differences = new SqliteRecount(database).Run(run.Experiment, mend: true, cancellationToken);
        return session.Connection.InTransaction(() =>
        {
            if (differences > 0 && run.Passes < MostPasses)
            {
                return session.Rows.Save(run with { Passes = run.Passes + 1 });
            }

            session.Rows.EndResult(run);
            return session.Rows.Save(Choose(session, run with { Step = ReapplyStep.Choosing }, now));
        });
    }

    /// <summary>Does something with the session, which is thrown away whole after a failure.</summary>
    private T Use<T>(Func<ReapplySession, T> work)
    {
        try
        {
            database.EnsureUnchanged();
            return work(_session ??= new ReapplySession(database.File));
        }
        catch
        {
            EndSession();
            throw;
        }
    }

    private void EndSession()
    {
        _session?.Dispose();
        _session = null;
    }
}
