using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using PixelHub.Core.Events;
using PixelHub.Core.Reports;
using PixelHub.Core.Rollups;

namespace PixelHub.Core.Data.Sqlite;

/// <summary>The read side on SQLite.</summary>
public sealed class SqliteReports(SqliteDatabase database) : IExperimentReports
{
    private const int ExportPage = 2_000;

    /// <inheritdoc/>
    public async Task<ExperimentReport> ReadAsync(ReportQuery query, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        // One transaction: totals and series show the same commit. Deferred, because by default it would take the one writer's place.
        await using var transaction = connection.BeginTransaction(deferred: true);
        var totals = await RowsAsync(Command(connection, "ReadTotals", ("@experiment", query.Experiment)), ToCountLine, cancellationToken);
        var series = await RowsAsync(
            SeriesCommand(connection, query),
            row => new SeriesLine(Instant(row, 0), row.GetInt32(1), (EventKind)row.GetByte(2), row.GetInt64(3)),
            cancellationToken);
        var machineOnly = await RowsAsync(
            Command(connection, "ReadMachineOnly", ("@experiment", query.Experiment)), row => new MachineOnlyLine(row.GetInt32(0), row.GetInt64(1)), cancellationToken);
        await using var last = Command(connection, "ReadLastEventAt", ("@experiment", query.Experiment));
        var lastAt = await last.ExecuteScalarAsync(cancellationToken) as long?;
        return new ExperimentReport(
            [.. totals.Select(t => t.Line)], [.. series], lastAt is null ? null : DateTimeOffset.FromUnixTimeMilliseconds(lastAt.Value))
        {
            MachineOnly = [.. machineOnly],
        };
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<int, IReadOnlyList<CountLine>>> ReadAllTotalsAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var rows = await RowsAsync(Command(connection, "ReadAllTotals"), ToCountLine, cancellationToken);
        return rows.GroupBy(r => r.Experiment).ToDictionary(g => g.Key, g => (IReadOnlyList<CountLine>)[.. g.Select(r => r.Line)]);
    }

