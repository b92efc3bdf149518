using PixelHub.Core.Data;
using PixelHub.Tests.Support;

namespace PixelHub.Tests.Data;

public sealed class QueryPlanTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string> Statements() =>
        [.. typeof(SqlText).Assembly.GetManifestResourceNames().Where(n => n.StartsWith("Sql/", StringComparison.Ordinal)).Select(n => n[4..^4]).Where(n => !n.StartsWith("Recount/", StringComparison.Ordinal)).Except(["Initial", "Engine", "Series", "SentCounts", "Country", "Sends", "Behaviour", "Rules", "Modes", "Erasures"])];

    [Theory]
    [MemberData(nameof(Statements))]
    public async Task No_statement_walks_through_all_events_counts_or_people(string statement)
    {
        foreach (var step in await PlanAsync(statement))
        {
            Assert.DoesNotMatch("^SCAN (e|c|events|counts|seen)( |$)", step);
        }
    }

    [Theory]
    [InlineData("DeleteUnusedNames", "INDEX named_hits (recipient=?")]
    [InlineData("DeleteUnusedAddresses", "INDEX address_hits (address=?")]
    public async Task Whether_a_hit_needs_a_text_is_looked_up_and_not_searched_for(string statement, string index) =>
        Assert.Contains(await PlanAsync(statement), step => step.StartsWith("SEARCH e USING ", StringComparison.Ordinal) && step.Contains(index, StringComparison.Ordinal));

    [Fact]
    public async Task The_chart_reads_only_the_index_of_peoples_hits_in_its_order()
    {
        var step = Assert.Single(await PlanAsync("ReadSeries"));
        Assert.Equal("SEARCH counts USING COVERING INDEX series (experiment=? AND size=? AND start>? AND start<?)", step);
    }

    [Theory]
    [InlineData("Reapply/ReadRuleHits")]
    [InlineData("Reapply/ReadChangeableHits")]
    public async Task What_the_rules_decided_is_read_from_the_part_of_the_breakdowns_that_is_about_rules(string statement)
    {
        var plan = await PlanAsync(statement);

        Assert.Contains(plan, step => step.StartsWith("SEARCH b USING PRIMARY KEY (experiment=? AND facet=? AND start>", StringComparison.Ordinal));
        Assert.Contains("SEARCH v USING INTEGER PRIMARY KEY (rowid=?)", plan);
    }

    [Theory]
    [InlineData("Reapply/ReadSlice", "SEARCH events USING PRIMARY KEY (experiment=? AND (at,position)>(?,?))")]
    [InlineData("Reapply/ChangeVerdict", "SEARCH events USING PRIMARY KEY (experiment=? AND at=? AND position=?)")]
    public async Task Re_applying_rules_goes_along_the_order_of_the_hits(string statement, string expected) => Assert.Equal([expected], await PlanAsync(statement));

    private static async Task<List<string>> PlanAsync(string statement)
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var connection = await database.Database.OpenAsync(Cancel);
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // a statement of ours
        command.CommandText = "explain query plan " + SqlText.Load(statement);
#pragma warning restore CA2100
        foreach (var name in command.CommandText.Split([' ', ',', '(', ')', '\n', '\r', '-']).Where(w => w.StartsWith('@')).Distinct(StringComparer.Ordinal))
        {
            command.Parameters.AddWithValue(name, 1L);
        }

        var plan = new List<string>();
        await using var steps = await command.ExecuteReaderAsync(Cancel);
        while (await steps.ReadAsync(Cancel))
        {
            plan.Add(steps.GetString(3));
        }

        return plan;
    }
}
