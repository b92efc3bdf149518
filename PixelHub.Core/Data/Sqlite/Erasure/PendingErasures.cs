using PixelHub.Core.Commit;
using PixelHub.Core.Recipients;

namespace PixelHub.Core.Data.Sqlite.Erasure;

/// <summary>The rows about erasures under way and their receipts. Changes belong into transactions of the caller.</summary>
internal sealed class PendingErasures(WriterConnection connection)
{
    /// <summary>The oldest one under way.</summary>
    public PendingErasure? Next()
    {
        using var rows = new Statement(connection, "Erasure/ReadNextPending");
        if (!rows.Read())
        {
            return null;
        }

        var next = new PendingErasure(rows.Text(0), unchecked((ulong)rows.Int64(1)), rows.Int64(2) != 0, rows.Text(3) is { Length: > 0 } name ? name : null);
        rows.Reset();
        return next;
    }

    /// <summary>Begins an erasure, or finds the one under way for the same recipient.</summary>
    /// <returns>Id of the receipt.</returns>
    public string Begin(string id, ErasureRequest request, DateTimeOffset now)
    {
        using var find = new Statement(connection, "Erasure/FindPending", "recipient");
        if (find.Bind(1, unchecked((long)request.Recipient)).Read())
        {
            id = find.Text(0);
            find.Reset();
            if (request.OptsOut)
            {
                using var optOut = new Statement(connection, "Erasure/NoteOptOut", "id");
                optOut.Bind(1, id).Execute();
            }

            return id;
        }

        using var add = new Statement(connection, "Erasure/AddErasure", "id", "at", "requested_by", "opts_out");
        add.Bind(1, id).Bind(2, now.ToUnixTimeMilliseconds()).Bind(3, request.RequestedBy).Bind(4, request.OptsOut ? 1 : 0).Execute();
        using var pending = new Statement(connection, "Erasure/AddPending", "erasure", "recipient");
        pending.Bind(1, id).Bind(2, unchecked((long)request.Recipient)).Execute();
        connection.Run("RaisePeopleRevision"); // the committer then reads whose hits it has to commit as nobody's
        return id;
    }

    /// <summary>Adds to the receipt.</summary>
    public void AddCounts(string id, ErasedCounts counts)
    {
        using var add = new Statement(connection, "Erasure/AddErasureCounts", "erasure", "experiment", "hits", "people", "opens", "clicks", "inferred", "machine_only");
        add.Bind(1, id).Bind(2, counts.Experiment, counts.Hits, counts.People, counts.Opens, counts.Clicks, counts.Inferred, counts.MachineOnly).Execute();
    }

    /// <summary>Notes how far the search has come.</summary>
    public void NoteProgress(string id, int lookedAt, int experiments)
    {
        using var note = new Statement(connection, "Erasure/NoteProgress", "experiments", "looked_at", "erasure");
        note.Bind(1, experiments, lookedAt).Bind(3, id).Execute();
    }

    /// <summary>Forgets whom the erasure is about.</summary>
    public void Forget(PendingErasure erasure)
    {
        foreach (var place in (ReadOnlySpan<string>)["Erasure/DeleteName", "Erasure/DeleteBurstNotices"])
        {
            using var delete = new Statement(connection, place, "recipient");
            delete.Bind(1, unchecked((long)erasure.Recipient)).Execute();
        }

        using var forget = new Statement(connection, "Erasure/ForgetRecipient", "erasure");
        forget.Bind(1, erasure.Id).Execute();
        connection.Run("RaisePeopleRevision");
    }

    /// <summary>Completes the receipt.</summary>
    public void Complete(PendingErasure erasure, DateTimeOffset now)
    {
        using var end = new Statement(connection, "Erasure/EndErasure", "done_at", "id");
        end.Bind(1, now.ToUnixTimeMilliseconds()).Bind(2, erasure.Id).Execute();
        using var delete = new Statement(connection, "Erasure/DeletePending", "erasure");
        delete.Bind(1, erasure.Id).Execute();
    }

    /// <summary>The receipt of that id; null when there is none.</summary>
    public ErasureReceipt? Read(string id)
    {
        using var rows = new Statement(connection, "Erasure/ReadErasure", "id");
        return Receipts(rows.Bind(1, id)).SingleOrDefault();
    }

    /// <summary>The newest receipts.</summary>
    public IReadOnlyList<ErasureReceipt> List(int limit)
    {
        using var rows = new Statement(connection, "Erasure/ReadErasures", "limit");
        return Receipts(rows.Bind(1, limit));
    }

    private List<ErasureReceipt> Receipts(Statement rows)
    {
        var receipts = new List<ErasureReceipt>();
        while (rows.Read())
        {
            receipts.Add(new ErasureReceipt(
                rows.Text(0), Instant(rows.Int64(1)), rows.Text(2), rows.Int64(3) != 0, rows.Int64(4) is not 0 and var done ? Instant(done) : null,
                new ErasureProgress((int)rows.Int64(6), (int)rows.Int64(5)), []));
        }

        return receipts.ConvertAll(receipt => receipt with { Experiments = ReadCounts(receipt.Id) });
    }

    private List<ErasedCounts> ReadCounts(string id)
    {
        var counts = new List<ErasedCounts>();
        using var rows = new Statement(connection, "Erasure/ReadErasureCounts", "erasure");
        rows.Bind(1, id);
        while (rows.Read())
        {
            counts.Add(new((int)rows.Int64(0), rows.Int64(1), rows.Int64(2), rows.Int64(3), rows.Int64(4), rows.Int64(5), rows.Int64(6)));
        }

        return counts;
    }

    private static DateTimeOffset Instant(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
}
