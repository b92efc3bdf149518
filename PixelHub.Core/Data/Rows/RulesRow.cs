namespace PixelHub.Core.Data.Rows;

/// <summary>What the owner changed about the rules: one row, or none as long as nobody did.</summary>
internal sealed class RulesRow
{
    /// <summary>The only one.</summary>
    public const int OnlyId = 1;

    public int Id { get; set; } = OnlyId;

    /// <summary>Goes up with each save; two savers at once cannot both succeed.</summary>
    public long Version { get; set; }

    /// <summary>See <see cref="RuleDocument"/>.</summary>
    public required string Edits { get; set; }
}

/// <summary>Somebody changed the rules.</summary>
internal sealed class RuleHistoryRow
{
    public long Id { get; set; }

    public DateTimeOffset At { get; set; }

    public required string Who { get; set; }

    /// <summary>A sentence in each line.</summary>
    public required string What { get; set; }
}
