using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using PixelHub.Core.Data;
using PixelHub.Core.Data.Sqlite;

namespace PixelHub.Bench.Database;

/// <summary>The database of a data folder, opened from this program, whether or not a server runs on it.</summary>
internal sealed class BenchDatabase : IDisposable
{
    private static readonly TimeSpan LongestCatchUp = TimeSpan.FromMinutes(10);

    public BenchDatabase(string folder)
    {
        Options = new DatabaseOptions { DataDirectory = folder };
        Database = new SqliteDatabase(Options);
        Reports = new SqliteReports(Database);
    }

    public DatabaseOptions Options { get; }

    public SqliteDatabase Database { get; }

    public SqliteReports Reports { get; }

    /// <summary>Bytes of the database's file, and of what has not been carried into it yet.</summary>
    public (long File, long Wal) Bytes => (Length(Database.File), Length(Database.File + "-wal"));

    /// <summary>Makes it where there is none.</summary>
    public Task PrepareAsync(CancellationToken cancellationToken) =>
        new DatabaseStartup(Database, new ContextFactory(Database), TimeProvider.System, NullLogger<DatabaseStartup>.Instance).PrepareAsync(cancellationToken);

    /// <summary>Hits in the totals of all experiments, repeats too.</summary>
    public async Task<long> CountedAsync(CancellationToken cancellationToken) =>
        (await Reports.ReadAllTotalsAsync(cancellationToken)).Values.SelectMany(lines => lines).Sum(line => line.Hits + line.Repeats);

    /// <summary>Waits until the server has committed so many hits.</summary>
    /// <returns>How long that took; the limit when it did not come to it.</returns>
    public async Task<TimeSpan> WaitForAsync(long hits, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed < LongestCatchUp && await CountedAsync(cancellationToken) < hits)
        {
            await Task.Delay(20, cancellationToken);
        }

        return clock.Elapsed;
    }

    /// <summary>Keeps every writer out until the result is disposed of; readers go on.</summary>
    public async Task<IAsyncDisposable> LockAsync(CancellationToken cancellationToken)
    {
        var connection = await Database.OpenAsync(cancellationToken);
        await ExecuteAsync(connection, "begin exclusive", cancellationToken);
        return new HeldLock(connection);
    }

    /// <summary>Closes what is pooled: the last one to close the file carries everything into it.</summary>
    public void Dispose() => SqliteConnection.ClearAllPools();

    private static long Length(string file) => File.Exists(file) ? new FileInfo(file).Length : 0;

    private static async Task ExecuteAsync(SqliteConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Rolls back: a connection that is only closed goes back to the pool and holds its lock there for minutes.</summary>
    private sealed class HeldLock(SqliteConnection connection) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await ExecuteAsync(connection, "rollback", CancellationToken.None);
            await connection.DisposeAsync();
        }
    }
}
