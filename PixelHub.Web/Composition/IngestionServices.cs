using PixelHub.Core.Commit;
using PixelHub.Core.EventLog;
using PixelHub.Core.Ingestion;
using PixelHub.Core.Live;
using PixelHub.Core.Reports;

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
        services.AddSingleton<Tracker>();
        services.AddSingleton<LiveFeed>();
        services.AddSingleton<ReportCache>();
        services.AddSingleton<CommitProgress>();
        services.AddHostedService<Committer>();
        services.AddHostedService<Retention>();
        services.AddHostedService<Eraser>();
        return services;
    }
}
