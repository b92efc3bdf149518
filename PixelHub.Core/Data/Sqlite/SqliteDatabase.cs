using Microsoft.Data.Sqlite;

namespace PixelHub.Core.Data.Sqlite;

/// <summary>Opens connections to the one database file. Decides at the start whether it can be written.</summary>
public sealed class SqliteDatabase : IDisposable
{
    private readonly SqliteConnectionStringBuilder _connection;
    private DatabaseFile? _file;

    /// <summary>Settles the path; opens nothing yet.</summary>
    public SqliteDatabase(DatabaseOptions options)
    {
        Folder = Path.GetFullPath(options.DataDirectory);
        _connection = new SqliteConnectionStringBuilder(options.ConnectionString ?? $"Data Source={Path.Combine(Folder, "pixelhub.db")}")
        {
            ForeignKeys = true, // Debian's SQLite has them off by default
            DefaultTimeout = 5,
        };
        File = Path.GetFullPath(_connection.DataSource);
    }

    /// <summary>Edits that want to be saved.</summary>
    public PendingEdits Edits { get; } = new();

    /// <summary>The data folder.</summary>
    public string Folder { get; }

    /// <summary>The database file.</summary>
    public string File { get; }

    /// <summary>Whether the data folder refuses writes: the server then answers from what it has and records nothing.</summary>
    public bool IsReadOnly { get; private set; }

    /// <summary>The connection string for the entity framework.</summary>
    public string ConnectionString => _connection.ToString();

    /// <summary>Opens a pooled connection.</summary>
    public async Task<SqliteConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var connection = new SqliteConnection(ConnectionString);
        try
        {
            await connection.OpenAsync(cancellationToken);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Whether the file is still the one that <see cref="Settle"/> saw. Always so before that, and in a folder that cannot be written.</summary>
    /// <exception cref="SqliteException">It was deleted, moved, replaced or overwritten; the message says what to do.</exception>
    public void EnsureUnchanged() => _file?.EnsureUnchanged();

    /// <summary>The same, asked after a commit: what went into a file that was deleted is not kept.</summary>
    /// <exception cref="SqliteException">As before.</exception>
    public void EnsureCommitted() => _file?.EnsureCommitted();

    /// <inheritdoc/>
    public void Dispose() => _file?.Dispose();

    /// <summary>
    /// The database is made: from here on a missing file is a fault and no reason to make another. Beside the old journal a new, empty file would
    /// do harm: SQLite deletes a journal that it finds beside an empty database.
    /// </summary>
    internal void Settle()
    {
        _connection.Mode = SqliteOpenMode.ReadWrite;
        _file ??= new DatabaseFile(File);
    }

    /// <summary>From here on only reads. A cleanly closed database in a folder that cannot be written opens only as immutable.</summary>
    internal async Task SwitchToReadOnlyAsync(CancellationToken cancellationToken)
    {
        IsReadOnly = true;
        _connection.Mode = SqliteOpenMode.ReadOnly;
        if (!await CanReadAsync(cancellationToken))
        {
            _connection.DataSource = new Uri(File).AbsoluteUri + "?immutable=1";
        }
    }

    private async Task<bool> CanReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await OpenAsync(cancellationToken);
            await using var command = connection.CreateCommand();
            command.CommandText = "select count(*) from sqlite_schema";
            await command.ExecuteScalarAsync(cancellationToken);
            return true;
        }
        catch (SqliteException)
        {
            return false;
        }
    }
}
