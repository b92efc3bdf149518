using System.Runtime.InteropServices;
using PixelHub.Core.Data.Sqlite.People;
using PixelHub.Core.Rollups;

namespace PixelHub.Core.Data.Sqlite.Recount;

/// <summary>
/// Marks the recipients among people whom a version without that mark has written. Their hits tell them from viewers. Of people whose hits were
/// deleted nobody can tell any more: they are taken for recipients, as the older versions took everybody, so that an upper bound stays one.
/// </summary>
/// <remarks>
/// Blocks and viewers are read side by side in the same order, so each page is touched once however many people there are. The blocks stay where they
/// are and as long as they are: the mark is a bit in a byte that is there.
/// </remarks>
internal sealed class RecipientMarks(WriterConnection connection)
{
    /// <summary>Marks everybody who is no viewer. To be run in a transaction.</summary>
    public void Set()
    {
        connection.Run("Recount/PrepareViewers");
        for (var level = 1; level <= PeopleWalk.Purged; level++)
        {
            MarkBlocks(level);
        }

        MarkJournal();
        connection.Run("RaisePeopleRevision");
        connection.Run("Recount/EmptyViewers");
    }

    private void MarkBlocks(int level)
    {
        using var viewers = new Statement(connection, "Recount/ReadViewers");
        using var next = new Statement(connection, "NextPeopleBlock", "level", "experiment", "first");
        using var update = new Statement(connection, "UpdatePeopleBlock", "block", "id");
        var people = new List<PersonEntry>();
        var bytes = new byte[PeopleBlock.MaxBytes];
        var viewer = Read(viewers);
        var (experiment, first) = (0, long.MinValue);
        while (next.Bind(1, level, experiment, first).Read())
        {
            var id = next.Int64(0);
            (experiment, first) = ((int)next.Int64(1), next.Int64(2));
            people.Clear();
            PeopleBlock.Decode(experiment, first, next.Blob(3), people);
            next.Reset();
            foreach (ref var entry in CollectionsMarshal.AsSpan(people))
            {
                for (; viewer is { } before && before < entry; viewer = Read(viewers))
                {
                    // Viewers of whom nothing is known in this level.
                }

                entry = viewer?.CompareTo(entry) == 0 ? entry : Marked(entry);
            }

            update.Bind(1, bytes.AsSpan(0, PeopleBlock.Encode(CollectionsMarshal.AsSpan(people), first, bytes))).Bind(2, id).Execute();
        }

        if (viewer is not null)
        {
            viewers.Reset();
        }
    }

    /// <summary>The journal stands in the order of arrival, and is short.</summary>
    private void MarkJournal()
    {
        using var find = new Statement(connection, "Recount/FindViewer", "experiment", "person");
        using var next = new Statement(connection, "Recount/NextJournalRow", "id");
        using var update = new Statement(connection, "Recount/UpdateJournalRow", "people", "id");
        var id = long.MinValue;
        while (next.Bind(1, id).Read())
        {
            id = next.Int64(0);
            var row = next.Blob(1).ToArray();
            next.Reset();
            KnownPeople.ChangeJournalRow(row, entry => find.Bind(1, entry.Experiment, entry.Person).Scalar() is null ? Marked(entry) : entry);
            update.Bind(1, row).Bind(2, id).Execute();
        }
    }

    private static PersonEntry? Read(Statement viewers) =>
        viewers.Read() ? new PersonEntry((int)viewers.Int64(0), viewers.Int64(1), default) : null;

    private static PersonEntry Marked(in PersonEntry entry) => entry with { Known = entry.Known with { Kinds = entry.Known.Kinds | PersonKinds.Recipient } };
}
