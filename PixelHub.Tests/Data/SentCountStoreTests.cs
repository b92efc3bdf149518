using PixelHub.Core.Catalog;
using PixelHub.Tests.Support;

namespace PixelHub.Tests.Data;

/// <summary>Sent and bounced mails in the store: what may be said, and when.</summary>
public sealed class SentCountStoreTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Bounces_can_be_given_with_the_mails_and_never_without_or_beyond_them()
    {
        await using var database = await TestDatabase.CreateAsync();
        var made = await database.AddExperimentAsync("spring", new VariantDraft { Id = "a", SentCount = 100, BouncedCount = 4 });
        Assert.Equal(96, made.Delivered);

        Assert.Equal(7, (await SaveAsync(database, made.Uid, new VariantDraft { Id = "a", SentCount = 100, BouncedCount = 7 })).Variants[0].BouncedCount);
        Assert.Equal(7, (await SaveAsync(database, made.Uid, new VariantDraft { Id = "a", SentCount = 100 })).Variants[0].BouncedCount);

        (long?, long?, string)[] wrong = [(100, 101, "bouncedCount"), (100, -1, "bouncedCount"), (null, 1, "sentCount")];
        foreach (var (sent, bounced, field) in wrong)
        {
            var draft = new ExperimentDraft { Name = "x", Slug = "spring", Variants = [new() { Id = "a", SentCount = sent, BouncedCount = bounced }] };
            var invalid = Assert.IsType<StoreResult.Invalid>(await database.Experiments.UpdateAsync(made.Uid, draft, null, Cancel));
            Assert.Equal($"variants[0].{field}", Assert.Single(invalid.Faults).Field);
        }
    }

    [Theory]
    [InlineData(ExperimentStatus.Completed, true)]
    [InlineData(ExperimentStatus.Archived, false)]
    public async Task After_the_end_only_the_sent_counts_can_be_corrected_and_in_the_archive_nothing(ExperimentStatus status, bool isOpen)
    {
        await using var database = await TestDatabase.CreateAsync();
        var made = await database.AddExperimentAsync("spring", new VariantDraft { Id = "a", SentCount = 100 });
        await database.ExecuteAsync($"update experiments set Status = {(int)status}");
        var counts = new SentCounts(null, new Dictionary<int, SentCount> { [1] = new(90) });
        var draft = new ExperimentDraft { Name = "spring", Slug = "spring", DestinationUrl = "https://example.test/", Variants = [new() { Id = "a", SentCount = 80 }] };

        var counted = await database.Experiments.CountSentAsync(made.Uid, counts, null, Cancel);
        var saved = await database.Experiments.UpdateAsync(made.Uid, draft, null, Cancel);
        var elsewhere = await database.Experiments.UpdateAsync(made.Uid, draft with { DestinationUrl = "https://example.test/other" }, null, Cancel);

        Assert.Equal((isOpen, isOpen), (counted is StoreResult.Saved, saved is StoreResult.Saved));
        Assert.Contains("destinationUrl", Assert.IsType<StoreResult.NotEditable>(elsewhere).Fields);
    }

    private static async Task<Experiment> SaveAsync(TestDatabase database, string uid, params VariantDraft[] variants) =>
        Assert.IsType<StoreResult.Saved>(await database.Experiments.UpdateAsync(
            uid, new ExperimentDraft { Name = "x", Slug = "spring", Variants = variants }, null, Cancel)).Experiment;
}
