using PixelHub.Core.Data.Sqlite;
using PixelHub.Core.Events;
using PixelHub.Core.Reports;
using PixelHub.Core.Rollups;
using PixelHub.Tests.Support;

namespace PixelHub.Tests.Data;

public sealed class BreakdownTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Hits_are_broken_down_by_each_facet_with_people_first_and_machines_beside()
    {
        await using var database = await TestDatabase.CreateAsync();
        using var store = new SqliteCommitStore(database.Database);
        await store.CommitAsync(
            Sample.Batch(
                0,
                Sample.Event(recipient: 1, kind: EventKind.Click, link: "top") with { Campaign = "may" },
                Sample.Event(recipient: 2, kind: EventKind.Click, link: "top", atSeconds: 1),
                Sample.Event(recipient: 2, kind: EventKind.Click, link: "top", atSeconds: 2),
                Sample.Event(recipient: 3, kind: EventKind.Click, link: "footer"),
                Sample.Event(recipient: 3, kind: EventKind.Click, link: "footer", @class: EventClass.SecurityScanner),
                Sample.Event(recipient: 4, scope: EventScope.Test, link: "draft"),
                Sample.Event(recipient: 5) with { Client = "Thunderbird" }),
            Cancel);

        var links = await database.Reports.ReadBreakdownAsync(new BreakdownQuery(1, Facet.Link), Cancel);
        Assert.Equal([new("top", false, 0, 2, 0), new("footer", false, 0, 1, 1), new(null, false, 1, 0, 0)], links.Lines.Order(ByValue));
        Assert.Equal(3, links.Values);
        Assert.Equal("may", (await database.Reports.ReadBreakdownAsync(new BreakdownQuery(1, Facet.Campaign), Cancel)).Lines.Single(l => l.Value is not null).Value);
        Assert.Equal(1, (await database.Reports.ReadBreakdownAsync(new BreakdownQuery(1, Facet.Client), Cancel)).Lines.Single(l => l.Value == "Thunderbird").Opens);
        Assert.Equal("test.rule", Assert.Single((await database.Reports.ReadBreakdownAsync(new BreakdownQuery(1, Facet.Rule), Cancel)).Lines).Value);
        Assert.Empty((await database.Reports.ReadBreakdownAsync(new BreakdownQuery(2, Facet.Rule), Cancel)).Lines);
    }

    [Fact]
    public async Task A_range_of_days_shows_only_their_hits()
    {
        await using var database = await TestDatabase.CreateAsync();
        using var store = new SqliteCommitStore(database.Database);
        await store.CommitAsync(Sample.Batch(0, [.. Enumerable.Range(0, 5).Select(day => Sample.Event(recipient: 1, atSeconds: day * 86_400, link: $"day {day}"))]), Cancel);
        var from = DateOnly.FromDateTime(Sample.Noon.Date);

        var days = await database.Reports.ReadBreakdownAsync(new BreakdownQuery(1, Facet.Link, from.AddDays(1), from.AddDays(3)), Cancel);

        Assert.Equal(["day 1", "day 2"], days.Lines.Select(l => l.Value).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_stranger_who_invents_values_fills_one_line_beyond_those_there_is_room_for()
    {
        await using var database = await TestDatabase.CreateAsync();
        using var store = new SqliteCommitStore(database.Database);
        var flood = Enumerable.Range(0, FacetValues.MostValues + 100).Select(i => Sample.Event(recipient: (ulong)i + 1, link: $"invented {i}"));
        await store.CommitAsync(Sample.Batch(0, [Sample.Event(recipient: 9_999, link: "honest"), .. flood]), Cancel);
        await store.CommitAsync(Sample.Batch((FacetValues.MostValues + 101) * 10, Sample.Event(recipient: 1, atSeconds: 99, link: "honest")), Cancel);

        var links = await database.Reports.ReadBreakdownAsync(new BreakdownQuery(1, Facet.Link, Limit: 3), Cancel);

        Assert.Equal(new BreakdownLine(null, IsRest: true, 101, 0, 0), links.Lines[0]);
        Assert.Equal(new BreakdownLine("honest", IsRest: false, 2, 0, 0), links.Lines[1]);
        Assert.Equal((3, FacetValues.MostValues + 1), (links.Lines.Length, links.Values));
    }

    private static Comparer<BreakdownLine> ByValue { get; } = Comparer<BreakdownLine>.Create((a, b) => (b.Opens + (b.Clicks * 2)).CompareTo(a.Opens + (a.Clicks * 2)) is var c and not 0 ? c : string.CompareOrdinal(b.Value, a.Value));
}
