using Microsoft.Data.Sqlite;

namespace PixelHub.Tests.Scenarios.Faults;

/// <summary>Another program that holds the database for itself, as a backup or a database browser may do. Disposing lets go.</summary>
internal sealed class DatabaseLock : IAsyncDisposable
{
    private readonly SqliteConnection _connection;

    private DatabaseLock(string file) => _connection = new SqliteConnection($"Data Source={file};Pooling=False;Default Timeout=30");

    public static async Task<DatabaseLock> TakeAsync(string file, CancellationToken cancellationToken)
    {
        var intruder = new DatabaseLock(file);
        try
        {
            await intruder._connection.OpenAsync(cancellationToken);
            await using var command = intruder._connection.CreateCommand();
            command.CommandText = "begin exclusive";
            await command.ExecuteNonQueryAsync(cancellationToken);
            return intruder;
        }
        catch
        {
            await intruder.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync(); // what was begun is rolled back
}
