using PixelHub.Core.Data.Sqlite;

namespace PixelHub.Core.Data;

/// <summary>Makes this process the only server on its data folder: two would give the same positions to different events.</summary>
public sealed class DataFolderOwner(SqliteDatabase database) : IDisposable
{
    private FileStream? _lock;

    /// <summary>Keeps other servers away until this one ends, however it ends. Subcommands are not servers and may run beside it.</summary>
    /// <exception cref="StartupException">Another server is there.</exception>
    public void TakeOver()
    {
        if (!database.IsReadOnly)
        {
            _lock ??= DataFolder.TryLock(database.Folder, "server")
                ?? throw new StartupException($"Another PixelHub server is running on {database.Folder}. Stop it, or give this one a PixelHub:DataDirectory of its own.");
        }
    }

    /// <summary>The same for who can do without: whether no server is there, and none will be until this process ends.</summary>
    public bool TryTakeOver() => !database.IsReadOnly && (_lock ??= DataFolder.TryLock(database.Folder, "server")) is not null;

    /// <inheritdoc/>
    public void Dispose() => _lock?.Dispose();
}