    /// <inheritdoc/>
    public async Task<Breakdown> ReadBreakdownAsync(BreakdownQuery query, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(query.Limit, Math.Clamp(query.Limit, 1, 2_000));
        await using var connection = await database.OpenAsync(cancellationToken);
        var (from, to) = query.From is null ? (BreakdownKey.AllTime, BreakdownKey.AllTime + 1) : (Start(query.From.Value), Start(query.To ?? DateOnly.MaxValue));
        var rows = await RowsAsync(
            Command(connection, "ReadBreakdown", ("@experiment", query.Experiment), ("@facet", (long)query.Facet), ("@from", from), ("@to", to), ("@limit", query.Limit)),
            row => (Values: row.GetInt32(5), Line: new BreakdownLine(
                row.GetInt64(0) > 1 ? row.GetString(1) : null, row.GetInt64(0) == 1, Count(row, 2), Count(row, 3), Count(row, 4), row.GetInt64(0) == -1)),
            cancellationToken);
        return new Breakdown([.. rows.Select(r => r.Line)], rows is [var first, ..] ? first.Values : 0);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<HitRow>> ReadNewestAsync(int experiment, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(limit, Math.Clamp(limit, 1, 1_000));
        await using var connection = await database.OpenAsync(cancellationToken);
        return await RowsAsync(Command(connection, "ReadNewestHits", ("@experiment", experiment), ("@limit", limit)), ToHit, cancellationToken);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<HitRow> ExportAsync(int experiment, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // In short reads: one long one, as slow as whoever downloads it, would keep the WAL from being copied back and let it grow meanwhile.
        var (at, position) = (long.MinValue, long.MinValue);
        List<HitRow> page;
        do
        {
            await using var connection = await database.OpenAsync(cancellationToken);
            page = await RowsAsync(
                Command(connection, "ExportHits", ("@experiment", experiment), ("@at", at), ("@position", position), ("@limit", ExportPage)), ToHit, cancellationToken);
            foreach (var hit in page)
            {
                yield return hit;
            }

            (at, position) = page is [.., var last] ? (last.Event.At.ToUnixTimeMilliseconds(), last.Position) : (at, position);
        }
        while (page.Count == ExportPage);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<OrphanRow>> ReadOrphansAsync(int limit, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return await RowsAsync(
            Command(connection, "ReadOrphans", ("@limit", limit)),
            row => new OrphanRow(row.GetString(0), row.GetInt64(1), row.GetInt64(2), Instant(row, 3)),
            cancellationToken);
    }

    /// <summary>People have an index of their own; every other choice of classes walks through the counts of the range.</summary>
    private static SqliteCommand SeriesCommand(SqliteConnection connection, in ReportQuery query)
    {
        var command = Command(
            connection, query.Classes.IsPeople ? "ReadSeries" : "ReadSeriesOfClasses", ("@experiment", query.Experiment), ("@size", (long)query.Interval),
            ("@from", TimeBucket.StartOf(query.From, query.Interval)), ("@to", query.To.ToUnixTimeMilliseconds()));
        if (!query.Classes.IsPeople)
        {
            command.Parameters.AddWithValue("@classes", (long)query.Classes.Bits);
        }

        return command;
    }

    private static SqliteCommand Command(SqliteConnection connection, string name, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = SqlText.Load(name);
        foreach (var (parameter, value) in parameters)
        {
            command.Parameters.AddWithValue(parameter, value);
        }

        return command;
    }

    private static async Task<List<T>> RowsAsync<T>(SqliteCommand command, Func<SqliteDataReader, T> read, CancellationToken cancellationToken)
    {
        await using (command)
        {
            var list = new List<T>();
            await using var rows = await command.ExecuteReaderAsync(cancellationToken);
            while (await rows.ReadAsync(cancellationToken))
            {
                list.Add(read(rows));
            }

            return list;
        }
    }

    private static (int Experiment, CountLine Line) ToCountLine(SqliteDataReader row) => (row.GetInt32(0), new CountLine(
        row.GetInt32(1), (EventScope)row.GetByte(2), (EventKind)row.GetByte(3), (EventClass)row.GetByte(4),
        row.GetInt64(5), row.GetInt64(6), row.GetInt64(7), row.GetInt64(8), row.GetInt64(9)));

    private static HitRow ToHit(SqliteDataReader row) => new(
        row.GetInt64(0),
        new TrackedEvent(Instant(row, 1), row.GetInt32(2))
        {
            Kind = (EventKind)row.GetByte(3),
            Scope = (EventScope)row.GetByte(4),
            Variant = row.GetInt32(5),
            Recipient = unchecked((ulong)row.GetInt64(6)),
            Viewer = unchecked((ulong)row.GetInt64(7)),
            Class = (EventClass)row.GetByte(9),
            Rule = row.GetString(10),
            Client = Text(row, 11),
            Os = Text(row, 12),
            Device = Text(row, 13),
            Link = Text(row, 14),
            Channel = Text(row, 15),
            Campaign = Text(row, 16),
            ReferrerHost = Text(row, 17),
            Country = Text(row, 18),
            First = row.IsDBNull(19) ? null : new FirstVerdict((EventClass)row.GetByte(19), row.GetString(20), Text(row, 21), Text(row, 22), Text(row, 23)),
            RecipientText = row.IsDBNull(24) ? null : row.GetString(24),
            Address = row.IsDBNull(25) ? null : row.GetString(25),
        },
        IsRepeat: row.GetInt64(8) != 0);

    private static long Count(SqliteDataReader row, int column) => row.IsDBNull(column) ? 0 : row.GetInt64(column);

    private static long Start(DateOnly day) => new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero).ToUnixTimeMilliseconds();

    private static DateTimeOffset Instant(SqliteDataReader row, int column) => DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(column));

    /// <summary>The tables hold an empty text for "none", because null never conflicts in a unique key.</summary>
    private static string? Text(SqliteDataReader row, int column) => row.GetString(column) is { Length: > 0 } text ? text : null;
}
