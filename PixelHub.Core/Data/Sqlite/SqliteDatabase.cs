using Microsoft.Data.Sqlite;

namespace PixelHub.Core.Data.Sqlite;

/// <summary>Opens connections to the one database file. Decides at the start whether it can be written.</summary>
public sealed class SqliteDatabase
{
    private readonly SqliteConnectionStringBuilder _connection;

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
