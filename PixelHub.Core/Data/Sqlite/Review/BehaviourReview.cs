using PixelHub.Core.Classification;
using PixelHub.Core.Data.Sqlite.Recount;
using PixelHub.Core.Events;
using PixelHub.Core.Rollups;

namespace PixelHub.Core.Data.Sqlite.Review;

/// <summary>
/// Judges the behaviour of committed clicks, and puts verdicts, counts and what is known of people right in one transaction. It reads first: the
/// writer's seat is taken when it is known what is to be changed.
/// </summary>
internal sealed class BehaviourReview(CommitSession session, BehaviourThresholds thresholds) : IDisposable
{
    /// <summary>
    /// A notice of a burst may stand in the log before the click that it is about. Within a day that one has come, whatever the clock did, or never will.
    /// </summary>
    private const long NoticesStay = 86_400_000;

    private readonly EventTexts _texts = new(session.Connection);

    /// <summary>Whether anything was changed, in the database or in memory.</summary>
    public bool HasBegun { get; private set; }

    /// <summary>Reviews everything that is due. To be called in a transaction that has not written yet.</summary>
    /// <returns>Numbers of the experiments whose figures changed.</returns>
    public IReadOnlySet<int> Run()
    {
        session.EnsurePeopleUnchanged();
        var plans = MakePlans();
        var changed = new HashSet<int>();
        foreach (var plan in plans)
        {
            session.Review.EndReview.Bind(1, plan.Experiment).Execute(); // the first change, before anything in memory: it is this one that may be refused
            HasBegun = true;
            if (plan.Changes.Count > 0 && Apply(plan))
            {
                changed.Add(plan.Experiment);
            }

            session.Review.TrimNotices.Bind(1, plan.Experiment, plan.To - NoticesStay).Execute();
        }

        session.People.Write();
        return changed;
    }

    /// <inheritdoc/>
    public void Dispose() => _texts.Dispose();

    private List<ReviewPlan> MakePlans()
    {
        var due = new List<(int Experiment, long From, long To)>();
        var rows = session.Review.ReadReviews;
        while (rows.Read())
        {
            due.Add(((int)rows.Int64(0), rows.Int64(1), rows.Int64(2)));
        }

        var links = new ReviewedLinks(_texts);
        return due.ConvertAll(d => ReviewPlan.Make(session.Review, links, thresholds, d.Experiment, d.From, d.To));
    }

    private bool Apply(ReviewPlan plan)
    {
        var (fold, breakdown) = (new RollupFold(), new BreakdownFold());
        var changes = plan.Changes.ToDictionary(c => c.Recipient);
        var hits = ReadHits(plan, changes);
        var isChanged = false;
        foreach (var (recipient, rows) in hits)
        {
            rows.Sort(static (a, b) => a.Position.CompareTo(b.Position));
            var chain = new PersonChain(plan.Experiment, changes[recipient], rows);
            var known = session.People.Get(plan.Experiment, recipient);
            if (!chain.TryBegin(_texts, known, out var before))
            {
                continue;
            }

            isChanged = true;
            var now = chain.Count(_texts, VerdictOf, before, fold, breakdown, row => Update(plan.Experiment, row));
            if (rows.Exists(row => row.IsCounted) && now != known)
            {
                session.People.Set(plan.Experiment, recipient, now);
            }
        }

        session.Add(fold, breakdown);
        return isChanged;
    }

    /// <summary>The hits of everybody who changes, from their first changed one on. Their positions go on with time; the notes say how far that is wrong.</summary>
    private Dictionary<ulong, List<ChainHit>> ReadHits(ReviewPlan plan, Dictionary<ulong, RecipientChange> changes)
    {
        var from = plan.Changes.Min(c => c.FirstAt) - ReviewNotes.Slack;
        var lowest = session.Review.ReadLowest.Bind(1, plan.Experiment, plan.Changes.Min(c => c.FirstPosition));
        from = lowest.Read() && !lowest.IsNull(0) ? Math.Min(from, lowest.Int64(0)) : from;
        lowest.Reset();

        var hits = new Dictionary<ulong, List<ChainHit>>();
        var rows = session.Review.ReadHits.Bind(1, plan.Experiment, from);
        while (rows.Read())
        {
            var recipient = unchecked((ulong)rows.Int64(0));
            if (!changes.TryGetValue(recipient, out var change) || rows.Int64(1) < change.FirstPosition)
            {
                continue;
            }

            if (!hits.TryGetValue(recipient, out var list))
            {
                hits[recipient] = list = [];
            }

            list.Add(new ChainHit(
                rows.Int64(1), rows.Int64(2), (EventKind)rows.Int64(3), (EventScope)rows.Int64(4), (int)rows.Int64(5), rows.Int64(6), rows.Int64(7),
                rows.Int64(8) != 0, rows.Int64(9), (int)rows.Int64(10)));
        }

        return hits;
    }

    private long VerdictOf(ClassificationRule rule) => session.VerdictId(rule.OnClick, rule.Id, null, null, null);

    private void Update(int experiment, ChainHit row) => session.Review.UpdateHit
        .Bind(1, row.Verdict, row.First, row.IsRepeat ? 1 : 0, row.KnownBefore, experiment, row.At, row.Position)
        .Execute();
}
