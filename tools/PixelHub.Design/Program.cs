using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using PixelHub.Core.Data;

namespace PixelHub.Design;

internal static class Program
{
    private static void Main() =>
        Console.WriteLine("dotnet ef migrations add NAME -p PixelHub.Core -s tools/PixelHub.Design -c SqlitePixelHubDb -o Data/Sqlite/Migrations");
}

/// <summary>Gives `dotnet ef` a context without the server.</summary>
internal sealed class SqliteContextFactory : IDesignTimeDbContextFactory<SqlitePixelHubDb>
{
    public SqlitePixelHubDb CreateDbContext(string[] args)
    {
        SqliteNative.EnsureInitialized();
        return new SqlitePixelHubDb(new DbContextOptionsBuilder<SqlitePixelHubDb>().UseSqlite("Data Source=:memory:").Options);
    }
}
