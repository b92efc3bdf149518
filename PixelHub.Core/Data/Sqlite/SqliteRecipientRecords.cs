using System.Runtime.CompilerServices;
using PixelHub.Core.Data.Sqlite.Erasure;
using PixelHub.Core.Data.Sqlite.Recount;
using PixelHub.Core.Events;
using PixelHub.Core.Recipients;
using PixelHub.Core.Reports;

namespace PixelHub.Core.Data.Sqlite;

/// <summary>Finds what SQLite holds of one recipient.</summary>
public sealed class SqliteRecipientRecords(SqliteDatabase database) : IRecipientRecords
{
    /// <inheritdoc/>
    public Task<IReadOnlyList<int>> ExperimentsAsync(CancellationToken cancellationToken) => Task.Run<IReadOnlyList<int>>(
        () =>
        {
            using var connection = new WriterConnection(database.File);
            return SqliteRecount.ReadExperiments(connection);
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<RecipientInExperiment>> FindAsync(ulong recipient, CancellationToken cancellationToken) => Task.Run<IReadOnlyList<RecipientInExperiment>>(
        () =>
        {
            using var connection = new WriterConnection(database.File);
            var found = new List<RecipientInExperiment>();
            foreach (var experiment in SqliteRecount.ReadExperiments(connection))
            {
                var one = Find(connection, experiment, recipient, cancellationToken);
                if (one.Hits > 0 || one.Known != default)
                {
                    found.Add(one);
                }
            }

            return found;
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task<RecipientKnowledge> KnownAsync(ulong recipient, int experiment, CancellationToken cancellationToken) => Task.Run(
        () =>
        {
            using var connection = new WriterConnection(database.File);
            return new StoredPerson(connection, experiment, recipient).Read();
        },
        cancellationToken);

    /// <inheritdoc/>
    public async IAsyncEnumerable<HitRow> HitsAsync(ulong recipient, int experiment, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var connection = new WriterConnection(database.File);
        using var texts = new EventTexts(connection);
        using var slices = new HitSlices(connection, experiment);
        using var rows = new Statement(connection, "Erasure/ExportSlice", "experiment", "at", "position", "to_at", "to_position", "recipient");
        List<HitRow>? hits;
        while ((hits = await Task.Run(() => NextSlice(slices, rows, texts, experiment, recipient), cancellationToken)) is not null)
        {
            foreach (var hit in hits)
            {
                yield return hit;
            }
        }
    }

    /// <returns>Null behind the last slice.</returns>
    private static List<HitRow>? NextSlice(HitSlices slices, Statement rows, EventTexts texts, int experiment, ulong recipient)
    {
        if (!slices.Read())
        {
            return null;
        }

        var hits = new List<HitRow>();
        rows.Bind(1, experiment, slices.From.At, slices.From.Position, slices.To.At, slices.To.Position, unchecked((long)recipient));
        while (rows.Read())
        {
            var bare = new TrackedEvent(DateTimeOffset.FromUnixTimeMilliseconds(rows.Int64(1)), experiment)
            {
                Kind = (EventKind)rows.Int64(2),
                Scope = (EventScope)rows.Int64(3),
                Variant = (int)rows.Int64(4),
                Recipient = recipient,
                Viewer = unchecked((ulong)rows.Int64(7)),
                First = rows.Int64(9) is not 0 and var first ? texts.First(first) : null,
                Address = rows.IsNull(10) ? null : rows.Text(10),
                Rule = "",
            };
            hits.Add(new HitRow(rows.Int64(0), texts.Complete(bare, rows.Int64(5), rows.Int64(6)), rows.Int64(8) != 0));
        }

        return hits;
    }

    private static RecipientInExperiment Find(WriterConnection connection, int experiment, ulong recipient, CancellationToken cancellationToken)
    {
        var (opens, clicks, others) = (0L, 0L, 0L);
        var (first, last) = ((long?)null, (long?)null);
        using var slices = new HitSlices(connection, experiment);
        using var rows = new Statement(connection, "Erasure/ReadSlice", "experiment", "at", "position", "to_at", "to_position", "recipient");
        while (slices.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            rows.Bind(1, experiment, slices.From.At, slices.From.Position, slices.To.At, slices.To.Position, unchecked((long)recipient));
            while (rows.Read())
            {
                var (kind, isPerson) = ((EventKind)rows.Int64(2), ((EventClass)rows.Int64(5)).IsPerson());
                opens += isPerson && kind == EventKind.Impression ? 1 : 0;
                clicks += isPerson && kind == EventKind.Click ? 1 : 0;
                others += isPerson && kind is EventKind.Impression or EventKind.Click ? 0 : 1;
                (first, last) = (first ?? rows.Int64(0), rows.Int64(0));
            }
        }

        return new RecipientInExperiment(
            experiment, opens, clicks, others, Instant(first), Instant(last), new StoredPerson(connection, experiment, recipient).Read());
    }

    private static DateTimeOffset? Instant(long? milliseconds) => milliseconds is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null;
}
