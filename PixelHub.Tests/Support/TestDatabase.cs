using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.Logging.Abstractions;
using PixelHub.Core.Catalog;
using PixelHub.Core.Data;
using PixelHub.Core.Data.Sqlite;

namespace PixelHub.Tests.Support;

/// <summary>A real, migrated SQLite database in a folder of its own.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private readonly TempFolder _folder = new();

    private TestDatabase(TimeProvider time)
    {
        Options = new DatabaseOptions { DataDirectory = _folder.Path, OwnHosts = ["track.example.test"] };
        Database = new SqliteDatabase(Options);
        Contexts = new ContextFactory(Database);
        Experiments = new ExperimentStore(Contexts, Catalog, Options, time);
        Reports = new SqliteReports(Database);
    }

    public DatabaseOptions Options { get; }

    public SqliteDatabase Database { get; }

    public ContextFactory Contexts { get; }

    public CatalogHolder Catalog { get; } = new();

    public ExperimentStore Experiments { get; }

    public SqliteReports Reports { get; }

    /// <summary>A database of this version, or of an older one: the name of its last migration.</summary>
    public static async Task<TestDatabase> CreateAsync(TimeProvider? time = null, string? upTo = null)
    {
        var database = new TestDatabase(time ?? TimeProvider.System);
        if (upTo is null)
        {
            await database.PrepareAsync();
            return database;
        }

        Directory.CreateDirectory(database.Database.Folder);
        await using var db = database.Contexts.CreateDbContext();
        await db.GetService<IMigrator>().MigrateAsync(upTo, TestContext.Current.CancellationToken);
        return database;
    }

    /// <summary>Does what every start of the server does.</summary>
    public Task PrepareAsync() =>
        new DatabaseStartup(Database, Contexts, TimeProvider.System, NullLogger<DatabaseStartup>.Instance).PrepareAsync(TestContext.Current.CancellationToken);

    public async Task<Experiment> AddExperimentAsync(string slug, params VariantDraft[] variants) =>
        Assert.IsType<StoreResult.Saved>(await Experiments.CreateAsync(
            new ExperimentDraft { Name = slug, Slug = slug, DestinationUrl = "https://example.test/", Variants = variants.Length > 0 ? variants : [new()] },
            TestContext.Current.CancellationToken)).Experiment;

    public async Task<long> ScalarAsync(string sql)
    {
        await using var connection = await Database.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new SqliteCommand(sql, connection);
        return (long)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken) ?? -1L);
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var connection = await Database.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new SqliteCommand(sql, connection);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    public ValueTask DisposeAsync()
    {
        Experiments.Dispose();
        Database.Dispose();
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
