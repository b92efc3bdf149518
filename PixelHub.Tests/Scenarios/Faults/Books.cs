using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;
using PixelHub.Tests.Support;

namespace PixelHub.Tests.Scenarios.Faults;

/// <summary>The database as an auditor sees it: read beside the server, straight from the file.</summary>
internal static class Books
{
    private static readonly TimeSpan CatchUp = TimeSpan.FromSeconds(90);

    private const string RowsByMark =
        "select o.campaign, count(*) from events e join origins o on o.id = e.origin group by o.campaign";

    /// <summary>For each width of a bucket and each kind, what the counts and the rows say.</summary>
    private const string Differences =
        """
        with rows as (
          select kind, sum(1 - is_repeat) as hits, sum(is_repeat) as repeats from events group by kind
        ),
        sums as (
          select size, kind, sum(hits) as hits, sum(repeats) as repeats from counts group by size, kind
        )
        select 'size ' || s.size || ', kind ' || s.kind || ': ' || s.hits || ' + ' || s.repeats || ' counted, ' || coalesce(r.hits || ' + ' || r.repeats, 'none') || ' in rows'
        from sums s
        left join rows r on r.kind = s.kind
        where r.kind is null or r.hits <> s.hits or r.repeats <> s.repeats
        union all
        select 'kind ' || kind || ': ' || hits || ' in rows, counted nowhere' from rows where kind not in (select kind from sums)
        """;

    /// <summary>Waits until the database has caught up, then checks that every hit is there once and that the counts agree with the rows.</summary>
    /// <param name="data">The folder of a running server.</param>
    /// <param name="hits">The marks of hits that must be there.</param>
    /// <param name="server">Whose log explains a failure.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>How often each mark is there.</returns>
    public static Task<IReadOnlyDictionary<string, int>> AssertBalancedAsync(
        DataFolder data, IReadOnlyCollection<string> hits, ServerProcess server, CancellationToken cancellationToken) =>
        AssertBalancedAsync(data.Database, hits, () => server.Output, cancellationToken);

    /// <summary>The same for a database whose server runs in the test's own process.</summary>
    public static async Task<IReadOnlyDictionary<string, int>> AssertBalancedAsync(
        string database, IReadOnlyCollection<string> hits, Func<string> log, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        var rows = await ReadMarksAsync(database, cancellationToken);
        while (hits.Any(mark => !rows.ContainsKey(mark)) && clock.Elapsed < CatchUp)
        {
            await Task.Delay(250, cancellationToken);
            rows = await ReadMarksAsync(database, cancellationToken);
        }

        var missing = hits.Where(mark => !rows.ContainsKey(mark)).ToList();
        Assert.True(missing.Count == 0, $"{missing.Count} of {hits.Count} answered hits are not there, {missing.FirstOrDefault()} among them:\n{log()}");
        var doubled = rows.Where(row => row.Value > 1).Select(row => $"{row.Key} × {row.Value.ToString(CultureInfo.InvariantCulture)}").ToList();
        Assert.True(doubled.Count == 0, $"{doubled.Count} hits are there more than once, {doubled.FirstOrDefault()} among them:\n{log()}");
        Assert.Empty(await QueryAsync(database, Differences, row => row.GetString(0), cancellationToken));
        return rows;
    }

    /// <summary>Lets the product itself compare every count with the rows; a difference ends the command with code 1, and its lines are shown.</summary>
    public static async Task AssertRecountFindsNothingAsync(DataFolder data, CancellationToken cancellationToken) =>
        Assert.Equal("No differences.", await ServerProcess.RunCommandAsync(data.Location, ["recount", "--dry-run"], cancellationToken));

    /// <summary>How often each mark stands in the rows.</summary>
    public static async Task<IReadOnlyDictionary<string, int>> ReadMarksAsync(string database, CancellationToken cancellationToken) =>
        (await QueryAsync(database, RowsByMark, row => (Mark: row.GetString(0), Count: row.GetInt32(1)), cancellationToken))
            .ToDictionary(row => row.Mark, row => row.Count, StringComparer.Ordinal);

    /// <summary>A copy of everything that is committed, as a backup has it.</summary>
    public static async Task BackUpAsync(string database, string copy, CancellationToken cancellationToken)
    {
        await using var connection = new SqliteConnection($"Data Source={database};Mode=ReadOnly;Pooling=False");
        await connection.OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = "vacuum into $copy";
        command.Parameters.AddWithValue("$copy", copy);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task<List<T>> QueryAsync<T>(string database, string sql, Func<SqliteDataReader, T> read, CancellationToken cancellationToken)
    {
        // Only reading, and without a pool: nothing of ours may hold the file when the server ends, or write to it.
        await using var connection = new SqliteConnection($"Data Source={database};Mode=ReadOnly;Pooling=False;Default Timeout=30");
        await connection.OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // constants of this file
        command.CommandText = sql;
#pragma warning restore CA2100
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var list = new List<T>();
        while (await rows.ReadAsync(cancellationToken))
        {
            list.Add(read(rows));
        }

        return list;
    }
}
