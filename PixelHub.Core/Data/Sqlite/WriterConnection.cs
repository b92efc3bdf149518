using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace PixelHub.Core.Data.Sqlite;

/// <summary>
/// The committer's connection, straight on SQLite's own calls. A command of the data provider looks up every parameter by its name at each
/// execution, which costs more than the insert itself.
/// </summary>
internal sealed class WriterConnection : IDisposable
{
    private const int BusyTimeoutMs = 5_000;
    private const int ShortTimeoutMs = 200;

    private readonly sqlite3 _handle;

    /// <summary>Opens the database for writing.</summary>
    /// <exception cref="SqliteException">It cannot be opened.</exception>
    public WriterConnection(string file)
    {
        Batteries_V2.Init();
        var result = raw.sqlite3_open_v2(file, out _handle, raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_NOMUTEX, vfs: null);
        if (result != raw.SQLITE_OK)
        {
            using (_handle)
            {
                Check(result);
            }
        }

        raw.sqlite3_busy_timeout(_handle, BusyTimeoutMs);
        // The right edges of the tables, and the inner pages of the large ones, stay in memory: 2 MB, the default, are too few for them.
        Execute("pragma cache_size = -8000");

        // Busy pages are then copied to the database once for some commits; a file that has grown behind a long reader shrinks again.
        Execute("pragma wal_autocheckpoint = 4000");
        Execute("pragma journal_size_limit = 33554432");

        // Full: what was committed stays committed when the power fails, because the log behind the checkpoint is deleted.
        Execute("pragma synchronous = full");

        // What is deleted or changed is overwritten, so that an erased reader is not left behind in free space. Debian's SQLite does so anyway.
        Execute("pragma secure_delete = on");
    }

    /// <summary>
    /// Copies the WAL into the database and cuts it to nothing. Waits only for a moment: while it does, nobody else can write.
    /// </summary>
    /// <returns>False when somebody reads an older state, or writes.</returns>
    public bool TryEmptyWal()
    {
        raw.sqlite3_busy_timeout(_handle, ShortTimeoutMs);
        try
        {
            return raw.sqlite3_wal_checkpoint_v2(_handle, "main", raw.SQLITE_CHECKPOINT_TRUNCATE, out _, out _) switch
            {
                raw.SQLITE_OK => true,
                raw.SQLITE_BUSY => false,
                var result => Fail(result),
            };
        }
        finally
        {
            raw.sqlite3_busy_timeout(_handle, BusyTimeoutMs);
        }
    }

    /// <summary>Runs work in a transaction that takes the writer's seat at once. Rolled back when the work throws.</summary>
    public T InTransaction<T>(Func<T> work) => In("begin immediate", work);

    /// <summary>
    /// The same, but the writer's seat is taken at the first change only, for work that reads for a while and often changes nothing. That first change
    /// fails when somebody else has written since the work began.
    /// </summary>
    public T InLateTransaction<T>(Func<T> work) => In("begin", work);

    private T In<T>(string begin, Func<T> work)
    {
        Execute(begin);
        try
        {
            var result = work();
            Execute("commit");
            return result;
        }
        catch
        {
            raw.sqlite3_exec(_handle, "rollback"); // fails when SQLite has rolled back by itself, which is as good
            throw;
        }
    }

    /// <summary>Runs work that sees the database as it is now, whatever is committed meanwhile.</summary>
    public T InSnapshot<T>(Func<T> work)
    {
        Execute("begin");
        try
        {
            return work();
        }
        finally
        {
            raw.sqlite3_exec(_handle, "rollback");
        }
    }

    /// <summary>Prepares the statement in the file of that name.</summary>
    public sqlite3_stmt Prepare(string name)
    {
        Check(raw.sqlite3_prepare_v2(_handle, SqlText.Load(name), out var statement));
        return statement;
    }

    /// <summary>Turns SQLite's result code into an exception, unless it is a good one.</summary>
    /// <exception cref="SqliteException">What SQLite says about the failure.</exception>
    public void Check(int result)
    {
        if (result is not (raw.SQLITE_OK or raw.SQLITE_ROW or raw.SQLITE_DONE))
        {
            throw new SqliteException(raw.sqlite3_errmsg(_handle).utf8_to_string(), result & 0xFF, raw.sqlite3_extended_errcode(_handle));
        }
    }

    /// <summary>Runs the statements in the file of that name, which have no parameters.</summary>
    public void Run(string name) => Execute(SqlText.Load(name));

    /// <inheritdoc/>
    public void Dispose() => _handle.Dispose();

    private bool Fail(int result)
    {
        Check(result);
        return false;
    }

    private void Execute(string sql) => Check(raw.sqlite3_exec(_handle, sql));
}
