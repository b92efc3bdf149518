using PixelHub.Core.Data.Sqlite;
using PixelHub.Core.Events;
using PixelHub.Tests.Support;

namespace PixelHub.Tests.Data;

public sealed class ReaderReportsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_kept_of_readers_is_counted_to_the_last_one_and_for_one_experiment_only()
    {
        await using var database = await TestDatabase.CreateAsync();
        using var commits = new SqliteCommitStore(database.Database);
        await commits.CommitAsync(
            Sample.Batch(
                0,
                Sample.Event(recipient: 1) with { RecipientText = "one", Address = "a" },
                Sample.Event(recipient: 1, atSeconds: 90, kind: EventKind.Click) with { RecipientText = "one", Address = "b" },
                Sample.Event(recipient: ulong.MaxValue) with { Address = "a" },
                Sample.Event(viewer: 2), Sample.Event(viewer: 3), Sample.Event(viewer: 3, atSeconds: 60),
                Sample.Event(scope: EventScope.Test, recipient: 9),
                Sample.Event(), Sample.Event(),
                Sample.Event(experiment: 2, recipient: 4) with { RecipientText = "four", Address = "c" }),
            Cancel);

        var kept = await new SqliteReaderReports(database.Database).ReadAsync(1, Cancel);

        Assert.Equal((9, 2, 3, 2), (kept.Hits, kept.AnonymousHits, kept.Recipients, kept.Viewers));
        Assert.Equal((2, 1, 4, Sample.Noon), (kept.Addresses, kept.Names, kept.KnownPeople, kept.Oldest)); // a test makes nobody known
        Assert.Equal((database.Database.File, database.Database.Folder), (kept.DatabaseFile, kept.Folder));
    }

    [Fact]
    public async Task People_stay_known_when_their_hits_are_deleted()
    {
        await using var database = await TestDatabase.CreateAsync();
        using var commits = new SqliteCommitStore(database.Database);
        await commits.CommitAsync(Sample.Batch(0, Sample.Event(recipient: 1), Sample.Event(recipient: 2)), Cancel);
        await new SqliteRetentionStore(database.Database).DeleteSliceAsync(1, Sample.Noon.AddDays(1), 10, Cancel);

        var kept = await new SqliteReaderReports(database.Database).ReadAsync(1, Cancel);

        Assert.Equal((0, 0, 2, (DateTimeOffset?)null), (kept.Hits, kept.Recipients, kept.KnownPeople, kept.Oldest));
    }
}
