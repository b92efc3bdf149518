using PixelHub.Core.Commit;

namespace PixelHub.Core.Data.Sqlite;

/// <summary>
/// Deletes rows of recipient_names and addresses. That no hit needs them is asked in the transaction that deletes, so a hit that is committed
/// meanwhile loses nothing.
/// </summary>
public sealed class SqliteUnusedTextStore(SqliteDatabase database) : IUnusedTextStore
{
    /// <inheritdoc/>
    public Task<UnusedSlice> DeleteSliceAsync(ReaderText text, long from, int most, CancellationToken cancellationToken) =>
        Task.Run(() => DeleteSlice(text == ReaderText.Name ? ("LastNameOfSlice", "DeleteUnusedNames") : ("LastAddressOfSlice", "DeleteUnusedAddresses"), from, most), cancellationToken);

    private UnusedSlice DeleteSlice((string Last, string Delete) statements, long from, int most)
    {
        using var connection = new WriterConnection(database.File);
        connection.Run("DeleteThoroughly"); // the bytes go too, and not only the row
        return connection.InTransaction(() =>
        {
            using var lastOfSlice = new Statement(connection, statements.Last, "from", "most");
            if (lastOfSlice.Bind(1, from, most).OptionalScalar() is not { } last)
            {
                return new UnusedSlice(null, 0);
            }

            using var delete = new Statement(connection, statements.Delete, "from", "last");
            delete.Bind(1, from, last);
            var deleted = 0;
            while (delete.Read())
            {
                deleted++;
            }

            return new UnusedSlice(last == long.MaxValue ? null : last + 1, deleted);
        });
    }
}
