using BenchmarkDotNet.Attributes;
using PixelHub.Core.Catalog;
using PixelHub.Core.Classification;
using PixelHub.Core.EventLog;
using PixelHub.Core.Events;
using PixelHub.Core.Ingestion;

namespace PixelHub.Bench.Micro;

/// <summary>The hot path as a whole, in memory: from the facts of a request to the entry that the log is given, without a disk.</summary>
[MemoryDiagnoser]
public class HitBenchmarks : IDisposable
{
    private readonly IngestCounters _counters = new();
    private Tracker _tracker = null!;
    private RequestFacts _withRecipient;
    private RequestFacts _withoutRecipient;

    [GlobalSetup]
    public void SetUp()
    {
        var slug = Slug.TryParse("bench", out var parsed) ? parsed : throw new InvalidOperationException();
        _ = DestinationUrl.TryParse("https://example.com/landing", [], out var destination, out _);
        var catalog = new CatalogHolder();
        catalog.Swap(new CatalogSnapshot(
        [
            new Experiment(1, "exp_bench", slug, "Bench")
            {
                Status = ExperimentStatus.Running,
                Destination = destination,
                Salt = "salt",
                Variants = [new Variant(1, "a", "A", Variant.WholeWeight / 2) { IsDefault = true }, new Variant(2, "b", "B", Variant.WholeWeight / 2)],
            },
        ]));
        _tracker = new Tracker(catalog, new RuleSetHolder(), new NoLog(), new PersonKeys(new NoSecrets(), TimeProvider.System), new Anonymity(new PrivacyOptions(), new OptOuts()), _counters, TimeProvider.System);
        _withoutRecipient = new RequestFacts { UserAgent = UserAgents.Chrome, ClientAddress = System.Net.IPAddress.Loopback };
        _withRecipient = new RequestFacts { UserAgent = UserAgents.GmailProxy, Recipient = "subscriber-12345" };
    }

    [GlobalCleanup]
    public void Dispose()
    {
        _counters.Dispose();
        GC.SuppressFinalize(this);
    }

    [Benchmark(Description = "Pixel with a recipient, two variants")]
    public ValueTask<TrackOutcome> PixelOfRecipient() => _tracker.TrackImpressionAsync("bench", _withRecipient);

    [Benchmark(Description = "Click without a recipient, two variants")]
    public ValueTask<TrackOutcome> ClickOfViewer() => _tracker.TrackClickAsync("bench", _withoutRecipient);

    private sealed class NoLog : IEventLog
    {
        public long DurablePosition => 0;

        public ValueTask<AppendOutcome> AppendAsync(LogEntry entry) => new(AppendOutcome.Durable);

        public LogBatch Read(long from, int maxEntries) => new(from, from, []);

        public Task WaitBeyondAsync(long position, CancellationToken cancellationToken) => Task.CompletedTask;

        public void Release(long before)
        {
        }
    }

    private sealed class NoSecrets : ISecretStore
    {
        public byte[] LoadOrCreateKey(string name, int length) => new byte[length];

        public byte[] LoadOrCreateDayKey(string name, DateOnly day, int length) => new byte[length];
    }
}
