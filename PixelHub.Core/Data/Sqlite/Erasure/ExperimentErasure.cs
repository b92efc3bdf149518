using PixelHub.Core.Events;
using PixelHub.Core.Rollups;

namespace PixelHub.Core.Data.Sqlite.Erasure;

/// <summary>
/// Makes one recipient's hits in one experiment anonymous. Hits that say nothing new about the recipient go first, in slices; the few that do go last, in
/// one transaction with what was counted from them. So hits, people and counts agree after each transaction.
/// </summary>
internal sealed class ExperimentErasure(WriterConnection connection, PendingErasures pending, string receipt, int experiment, ulong recipient)
{
    /// <summary>Most hits in one transaction: some 10 ms.</summary>
    private const int MostAtOnce = 1_000;

    private readonly long _recipient = unchecked((long)recipient);

    /// <summary>Does it.</summary>
    /// <param name="rest">Awaited after each transaction, so that others come to write.</param>
    /// <param name="cancellationToken">Stops between two transactions.</param>
    public async Task RunAsync(Func<Task> rest, CancellationToken cancellationToken)
    {
        do
        {
            await rest();
        }
        while (!await TryRunAsync(rest, cancellationToken));
    }

    /// <returns>False when hits were deleted meanwhile, or are judged otherwise: then other hits may be the first ones.</returns>
    private async Task<bool> TryRunAsync(Func<Task> rest, CancellationToken cancellationToken)
    {
        var firsts = new FirstHits();
        var others = new List<StoredHit>();
        var isWhole = true;
        using var slices = new HitSlices(connection, experiment);
        using var rows = new Statement(connection, "Erasure/ReadSlice", "experiment", "at", "position", "to_at", "to_position", "recipient");
        using var blank = Blank();
        while (slices.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            rows.Bind(1, experiment, slices.From.At, slices.From.Position, slices.To.At, slices.To.Position, _recipient);
            while (rows.Read())
            {
                if (firsts.Keep(ReadHit(rows)) is { } other)
                {
                    others.Add(other);
                }
            }

            foreach (var some in others.Chunk(MostAtOnce))
            {
                isWhole &= connection.InTransaction(() => BlankAll(blank, some));
                await rest();
            }

            others.Clear();
        }

        var isDone = isWhole && connection.InTransaction(() => TryFinish(blank, firsts.InOrder()));
        await rest();
        return isDone;
    }

    private Statement Blank() => new(connection, "Erasure/BlankHit", "experiment", "at", "position", "recipient", "verdict");

    /// <returns>False when some of them are no longer there as they were read.</returns>
    private bool BlankAll(Statement blank, StoredHit[] hits)
    {
        var blanked = hits.Count(hit => blank.Bind(1, experiment, hit.At, hit.Position, _recipient, hit.Verdict).Scalar() is not null);
        pending.AddCounts(receipt, new(experiment, blanked, 0, 0, 0, 0, 0));
        return blanked == hits.Length;
    }

    private bool TryFinish(Statement blank, IReadOnlyList<StoredHit> firsts)
    {
        if (!AreAllThere(firsts))
        {
            return false;
        }

        var person = new StoredPerson(connection, experiment, recipient);
        var known = person.ReadPurged();
        var (with, without) = (new RollupFold(), new RollupFold());
        var (opens, clicks, inferred) = (0L, 0L, 0L);
        foreach (var hit in firsts)
        {
            blank.Bind(1, experiment, hit.At, hit.Position, _recipient, hit.Verdict).Scalar();
            var change = PersonChange.Of(known, hit.Kind, hit.Class, hit.Variant, isRecipient: true);
            known = change.Person;
            with.Add(hit.ToEvent(experiment, recipient), hit.IsRepeat, change);
            without.Add(hit.ToEvent(experiment, 0), hit.IsRepeat, default);
            opens += change.IsNew && hit.Class.IsPerson() && hit.Kind == EventKind.Impression ? 1 : 0;
            clicks += change.IsNew && hit.Class.IsPerson() && hit.Kind == EventKind.Click ? 1 : 0;
            inferred += change.Inferred;
        }

        SubtractCounts(with, without);
        var machineOnly = known.IsMachineOnly ? 1 : 0;
        if (machineOnly > 0)
        {
            using var add = CountStatements.AddMachineOnly(connection);
            CountStatements.Add(add, new VariantKey(experiment, known.Variant), -1);
        }

        var wasKnown = person.Remove();
        if (wasKnown)
        {
            connection.Run("RaisePeopleRevision");
        }

        if (wasKnown || firsts.Count > 0)
        {
            pending.AddCounts(receipt, new(experiment, firsts.Count, wasKnown ? 1 : 0, opens, clicks, inferred, machineOnly));
        }

        return true;
    }

    private bool AreAllThere(IReadOnlyList<StoredHit> hits)
    {
        using var has = new Statement(connection, "Erasure/HasHit", "experiment", "at", "position", "recipient", "verdict");
        return hits.All(hit => has.Bind(1, experiment, hit.At, hit.Position, _recipient, hit.Verdict).Scalar() == 1);
    }

    private void SubtractCounts(RollupFold with, RollupFold without)
    {
        using var add = CountStatements.AddCounts(connection);
        var staying = without.ToCounts();
        foreach (var (key, sums) in with.ToCounts())
        {
            var stays = staying.GetValueOrDefault(key);
            if (stays != sums)
            {
                CountStatements.Add(add, key, new CountSums(
                    stays.Hits - sums.Hits, stays.Repeats - sums.Repeats, stays.Recipients - sums.Recipients, stays.Viewers - sums.Viewers, stays.Inferred - sums.Inferred));
            }
        }
    }

    private static StoredHit ReadHit(Statement row) => new(
        row.Int64(0), row.Int64(1), (EventKind)row.Int64(2), (EventScope)row.Int64(3), (int)row.Int64(4), (EventClass)row.Int64(5), row.Int64(7), row.Int64(6) != 0);
}
