using Microsoft.EntityFrameworkCore;
using PixelHub.Core.Data.Sqlite;

namespace PixelHub.Core.Data;

/// <summary>Makes contexts on the database as it is now: the connection string changes when the folder turns out to be read-only.</summary>
public sealed class ContextFactory(SqliteDatabase database) : IDbContextFactory<PixelHubDb>
{
    /// <inheritdoc/>
    /// <exception cref="Microsoft.Data.Sqlite.SqliteException">The file is no longer the one that was opened: a change would be lost with it.</exception>
    public PixelHubDb CreateDbContext()
    {
        database.EnsureUnchanged();
        return new SqlitePixelHubDb(new DbContextOptionsBuilder<SqlitePixelHubDb>().UseSqlite(database.ConnectionString).AddInterceptors(database.Edits).Options);
    }
}
