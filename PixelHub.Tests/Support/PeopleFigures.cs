namespace PixelHub.Tests.Support;

/// <summary>Reads the figures that depend on who is known, straight from the tables.</summary>
internal static class PeopleFigures
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Everything that is counted from people, in every bucket.</summary>
    public static async Task<List<string>> AllAsync(TestDatabase database)
    {
        List<string> rows = [];
        await using var connection = await database.Database.OpenAsync(Cancel);
        foreach (var sql in (string[])
        [
            "select experiment || ' ' || size || ' ' || start || ' ' || variant || ' ' || scope || ' ' || kind || ' ' || class || ': ' || (hits + repeats) || ' ' || recipients || ' ' || viewers || ' ' || inferred from counts where hits + repeats + recipients + viewers <> 0 or inferred <> 0 order by experiment, size, start, variant, scope, kind, class",
            "select experiment || ' ' || variant || ' ' || people from machine_only where people <> 0 order by experiment, variant",
        ])
        {
            await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // a statement of ours
            command.CommandText = sql;
#pragma warning restore CA2100
            await using var reader = await command.ExecuteReaderAsync(Cancel);
            while (await reader.ReadAsync(Cancel))
            {
                rows.Add(reader.GetString(0));
            }
        }

        return rows;
    }

    /// <summary>By experiment: hits; unique opens and clicks of people, inferred opens, people by machines alone, hits with a recipient.</summary>
    public static async Task<Dictionary<int, long[]>> SumsAsync(TestDatabase database)
    {
        var sums = new Dictionary<int, long[]>();
        foreach (var experiment in (int[])[1, 2, 3])
        {
            string[] questions =
            [
                $"select sum(hits + repeats) from counts where size = 0 and experiment = {experiment}",
                $"select sum(recipients) from counts where size = 0 and kind = 1 and class in (1, 2, 3) and experiment = {experiment}",
                $"select sum(recipients) from counts where size = 0 and kind = 2 and class in (1, 2, 3) and experiment = {experiment}",
                $"select sum(inferred) from counts where size = 0 and experiment = {experiment}",
                $"select sum(people) from machine_only where experiment = {experiment}",
                $"select count(*) from events where recipient <> 0 and experiment = {experiment}",
            ];
            var answers = new List<long>();
            foreach (var question in questions)
            {
                answers.Add(await database.ScalarAsync(question));
            }

            sums[experiment] = [.. answers];
        }

        return sums;
    }
}
