using Microsoft.Data.Sqlite;
using PixelHub.Core.Events;
using PixelHub.Core.Rollups;
using PixelHub.Core.RuleEditing;

namespace PixelHub.Core.Data.Sqlite;

/// <summary>What the rules decided, on SQLite.</summary>
public sealed class SqliteRuleReports(SqliteDatabase database) : IRuleReports
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<RuleHits>> ReadSinceAsync(DateOnly from, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = SqlText.Load("Reapply/ReadRuleHits");
        command.Parameters.AddWithValue("@from", TimeBucket.StartOf(new DateTimeOffset(from, default, TimeSpan.Zero), BucketSize.Day));
        return await ReadAsync(command, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<RuleHits>> ReadChangeableAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = SqlText.Load("Reapply/ReadChangeableHits");
        return await ReadAsync(command, cancellationToken);
    }

    private static async Task<IReadOnlyList<RuleHits>> ReadAsync(SqliteCommand command, CancellationToken cancellationToken)
    {
        var hits = new List<RuleHits>();
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            hits.Add(new RuleHits(rows.GetInt32(0), rows.GetString(1), (EventKind)rows.GetByte(2), (EventClass)rows.GetByte(3), rows.GetInt64(4)));
        }

        return hits;
    }
}
