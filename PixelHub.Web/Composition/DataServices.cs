using Microsoft.EntityFrameworkCore;
using PixelHub.Core.Accounts;
using PixelHub.Core.Catalog;
using PixelHub.Core.Classification;
using PixelHub.Core.Commit;
using PixelHub.Core.Data;
using PixelHub.Core.Data.Sqlite;
using PixelHub.Core.Data.Sqlite.Erasure;
using PixelHub.Core.Data.Sqlite.Reapply;
using PixelHub.Core.Data.Sqlite.Recount;
using PixelHub.Core.Ingestion;
using PixelHub.Core.Recipients;
using PixelHub.Core.Reports;
using PixelHub.Core.RuleEditing;

namespace PixelHub.Web.Composition;

/// <summary>The database and everything that is kept in it.</summary>
internal static class DataServices
{
    /// <summary>Expects <see cref="DatabaseOptions"/> to be registered.</summary>
    public static IServiceCollection AddPixelHubData(this IServiceCollection services)
    {
        services.AddSingleton<SqliteDatabase>();
        services.AddSingleton<DatabaseStartup>();
        services.AddSingleton<DataFolderOwner>();
        services.AddSingleton<IDbContextFactory<PixelHubDb>, ContextFactory>();
        // For Identity's stores, which want one of their own; nothing else may keep a context for a whole circuit.
        services.AddScoped(s => s.GetRequiredService<IDbContextFactory<PixelHubDb>>().CreateDbContext());
        services.AddSingleton<CatalogHolder>();
        services.AddSingleton<IExperimentStore, ExperimentStore>();
        services.AddSingleton<IApiKeyStore, ApiKeyStore>();
        services.AddSingleton<SealedRecipients>();
        services.AddSingleton<OptOuts>();
        services.AddSingleton<IOptOutStore, OptOutStore>();
        services.AddSingleton<RuleSetHolder>();
        services.AddSingleton<IRuleStore, RuleStore>();
        services.AddSingleton<IRuleReports, SqliteRuleReports>();
        services.AddSingleton<IReapplyStore, SqliteReapplyStore>();
        services.AddSingleton<ISecretStore, SecretFiles>();
        services.AddSingleton<ICommitStore, SqliteCommitStore>();
        services.AddSingleton<IExperimentReports, SqliteReports>();
        services.AddSingleton<IRetentionStore, SqliteRetentionStore>();
        services.AddSingleton<IRecount, SqliteRecount>();
        services.AddSingleton<IUnusedTextStore, SqliteUnusedTextStore>();
        services.AddSingleton<IReaderReports, SqliteReaderReports>();
        services.AddSingleton<IRecipientRecords, SqliteRecipientRecords>();
        services.AddSingleton<SqliteErasureStore>();
        services.AddSingleton<IErasureStore>(static s => s.GetRequiredService<SqliteErasureStore>());
        services.AddSingleton<IErasures>(static s => s.GetRequiredService<SqliteErasureStore>());
        return services;
    }
}
