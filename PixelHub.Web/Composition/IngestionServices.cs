using PixelHub.Core.Commit;
using PixelHub.Core.Data.Countries;
using PixelHub.Core.EventLog;
using PixelHub.Core.Ingestion;
using PixelHub.Core.Live;
using PixelHub.Core.Reports;
using PixelHub.Core.RuleEditing;

namespace PixelHub.Web.Composition;

/// <summary>The way of an event from the request to the open pages.</summary>
internal static class IngestionServices
{
    public static IServiceCollection AddIngestion(this IServiceCollection services)
    {
        services.AddSingleton<IEventLog, FileEventLog>();
        services.AddSingleton(static s => (ILogSweep)s.GetRequiredService<IEventLog>());
        services.AddSingleton<PersonKeys>();
        services.AddSingleton<Anonymity>();
        services.AddSingleton<IngestCounters>();
        services.AddSingleton<BurstWatch>();
        services.AddSingleton<Tracker>();
        services.AddSingleton<SendIntake>();
        services.AddSingleton<CountryFile>();
        services.AddSingleton<ICountrySource>(static s => s.GetRequiredService<CountryFile>());
        services.AddSingleton<LiveFeed>();
        services.AddSingleton<ReportCache>();
        services.AddSingleton<CommitProgress>();
        services.AddHostedService<CountryFileWatch>();
        services.AddHostedService<Committer>();
        services.AddSingleton<UnusedTexts>();
        services.AddHostedService<Retention>();
        services.AddSingleton<ReapplyJob>();
        services.AddHostedService(static s => s.GetRequiredService<ReapplyJob>());
        services.AddHostedService<Eraser>();
        return services;
    }
}
