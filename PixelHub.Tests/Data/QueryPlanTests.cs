using PixelHub.Core.Data;
using PixelHub.Tests.Support;

namespace PixelHub.Tests.Data;

public sealed class QueryPlanTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string> Statements() =>
        [.. typeof(SqlText).Assembly.GetManifestResourceNames().Where(n => n.StartsWith("Sql/", StringComparison.Ordinal)).Select(n => n[4..^4]).Where(n => !n.StartsWith("Recount/", StringComparison.Ordinal)).Except(["Initial", "Engine"])];

    [Theory]
    [MemberData(nameof(Statements))]
    public async Task No_statement_walks_through_all_events_counts_or_people(string statement)
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

        await using var steps = await command.ExecuteReaderAsync(Cancel);
        while (await steps.ReadAsync(Cancel))
        {
            Assert.DoesNotMatch("^SCAN (e|c|events|counts|seen)( |$)", steps.GetString(3));
        }
    }
}
