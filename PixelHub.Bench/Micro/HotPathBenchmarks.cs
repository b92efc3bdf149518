using System.Collections.Immutable;
using BenchmarkDotNet.Attributes;
using PixelHub.Core.Assignment;
using PixelHub.Core.Catalog;
using PixelHub.Core.Classification;
using PixelHub.Core.Events;

namespace PixelHub.Bench.Micro;

/// <summary>The pure steps between a request and its event.</summary>
[MemoryDiagnoser]
public class HotPathBenchmarks
{
    private Experiment _one = null!;
    private Experiment _four = null!;
    private string[] _strangers = null!;
    private int _next;

    [GlobalSetup]
    public void SetUp()
    {
        var slug = Slug.TryParse("bench", out var parsed) ? parsed : throw new InvalidOperationException();
        _one = new Experiment(1, "exp_bench", slug, "Bench") { Salt = "salt", Variants = Variants(1) };
        _four = _one with { Variants = Variants(4) };
        _strangers = [.. Enumerable.Range(0, 100_000).Select(i => $"Mozilla/5.0 (X11; Linux x86_64; rv:{i}) Gecko/20100101 Firefox/{i}.0")];
    }

    [Benchmark(Description = "Classify: a known proxy")]
    public Verdict ClassifyProxy() => Classifier.Classify(new HitFacts
    {
        Endpoint = EventKind.Impression,
        UserAgent = UserAgents.GmailProxy,
        Recipient = "someone@example.com",
    });

    [Benchmark(Description = "Classify: a browser seen before")]
    public Verdict ClassifyBrowser() => Classifier.Classify(new HitFacts { Endpoint = EventKind.Click, UserAgent = UserAgents.Chrome });

    [Benchmark(Description = "Classify: a user agent never seen")]
    public Verdict ClassifyStranger() =>
        Classifier.Classify(new HitFacts { Endpoint = EventKind.Impression, UserAgent = _strangers[_next++ % _strangers.Length] });

    [Benchmark(Description = "Assign: one variant")]
    public Variant AssignOne() => Assigner.Assign(_one, "someone@example.com");

    [Benchmark(Description = "Assign: four variants")]
    public Variant AssignFour() => Assigner.Assign(_four, "someone@example.com");

    private static ImmutableArray<Variant> Variants(int count) =>
        [.. Enumerable.Range(1, count).Select(n => new Variant(n, $"v{n}", $"Variant {n}", Variant.WholeWeight / count) { IsDefault = n == 1 })];
}
