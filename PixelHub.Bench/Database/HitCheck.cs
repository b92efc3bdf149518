namespace PixelHub.Bench.Database;

/// <summary>Whether every answered hit is in the database exactly once. Wants requests of which no two name the same recipient.</summary>
/// <param name="Sent">Hits sent.</param>
/// <param name="Answered">Hits answered.</param>
/// <param name="Rows">Hits in the database, as the export reads them.</param>
/// <param name="Doubles">Rows whose recipient or id another row has too.</param>
/// <param name="Counted">Hits in the totals.</param>
internal sealed record HitCheck(long Sent, long Answered, long Rows, long Doubles, long Counted)
{
    public bool IsPassed => Rows >= Answered && Rows <= Sent && Doubles == 0 && Counted == Rows;

    /// <summary>The outcome as a word or a sentence.</summary>
    public string Outcome => IsPassed ? "every answered hit once"
        : Rows < Answered ? "WRONG: hits are missing"
        : Doubles > 0 || Rows > Sent ? "WRONG: hits are doubled"
        : "WRONG: the totals do not agree with the rows";

    /// <summary>Reads every row: some seconds for a million.</summary>
    public static async Task<HitCheck> ReadAsync(BenchDatabase database, long sent, long answered, CancellationToken cancellationToken)
    {
        var positions = new HashSet<long>();
        var recipients = new HashSet<ulong>();
        var rows = 0L;
        foreach (var experiment in (await database.Reports.ReadAllTotalsAsync(cancellationToken)).Keys)
        {
            await foreach (var row in database.Reports.ExportAsync(experiment, cancellationToken))
            {
                rows++;
                positions.Add(row.Position);
                recipients.Add(row.Event.Recipient);
            }
        }

        return new HitCheck(sent, answered, rows, rows - Math.Min(positions.Count, recipients.Count), await database.CountedAsync(cancellationToken));
    }
}
