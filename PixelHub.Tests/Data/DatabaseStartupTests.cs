using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using PixelHub.Core.Data;
using PixelHub.Core.Data.Sqlite;
using PixelHub.Tests.Support;

namespace PixelHub.Tests.Data;

public sealed class DatabaseStartupTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_missing_folder_is_made_and_holds_a_migrated_database()
    {
        var database = await PrepareAsync("deep/er/data");
        Assert.True(File.Exists(_folder.File("deep/er/data/pixelhub.db")));
        await using var connection = await database.OpenAsync(Cancel);
        Assert.Equal("wal", await ScalarAsync(connection, "pragma journal_mode"));
        Assert.Equal(1L, await ScalarAsync(connection, "select count(*) from checkpoint"));
    }

    [Fact]
    public async Task Several_processes_that_start_at_once_migrate_once()
    {
        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => PrepareAsync("data"), Cancel)));
        await using var connection = await (await PrepareAsync("data")).OpenAsync(Cancel);
        Assert.Equal(1L, await ScalarAsync(connection, "select count(*) from checkpoint"));
    }

    [Fact]
    public async Task A_lock_left_behind_by_a_killed_migration_does_not_block_the_next_start()
    {
        Directory.CreateDirectory(_folder.File("data"));
        await using (var connection = new SqliteConnection($"Data Source={_folder.File("data/pixelhub.db")}"))
        {
            await connection.OpenAsync(Cancel);
            await ScalarAsync(connection, """
                create table "__EFMigrationsLock" ("Id" integer not null constraint "PK___EFMigrationsLock" primary key, "Timestamp" text not null);
                insert into "__EFMigrationsLock" values (1, '2026-01-01');
                """);
        }

        await PrepareAsync("data").WaitAsync(TimeSpan.FromSeconds(20), Cancel);
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_refused_and_left_alone()
    {
        Directory.CreateDirectory(_folder.File("data"));
        var file = _folder.File("data/pixelhub.db");
        var text = string.Concat(Enumerable.Repeat("dear diary, today I was mistaken for a database\n", 100));
        await File.WriteAllTextAsync(file, text, Cancel);

        var fault = await Assert.ThrowsAsync<StartupException>(() => PrepareAsync("data"));

        Assert.Contains(file, fault.Message, StringComparison.Ordinal);
        Assert.Equal(text, await File.ReadAllTextAsync(file, Cancel));
    }

    [Theory]
    [InlineData("create table songs (title text)", "another program")]
    [InlineData("""
        create table "__EFMigrationsHistory" ("MigrationId" text not null primary key, "ProductVersion" text not null);
        insert into "__EFMigrationsHistory" values ('29991231000000_FromTheFuture', '99.0.0');
        """, "newer version")]
    public async Task A_database_of_another_program_or_of_a_newer_version_is_refused_and_left_alone(string sql, string reason)
    {
        Directory.CreateDirectory(_folder.File("data"));
        await using (var connection = new SqliteConnection($"Data Source={_folder.File("data/pixelhub.db")};Pooling=False"))
        {
            await connection.OpenAsync(Cancel);
            await ScalarAsync(connection, sql);
        }

        var before = await File.ReadAllBytesAsync(_folder.File("data/pixelhub.db"), Cancel);
        var fault = await Assert.ThrowsAsync<StartupException>(() => PrepareAsync("data"));

        Assert.Contains(reason, fault.Message, StringComparison.Ordinal);
        SqliteConnection.ClearAllPools();
        Assert.Equal(before, await File.ReadAllBytesAsync(_folder.File("data/pixelhub.db"), Cancel));
    }

    [Theory]
    [InlineData("events/00000000000000000000.seg", false)]
    [InlineData("keys/recipient-key.key", false)]
    [InlineData("keys/key-1.xml", true)]
    public async Task A_missing_or_empty_database_beside_what_belonged_to_one_is_refused_and_not_made_anew(string remainder, bool isEmptyFile)
    {
        await PutAsync("data/" + remainder);
        if (isEmptyFile)
        {
            await PutAsync("data/pixelhub.db");
        }

        await PutAsync("data/pixelhub.db-wal");
        var fault = await Assert.ThrowsAsync<StartupException>(() => PrepareAsync("data"));

        Assert.Contains(Path.GetDirectoryName(_folder.File("data/" + remainder))!, fault.Message, StringComparison.Ordinal);
        Assert.Contains("restore a backup", fault.Message, StringComparison.Ordinal);
        Assert.Contains("To start anew, move", fault.Message, StringComparison.Ordinal);
        Assert.Equal(isEmptyFile, File.Exists(_folder.File("data/pixelhub.db")));
        Assert.True(File.Exists(_folder.File("data/pixelhub.db-wal"))); // nothing that may still be of use was touched
    }

    [Fact]
    public async Task A_database_without_tables_beside_what_belonged_to_one_is_refused_too()
    {
        await PutAsync("data/keys/recipient-key.key");
        await using (var connection = new SqliteConnection($"Data Source={_folder.File("data/pixelhub.db")};Pooling=False"))
        {
            await connection.OpenAsync(Cancel);
            await ScalarAsync(connection, "pragma user_version = 1");
        }

        var fault = await Assert.ThrowsAsync<StartupException>(() => PrepareAsync("data"));
        Assert.Contains("missing or empty", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Empty_folders_are_no_remains()
    {
        Directory.CreateDirectory(_folder.File("data/events"));
        Directory.CreateDirectory(_folder.File("data/keys"));
        await PrepareAsync("data");
    }

    [Fact]
    public async Task A_folder_that_cannot_be_made_is_named_with_what_to_do()
    {
        await File.WriteAllTextAsync(_folder.File("occupied"), "a file stands here", Cancel);
        var fault = await Assert.ThrowsAsync<StartupException>(() => PrepareAsync("occupied/data"));
        Assert.Contains("PixelHub:DataDirectory", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_another_program_is_writing_to_does_not_hold_up_the_start()
    {
        await PrepareAsync("data");
        await using var intruder = new SqliteConnection($"Data Source={_folder.File("data/pixelhub.db")};Pooling=False");
        await intruder.OpenAsync(Cancel);
        await ScalarAsync(intruder, "begin exclusive");

        await PrepareAsync("data").WaitAsync(TimeSpan.FromSeconds(4), Cancel);
    }

    [Fact]
    public async Task A_database_that_is_locked_for_longer_than_a_connection_waits_delays_the_start_and_does_not_end_it()
    {
        await PrepareAsync("data");
        SqliteConnection.ClearAllPools();
        await using var intruder = new SqliteConnection($"Data Source={_folder.File("data/pixelhub.db")};Pooling=False");
        await intruder.OpenAsync(Cancel);
        await ScalarAsync(intruder, "pragma journal_mode = delete"); // as a restored backup is
        await ScalarAsync(intruder, "begin exclusive");

        var start = Task.Run(() => PrepareAsync("data"), Cancel);
        await Task.Delay(TimeSpan.FromSeconds(6), Cancel);
        Assert.False(start.IsCompleted);
        await ScalarAsync(intruder, "rollback");
        await start.WaitAsync(TimeSpan.FromSeconds(10), Cancel);
    }

    [Fact]
    public async Task A_lock_that_may_not_be_opened_is_named_with_what_to_do()
    {
        Directory.CreateDirectory(_folder.File("data/.migration.lock")); // to the system, as forbidden as a file of another account
        var fault = await Assert.ThrowsAsync<StartupException>(() => PrepareAsync("data"));
        Assert.Contains(".migration.lock", fault.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private async Task PutAsync(string name)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder.File(name))!);
        await File.WriteAllBytesAsync(_folder.File(name), [], Cancel);
    }

    private async Task<SqliteDatabase> PrepareAsync(string folder)
    {
        var database = new SqliteDatabase(new DatabaseOptions { DataDirectory = _folder.File(folder) });
        await new DatabaseStartup(database, new ContextFactory(database), TimeProvider.System, NullLogger<DatabaseStartup>.Instance).PrepareAsync(Cancel);
        return database;
    }

    private static async Task<object?> ScalarAsync(SqliteConnection connection, string sql)
    {
        await using var command = new SqliteCommand(sql, connection);
        return await command.ExecuteScalarAsync(Cancel);
    }
}
