using System.Globalization;
using PixelHub.Core.Commit;
using PixelHub.Core.Events;
using PixelHub.Core.Rollups;

namespace PixelHub.Core.Data.Sqlite.Recount;

/// <summary>Compares the stored counts of one experiment with the expected ones in the temporary tables.</summary>
internal sealed class CountsComparison(WriterConnection reader, int experiment, long before)
{
    /// <summary>Tells, and hands to the mender, what differs.</summary>
    /// <returns>How many rows differ.</returns>
    public long Run(Mender? mender, Action<RecountDifference> tell) => CompareCounts(mender, tell) + CompareBreakdowns(mender, tell);

    private long CompareCounts(Mender? mender, Action<RecountDifference> tell)
    {
        var differences = 0L;
        using var rows = new Statement(reader, "Recount/CompareCounts", "experiment", "before");
        rows.Bind(1, experiment, before);
        while (rows.Read())
        {
            var key = new CountKey(
                experiment, (BucketSize)rows.Int64(0), rows.Int64(1), (int)rows.Int64(2), (EventScope)rows.Int64(3), (EventKind)rows.Int64(4), (EventClass)rows.Int64(5));
            var (stored, counted) = (Sums(rows, 6), Sums(rows, 11));
            tell(new RecountDifference(
                $"experiment {experiment}, {Bucket(key.Size, key.Start)}, variant {key.Variant}, {key.Scope.Wire()} {key.Kind.Wire()} {key.Class.Wire()}",
                stored.ToString(), counted.ToString()));
            mender?.Counts(key, stored, counted);
            differences++;
        }

        return differences;
    }

    private long CompareBreakdowns(Mender? mender, Action<RecountDifference> tell)
    {
        var differences = 0L;
        using var rows = new Statement(reader, "Recount/CompareBreakdowns", "experiment", "before");
        rows.Bind(1, experiment, before);
        while (rows.Read())
        {
            var key = new StoredBreakdownKey(
                experiment, (Facet)rows.Int64(0), rows.Int64(1), rows.Int64(2), (int)rows.Int64(3), (EventKind)rows.Int64(4), (EventClass)rows.Int64(5));
            var (stored, counted) = (rows.Int64(6), rows.Int64(7));
            tell(new RecountDifference(
                $"experiment {experiment}, {key.Facet} number {key.Value}, {Bucket(key.Start == BreakdownKey.AllTime ? BucketSize.Whole : BucketSize.Day, key.Start)}, variant {key.Variant}, {key.Kind.Wire()} {key.Class.Wire()}",
                stored.ToString(CultureInfo.InvariantCulture), counted.ToString(CultureInfo.InvariantCulture)));
            mender?.Breakdown(key, counted - stored);
            differences++;
        }

        return differences;
    }

    private static CountSums Sums(Statement row, int first) =>
        new(row.Int64(first), row.Int64(first + 1), row.Int64(first + 2), row.Int64(first + 3), row.Int64(first + 4));

    private static string Bucket(BucketSize size, long start) => size == BucketSize.Whole
        ? "all time"
        : $"{size.ToString().ToLowerInvariant()} {DateTimeOffset.FromUnixTimeMilliseconds(start).UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} UTC";
}
