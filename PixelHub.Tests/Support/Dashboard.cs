using Microsoft.Extensions.DependencyInjection;
using PixelHub.Core.Catalog;
using PixelHub.Core.Classification;
using PixelHub.Core.Ingestion;
using PixelHub.Core.Live;
using PixelHub.Core.Recipients;
using PixelHub.Core.Reports;
using PixelHub.Web.Components.State;
using PixelHub.Web.Composition;
using Radzen;

namespace PixelHub.Tests.Support;

/// <summary>What the dashboard's components need, in memory.</summary>
public sealed class Dashboard
{
    /// <summary>A dashboard with these experiments.</summary>
    public Dashboard(params Experiment[] experiments)
    {
        Catalog.Swap(new CatalogSnapshot(experiments));
        Store = new FakeStore(Catalog);
    }

    /// <summary>The experiments there are.</summary>
    public CatalogHolder Catalog { get; } = new();

    /// <summary>Changes them.</summary>
    public FakeStore Store { get; }

    /// <summary>The figures.</summary>
    public FakeReports Reports { get; } = new();

    /// <summary>Tells the open pages.</summary>
    public LiveFeed Live { get; } = new();

    /// <summary>Counts what came in.</summary>
    public IngestCounters Counters { get; } = new();

    /// <summary>The rules; as they are delivered.</summary>
    public RuleSetHolder Rules { get; } = new();

    /// <summary>The clock; it stands at noon.</summary>
    public ManualTime Time { get; } = new(Sample.Noon);

    /// <summary>Who opted out.</summary>
    public FakeOptOuts OptOuts => field ??= new FakeOptOuts(Time);

    /// <summary>What is kept of readers.</summary>
    public FakeReaderReports Readers { get; } = new();

    public FakeErasures Erasures { get; } = new();

    /// <summary>The owner's settings: the usual ones.</summary>
    public PixelHubOptions Settings { get; init; } = new();

    /// <summary>Registers all of it.</summary>
    public void Register(IServiceCollection services)
    {
        services.AddRadzenComponents();
        services.AddSingleton(Catalog);
        services.AddSingleton<IExperimentStore>(Store);
        services.AddSingleton<IExperimentReports>(Reports);
        services.AddSingleton(Live);
        services.AddSingleton(Counters);
        services.AddSingleton(Rules);
        services.AddSingleton<TimeProvider>(Time);
        services.AddSingleton<ReportCache>();
        services.AddSingleton<LiveFigures>();
        services.AddSingleton(Settings);
        services.AddSingleton(new PublicAddress(Settings));
        services.AddSingleton<IOptOutStore>(OptOuts);
        services.AddSingleton(OptOuts.OptOuts);
        services.AddSingleton<ISecretStore, MemorySecrets>();
        services.AddSingleton<PersonKeys>();
        services.AddSingleton<SealedRecipients>();
        services.AddSingleton<IReaderReports>(Readers);
        services.AddSingleton<IErasures>(Erasures);
    }

    /// <summary>Announces new figures, as the committer does.</summary>
    public void Publish(int experiment = 1) => Live.Publish(new HashSet<int> { experiment }, Time.GetUtcNow());
}
