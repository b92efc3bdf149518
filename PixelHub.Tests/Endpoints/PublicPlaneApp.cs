using Microsoft.Extensions.DependencyInjection;
using PixelHub.Core.Catalog;
using PixelHub.Core.EventLog;
using PixelHub.Core.Ingestion;
using PixelHub.Tests.Support;

namespace PixelHub.Tests.Endpoints;

/// <summary>The product with an event log that a test can look into and break. Experiments are put straight into the catalog.</summary>
public sealed class PublicPlaneApp : HostedApp
{
    public const string Slug = "summer-sale";
    public const string Destination = "https://shop.example.test/a?x=1&y=%C3%A4#top";

    public PublicPlaneApp()
        : this(new RecordingLog())
    {
    }

    private PublicPlaneApp(RecordingLog log)
        : base(services: services => services.AddSingleton<IEventLog>(log)) => Log = log;

    public RecordingLog Log { get; }

    public IngestCounters Counters => Service<IngestCounters>();

    /// <summary>Makes one experiment the whole catalog, and the log as good as new.</summary>
    public void Put(ExperimentStatus status, string? destination = Destination, Func<Experiment, Experiment>? change = null)
    {
        Log.Clear();
        Assert.True(Core.Catalog.Slug.TryParse(Slug, out var slug));
        var experiment = new Experiment(7, "exp_7", slug, "Summer sale")
        {
            Status = status,
            Destination = destination is null ? null : Url(destination),
            Variants = [new Variant(1, "a", "A", 10_000) { IsDefault = true }, new Variant(2, "b", "B", 0)],
            Salt = "salt",
        };
        Service<CatalogHolder>().Swap(new CatalogSnapshot([change?.Invoke(experiment) ?? experiment]));
    }

    public static DestinationUrl Url(string text)
    {
        Assert.True(DestinationUrl.TryParse(text, [], out var url, out var fault), fault);
        return url!;
    }
}
