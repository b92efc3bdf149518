using PixelHub.Core.Data.Sqlite;
using PixelHub.Core.Events;
using PixelHub.Core.Reports;
using PixelHub.Core.Rollups;
using PixelHub.Tests.Support;

namespace PixelHub.Tests.Data;

/// <summary>The chart for any choice of classes.</summary>
public sealed class SeriesOfClassesTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_series_counts_the_chosen_classes_and_no_test()
    {
        await using var database = await TestDatabase.CreateAsync();
        using var store = new SqliteCommitStore(database.Database);
        var everybody = EventNames.Classes.Select((c, i) => Sample.Event(recipient: (ulong)(i + 1), @class: c));
        await store.CommitAsync(Sample.Batch(0, [.. everybody, Sample.Event(recipient: 99, @class: EventClass.Crawler, scope: EventScope.Test)]), Cancel);

        Assert.Equal(3, await HitsAsync(ClassSet.People));
        Assert.Equal(10, await HitsAsync(ClassSet.Of(EventNames.Classes)));
        Assert.Equal(0, await HitsAsync(ClassSet.None));
        foreach (var one in EventNames.Classes)
        {
            Assert.Equal(1, await HitsAsync(ClassSet.Of(one)));
            Assert.Equal(9, await HitsAsync(ClassSet.Of(EventNames.Classes).Without(one)));
        }

        async Task<long> HitsAsync(ClassSet classes) =>
            (await database.Reports.ReadAsync(new ReportQuery(1, Sample.Noon, Sample.Noon.AddHours(1), BucketSize.Minute, classes), Cancel)).Series.Sum(s => s.Hits);
    }
}
