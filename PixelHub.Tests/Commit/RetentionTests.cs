using Microsoft.Extensions.Logging.Abstractions;
using PixelHub.Core.Catalog;
using PixelHub.Core.Commit;
using PixelHub.Tests.Support;

namespace PixelHub.Tests.Commit;

public sealed class RetentionTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_experiment_keeps_its_hits_for_its_own_days_and_the_others_for_the_installs()
    {
        var (store, time) = (new RecordingStore(), new ManualTime(Sample.Noon));
        using var retention = Retention(store, time, defaultDays: 400, (1, 10), (2, null));
        await retention.StartAsync(Cancel);

        await store.UntilAsync(calls: 2, time);

        var today = new DateTimeOffset(time.GetUtcNow().Date, TimeSpan.Zero);
        Assert.Equal([(1, today.AddDays(-10)), (2, today.AddDays(-400))], store.Calls.Take(2).OrderBy(c => c.Experiment));
        await retention.StopAsync(Cancel);
    }

    [Fact]
    public async Task Nothing_is_deleted_when_hits_are_kept_for_ever()
    {
        var (store, time) = (new RecordingStore(), new ManualTime(Sample.Noon));
        using var retention = Retention(store, time, defaultDays: 0, (1, null), (2, 30));
        await retention.StartAsync(Cancel);

        await store.UntilAsync(calls: 3, time);

        Assert.All(store.Calls, call => Assert.Equal(2, call.Experiment));
        await retention.StopAsync(Cancel);
    }

    [Fact]
    public async Task Slices_go_on_until_one_is_not_full_and_a_failure_is_tried_again_an_hour_later()
    {
        var (store, time) = (new RecordingStore { Answers = new([1_000, 1_000, 3, -1, 0]) }, new ManualTime(Sample.Noon));
        using var retention = Retention(store, time, defaultDays: 400, (1, null));
        await retention.StartAsync(Cancel);

        await store.UntilAsync(calls: 5, time);

        Assert.True(time.GetUtcNow() - Sample.Noon >= TimeSpan.FromHours(2));
        await retention.StopAsync(Cancel);
    }

    private static Retention Retention(IRetentionStore store, TimeProvider time, int defaultDays, params (int Number, int? Days)[] experiments)
    {
        var catalog = new CatalogHolder();
        catalog.Swap(new CatalogSnapshot(experiments.Select(e => new Experiment(e.Number, $"exp_{e.Number}", Slug.TryParse($"slug-{e.Number}", out var slug) ? slug : default, "x")
        {
            Salt = "salt",
            Variants = [new Variant(1, "a", "A", Variant.WholeWeight)],
            RetentionDays = e.Days,
        })));
        return new Retention(store, new UnusedTexts(new RecordingTexts(), time), catalog, new RetentionOptions(defaultDays), time, NullLogger<Retention>.Instance);
    }

    private sealed class RecordingStore : IRetentionStore
    {
        public List<(int Experiment, DateTimeOffset Before)> Calls { get; } = [];

        /// <summary>What the next calls answer; -1 for a failure, nothing left for 0.</summary>
        public Queue<int> Answers { get; init; } = [];

        public Task<int> DeleteSliceAsync(int experiment, DateTimeOffset before, int most, CancellationToken cancellationToken)
        {
            Calls.Add((experiment, before));
            var answer = Answers.TryDequeue(out var next) ? next : 0;
            return answer < 0 ? Task.FromException<int>(new IOException("locked")) : Task.FromResult(answer);
        }

        /// <summary>Lets time pass until the store was asked so often.</summary>
        public async Task UntilAsync(int calls, ManualTime time)
        {
            var limit = DateTimeOffset.UtcNow.AddSeconds(30);
            while (Calls.Count < calls && DateTimeOffset.UtcNow < limit)
            {
                time.Advance(TimeSpan.FromMinutes(1));
                await Task.Delay(2, Cancel);
            }

            Assert.True(Calls.Count >= calls);
        }
    }
}
