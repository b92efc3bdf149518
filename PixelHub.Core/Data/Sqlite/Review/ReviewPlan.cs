using System.Runtime.InteropServices;
using PixelHub.Core.Classification;
using PixelHub.Core.Events;
using PixelHub.Core.Rollups;

namespace PixelHub.Core.Data.Sqlite.Review;

/// <summary>What a review is going to change in one experiment. Made by reading alone.</summary>
/// <param name="Experiment">Number of the experiment.</param>
/// <param name="To">Up to when its clicks were due, in unix milliseconds.</param>
/// <param name="Changes">The recipients that change.</param>
internal sealed record ReviewPlan(int Experiment, long To, IReadOnlyList<RecipientChange> Changes)
{
    private static readonly long RepeatMilliseconds = (long)RepeatWindow.Length.TotalMilliseconds;

    /// <summary>Judges every recipient who clicked, or was sent a mail, in the time that is due.</summary>
    public static ReviewPlan Make(ReviewStatements statements, ReviewedLinks links, BehaviourThresholds thresholds, int experiment, long from, long to)
    {
        // A new click may change any within its reach, and with them repeats; to judge those, what is within their own reach has to be known as well.
        var reach = (long)thresholds.Reach.TotalMilliseconds;
        var changesFrom = Math.Max(from - reach - RepeatMilliseconds, (statements.ReadPurge.Bind(1, experiment).Scalar() ?? long.MinValue / 2) + reach);
        var hits = new List<ReviewHit>();
        Read(statements.ReadClicks.Bind(1, experiment, from, long.MaxValue), hits, of: null);
        var due = hits.Where(hit => hit.At <= to).Select(hit => hit.Recipient).ToHashSet();
        Read(statements.ReadClicks.Bind(1, experiment, changesFrom - reach - RepeatMilliseconds, from), hits, due);
        hits.RemoveAll(hit => !due.Contains(hit.Recipient));
        hits.Sort();
        var notices = ReadNotices(statements.ReadNotices.Bind(1, experiment, changesFrom));

        var review = new RecipientReview(links, notices, thresholds, changesFrom);
        var changes = new List<RecipientChange>();
        for (var rest = CollectionsMarshal.AsSpan(hits); !rest.IsEmpty;)
        {
            var count = 1;
            while (count < rest.Length && rest[count].Recipient == rest[0].Recipient)
            {
                count++;
            }

            if (review.Find(rest[..count]) is { } change)
            {
                changes.Add(change);
            }

            rest = rest[count..];
        }

        return new ReviewPlan(experiment, to, changes);
    }

    /// <param name="rows">The rows.</param>
    /// <param name="hits">Gets the hits.</param>
    /// <param name="of">Whose hits; null for everybody's.</param>
    private static void Read(Statement rows, List<ReviewHit> hits, HashSet<ulong>? of)
    {
        while (rows.Read())
        {
            var recipient = unchecked((ulong)rows.Int64(6));
            if (of is null || of.Contains(recipient))
            {
                hits.Add(new ReviewHit(
                    rows.Int64(0), rows.Int64(1), (EventKind)rows.Int64(2), (EventScope)rows.Int64(3), rows.Int64(4), rows.Int64(5), recipient,
                    rows.Int64(7) != 0, rows.Int64(8)));
            }
        }
    }

    private static HashSet<(long At, ulong Recipient)> ReadNotices(Statement rows)
    {
        var notices = new HashSet<(long At, ulong Recipient)>();
        while (rows.Read())
        {
            notices.Add((rows.Int64(0), unchecked((ulong)rows.Int64(1))));
        }

        return notices;
    }
}
