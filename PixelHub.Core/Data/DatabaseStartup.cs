using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using PixelHub.Core.Data.Sqlite;
using PixelHub.Core.Data.Sqlite.Recount;

namespace PixelHub.Core.Data;

/// <summary>Brings the data folder and the database to the state this version needs, before anything is answered.</summary>
public sealed class DatabaseStartup(SqliteDatabase database, IDbContextFactory<PixelHubDb> contexts, TimeProvider time, ILogger<DatabaseStartup> logger)
{
    private const int MaxTries = 12; // of five seconds each, the time that a connection waits for a lock

    private static readonly Version OldestSqlite = new(3, 38);

    /// <summary>Folders that a database fills beside itself.</summary>
    private static readonly string[] Companions = ["events", "keys"];

    /// <summary>Makes the folder and the database where there is none, and runs the migrations this version adds.</summary>
    /// <exception cref="StartupException">The folder or the database cannot be used; the message says what to do.</exception>
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        var fault = DataFolder.TryMakeWritable(database.Folder);
        if (fault is not null)
        {
            await PrepareReadOnlyAsync(fault, cancellationToken);
            return;
        }

        // One process at a time: a subcommand may run beside the server, and the framework's own lock would outlive a crash.
        await using var alone = await DataFolder.LockAsync(database.Folder, "migration", time, cancellationToken);
        for (var tries = 1; !await TryMigrateAsync(isLastTry: tries == MaxTries, cancellationToken); tries++)
        {
            if (tries == 1)
            {
                DataMessages.DatabaseLocked(logger, database.File);
            }
        }

        database.Settle();
    }

    /// <returns>False when another program holds the database: links cannot be answered without it, so the start waits for it.</returns>
    private async Task<bool> TryMigrateAsync(bool isLastTry, CancellationToken cancellationToken)
    {
        try
        {
            await MigrateAsync(cancellationToken);
            return true;
        }
        catch (SqliteException exception) when (exception.SqliteErrorCode is 26 or 11) // not a database, malformed
        {
            throw new StartupException($"{database.File} is not a PixelHub database, or it is damaged. Restore a backup, without the -wal and -shm files that stand beside it now.", exception);
        }
        catch (SqliteException exception) when (exception.SqliteErrorCode is 5 or 6) // busy, locked
        {
            return isLastTry
                ? throw new StartupException($"{database.File} is locked by another program, and stays so. Close it; it may be a database browser or a backup.", exception)
                : false;
        }
    }

    private async Task MigrateAsync(CancellationToken cancellationToken)
    {
        if (new FileInfo(database.File) is not { Exists: true, Length: > 0 })
        {
            RefuseToForget(); // before it is opened: SQLite deletes the journal that it finds beside an empty file
        }

        await using var connection = await database.OpenAsync(cancellationToken);
        if (Version.Parse(connection.ServerVersion) < OldestSqlite)
        {
            throw new StartupException($"SQLite {connection.ServerVersion} is too old: install {OldestSqlite} or newer (Debian: libsqlite3-0).");
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await RefuseStrangersAsync(connection, db, cancellationToken);
        await ExecuteAsync(connection, "pragma journal_mode = wal", cancellationToken);
        var pending = (await db.Database.GetPendingMigrationsAsync(cancellationToken)).ToList();
        if (pending.Count > 0)
        {
            await ExecuteAsync(connection, """drop table if exists "__EFMigrationsLock" """, cancellationToken);
            await db.Database.MigrateAsync(cancellationToken);
        }

        FirstTally.Run(database.File);

        DataMessages.DatabaseReady(logger, database.File, connection.ServerVersion, pending.Count);
    }

    /// <exception cref="StartupException">The file belongs to another program, or to a newer version of this one.</exception>
    private async Task RefuseStrangersAsync(SqliteConnection connection, PixelHubDb db, CancellationToken cancellationToken)
    {
        var applied = (await db.Database.GetAppliedMigrationsAsync(cancellationToken)).ToList();
        if (applied.Except(db.Database.GetMigrations()).Any())
        {
            throw new StartupException($"{database.File} was written by a newer version of PixelHub. Install that version again, or restore a backup made before the upgrade.");
        }

        await using var tables = connection.CreateCommand();
        tables.CommandText = SqlText.Load("CountForeignTables");
        if (applied.Count == 0 && (long)(await tables.ExecuteScalarAsync(cancellationToken))! > 0)
        {
            throw new StartupException($"{database.File} holds tables of another program. Move it away, or give PixelHub:DataDirectory another folder.");
        }

        if (applied.Count == 0)
        {
            RefuseToForget();
        }
    }

    /// <summary>A new database would be made now. Keys or events beside it say that there was one before, whose experiments the sent mails lead to.</summary>
    /// <exception cref="StartupException">There was a database before.</exception>
    private void RefuseToForget()
    {
        string[] remains = [.. Companions.Select(name => Path.Combine(database.Folder, name)).Where(HoldsAnything)];
        if (remains.Length > 0)
        {
            var old = string.Join(" and ", remains);
            throw new StartupException(
                $"{database.File} is missing or empty, but {old} belong to a database that was there before. " +
                $"Put it back or restore a backup; hits that it has not counted yet are counted then. To start anew, move {old} away.");
        }
    }

    private static bool HoldsAnything(string folder) =>
        Directory.Exists(folder) && Directory.EnumerateFiles(folder).Any(file => Path.GetExtension(file) is ".seg" or ".key" or ".xml");

    private async Task PrepareReadOnlyAsync(string fault, CancellationToken cancellationToken)
    {
        if (!File.Exists(database.File))
        {
            throw new StartupException($"{fault} Give the server's account the right to write there, or set PixelHub:DataDirectory to another folder.");
        }

        await database.SwitchToReadOnlyAsync(cancellationToken);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if ((await db.Database.GetPendingMigrationsAsync(cancellationToken)).Any())
        {
            throw new StartupException($"{fault} The database there is from another version and has to be upgraded first: make the folder writable.");
        }

        DataMessages.ReadOnlyFolder(logger, fault);
    }

    private static async Task ExecuteAsync(SqliteConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
