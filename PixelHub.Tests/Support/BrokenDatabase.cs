using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using PixelHub.Core.Accounts;
using PixelHub.Core.Commit;
using PixelHub.Core.EventLog;

namespace PixelHub.Tests.Support;

/// <summary>A database that answers every question with the error of a locked file.</summary>
public sealed class BrokenDatabase : ICommitStore, IApiKeyStore
{
    public Task<long> ReadCheckpointAsync(CancellationToken cancellationToken) => throw Locked();

    public Task<CommitResult> CommitAsync(LogBatch batch, CancellationToken cancellationToken) => throw Locked();

    public Task<ReviewResult> ReviewAsync(CancellationToken cancellationToken) => throw Locked();

    public Task<string> CreateAsync(string name, IReadOnlyList<string> scopes, CancellationToken cancellationToken) => throw Locked();

    public Task<ApiKey?> FindAsync(string presented, CancellationToken cancellationToken) => throw Locked();

    private static SqliteException Locked() => new("database is locked", 5);
}

/// <summary>Puts a <see cref="BrokenDatabase"/> in place.</summary>
public static class BrokenDatabaseSubstitute
{
    public static IServiceCollection AddBrokenDatabase(this IServiceCollection services)
    {
        services.AddSingleton<BrokenDatabase>();
        services.AddSingleton<ICommitStore>(s => s.GetRequiredService<BrokenDatabase>());
        return services.AddSingleton<IApiKeyStore>(s => s.GetRequiredService<BrokenDatabase>());
    }
}
