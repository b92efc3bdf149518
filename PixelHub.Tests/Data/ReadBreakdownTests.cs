using PixelHub.Core.Reports;
using PixelHub.Core.Rollups;
using PixelHub.Tests.Support;

namespace PixelHub.Tests.Data;

public sealed class ReadBreakdownTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_values_with_the_most_people_come_first_and_machines_stand_beside()
    {
        await using var database = await FilledAsync();

        var breakdown = await database.Reports.ReadBreakdownAsync(new BreakdownQuery(1, Facet.Link), Cancel);

        Assert.Equal(4, breakdown.Values);
        Assert.Equal(
            [new("hero", false, 5, 4, 9), new(null, false, 7, 0, 0), new(null, true, 0, 2, 0), new("footer", false, 0, 0, 3)],
            breakdown.Lines);
    }

    [Fact]
    public async Task The_limit_cuts_the_lines_and_not_the_number_of_values()
    {
        await using var database = await FilledAsync();

        var breakdown = await database.Reports.ReadBreakdownAsync(new BreakdownQuery(1, Facet.Link, Limit: 1), Cancel);

        Assert.Equal(("hero", 4), (Assert.Single(breakdown.Lines).Value, breakdown.Values));
    }

    [Theory]
    [InlineData(Facet.Client)]
    [InlineData(Facet.Os)]
    [InlineData(Facet.Device)]
    [InlineData(Facet.Country)]
    public async Task People_behind_a_mail_proxy_are_a_line_of_their_own_where_nobody_knows_what_they_use(Facet facet)
    {
        await using var database = await TestDatabase.CreateAsync();
        await database.ExecuteAsync(
            $"""
            insert into facet_values (id, experiment, facet, value) values (5, 1, {(int)facet}, 'known'), (6, 1, {(int)facet}, 'Gmail');
            insert into breakdowns (experiment, facet, start, value, variant, kind, class, hits) values
              (1, {(int)facet}, -1, 5, 1, 1, 1, 3), (1, {(int)facet}, -1, 0, 1, 1, 2, 2), (1, {(int)facet}, -1, 6, 1, 1, 3, 9), (1, {(int)facet}, -1, 0, 1, 1, 3, 1),
              (1, {(int)facet}, -1, 0, 1, 1, 4, 7);
            """);

        var breakdown = await database.Reports.ReadBreakdownAsync(new BreakdownQuery(1, facet), Cancel);

        Assert.Equal([new(null, false, 10, 0, 0, IsProxied: true), new("known", false, 3, 0, 0), new(null, false, 2, 0, 7)], breakdown.Lines);
        Assert.Equal(3, breakdown.Values);
    }

    [Fact]
    public async Task Nothing_counted_is_no_line()
    {
        await using var database = await FilledAsync();

        Assert.Equal(0, (await database.Reports.ReadBreakdownAsync(new BreakdownQuery(1, Facet.Rule), Cancel)).Values);
    }

    /// <summary>Two variants, classes of people (1 to 3) and of machines, another experiment, another facet and a single day that must not be counted twice.</summary>
    private static async Task<TestDatabase> FilledAsync()
    {
        var database = await TestDatabase.CreateAsync();
        await database.ExecuteAsync(
            """
            insert into facet_values (id, experiment, facet, value) values (5, 1, 1, 'hero'), (6, 1, 1, 'footer'), (7, 2, 1, 'hero'), (8, 1, 2, 'web');
            insert into breakdowns (experiment, facet, start, value, variant, kind, class, hits) values
              (1, 1, -1, 5, 1, 1, 1, 3), (1, 1, -1, 5, 2, 1, 3, 2), (1, 1, -1, 5, 1, 2, 2, 4), (1, 1, -1, 5, 1, 1, 4, 9),
              (1, 1, -1, 0, 1, 1, 1, 7), (1, 1, -1, 1, 1, 2, 1, 2), (1, 1, -1, 6, 1, 2, 5, 3),
              (1, 1, 86400000, 5, 1, 1, 1, 3), (2, 1, -1, 7, 1, 1, 1, 100), (1, 2, -1, 8, 1, 1, 1, 50);
            """);
        return database;
    }
}
