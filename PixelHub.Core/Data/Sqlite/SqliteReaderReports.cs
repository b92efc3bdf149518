using PixelHub.Core.Data.Sqlite.Recount;
using PixelHub.Core.Reports;

namespace PixelHub.Core.Data.Sqlite;

/// <summary>Counts what is kept of readers.</summary>
public sealed class SqliteReaderReports(SqliteDatabase database) : IReaderReports
{
    /// <inheritdoc/>
    public Task<KeptOfReaders> ReadAsync(int experiment, CancellationToken cancellationToken) => Task.Run(() => ReadHere(experiment), cancellationToken);

    private async Task<KeptOfReaders> ReadHere(int experiment)
    {
        if (!database.IsReadOnly)
        {
            using var connection = new WriterConnection(database.File); // only to read the blocks of people; it writes nothing
            return connection.InSnapshot(() =>
            {
                using var rows = new Statement(connection, "ReadKeptOfReaders", "experiment");
                rows.Bind(1, experiment).Read();
                var kept = Kept(rows.Int64, rows.IsNull);
                rows.Reset();
                return kept with { KnownPeople = new PeopleWalk(connection, experiment).All().LongCount() };
            });
        }

        await using var reading = await database.OpenAsync(CancellationToken.None);
        await using var command = reading.CreateCommand();
        command.CommandText = SqlText.Load("ReadKeptOfReaders");
        command.Parameters.AddWithValue("@experiment", experiment);
        await using var row = await command.ExecuteReaderAsync(CancellationToken.None);
        await row.ReadAsync(CancellationToken.None);
        return Kept(row.GetInt64, row.IsDBNull);
    }

    private KeptOfReaders Kept(Func<int, long> number, Func<int, bool> isNull) => new()
    {
        Hits = number(0),
        AnonymousHits = number(1),
        Recipients = number(2),
        Viewers = number(3),
        Addresses = number(4),
        Names = number(5),
        Oldest = isNull(6) ? null : DateTimeOffset.FromUnixTimeMilliseconds(number(6)),
        KnownPeople = null,
        DatabaseFile = database.File,
        Folder = database.Folder,
    };
}
