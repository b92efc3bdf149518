using PixelHub.Core.Catalog;
using PixelHub.Core.Commit;
using PixelHub.Tests.Support;

namespace PixelHub.Tests.Commit;

public sealed class UnusedTextsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Texts_are_looked_through_when_there_is_a_reason_to_and_not_every_hour()
    {
        var (store, time) = (new RecordingTexts(), new ManualTime(Sample.Noon));
        var texts = new UnusedTexts(store, time);
        var (none, first, both) = (Catalog(PrivacyMode.Pseudonymous, PrivacyMode.Aggregate), Catalog(PrivacyMode.Identified, PrivacyMode.Aggregate), Catalog(PrivacyMode.Identified, PrivacyMode.Identified));

        Assert.True(await LooksAsync(none)); // the first round
        Assert.False(await LooksAsync(none));
        Assert.True(await LooksAsync(none, wereHitsDeleted: true));
        Assert.True(await LooksAsync(first)); // other experiments keep names now
        Assert.False(await LooksAsync(first));
        Assert.True(await LooksAsync(both));
        Assert.True(await LooksAsync(none));
        time.Advance(TimeSpan.FromHours(11));
        Assert.False(await LooksAsync(none));
        time.Advance(TimeSpan.FromHours(2));
        Assert.True(await LooksAsync(none)); // another day

        async Task<bool> LooksAsync(CatalogSnapshot catalog, bool wereHitsDeleted = false)
        {
            store.Calls.Clear();
            await texts.DeleteAsync(catalog, wereHitsDeleted, TimeSpan.Zero, Cancel);
            Assert.True(store.Calls is [] or [(ReaderText.Name, long.MinValue), (ReaderText.Address, long.MinValue)]);
            return store.Calls.Count > 0;
        }
    }

    [Fact]
    public async Task Slices_go_on_where_the_last_one_ended_and_a_round_that_failed_is_done_again()
    {
        var store = new RecordingTexts { Answers = new([new(5, 2), new(9, 1), new(null, 0), null]) };
        var texts = new UnusedTexts(store, new ManualTime(Sample.Noon));

        await Assert.ThrowsAsync<IOException>(() => texts.DeleteAsync(CatalogSnapshot.Empty, wereHitsDeleted: false, TimeSpan.Zero, Cancel));
        Assert.Equal([(ReaderText.Name, long.MinValue), (ReaderText.Name, 5), (ReaderText.Name, 9), (ReaderText.Address, long.MinValue)], store.Calls);

        store.Answers.Enqueue(new(7, 3));
        Assert.Equal(3, await texts.DeleteAsync(CatalogSnapshot.Empty, wereHitsDeleted: false, TimeSpan.Zero, Cancel));
    }

    private static CatalogSnapshot Catalog(params PrivacyMode[] modes) => new(modes.Select((mode, i) => FakeStore.Experiment(i + 1, $"slug-{i}") with { PrivacyMode = mode }));
}
