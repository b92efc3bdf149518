using PixelHub.Core.Classification;
using PixelHub.Core.Data.Sqlite.Recount;
using PixelHub.Core.Events;
using PixelHub.Core.Rollups;

namespace PixelHub.Core.Data.Sqlite.Review;

/// <summary>
/// What was counted of a person from a changed hit on: taken back as it was, and counted as it is now, both by the one definition of counting. The hits
/// before it stand, and say in the first of these what was known until then.
/// </summary>
/// <param name="experiment">Number of the experiment.</param>
/// <param name="change">What changes.</param>
/// <param name="rows">The person's hits from the first changed one on, by position.</param>
internal sealed class PersonChain(int experiment, RecipientChange change, IReadOnlyList<ChainHit> rows)
{
    /// <summary>Says where the person stood before these hits.</summary>
    /// <param name="known">What is known of the person now.</param>
    /// <param name="before">What was known before.</param>
    /// <returns>
    /// False when it cannot be said: the hits were counted by an older version, or do not lead to what is known now. Then nothing may be changed:
    /// a verdict that is not corrected does less harm than a wrong number.
    /// </returns>
    public bool TryBegin(EventTexts texts, KnownPerson known, out KnownPerson before)
    {
        before = known;
        var place = 0;
        while (place < rows.Count && !rows[place].IsCounted)
        {
            place++;
        }

        if (rows.Count == 0 || rows.Any(row => row.KnownBefore < 0))
        {
            return false;
        }

        if (place == rows.Count)
        {
            return true; // tests alone say nothing about the person
        }

        var kinds = (PersonKinds)rows[place].KnownBefore;
        before = new KnownPerson(kinds, kinds == PersonKinds.None ? 0 : known.Variant);
        var person = before;
        foreach (var row in rows)
        {
            person = row.IsCounted ? PersonChange.Of(person, row.Kind, texts.Verdict(row.Verdict).Class, row.Variant, isRecipient: true).Person : person;
        }

        return person == known;
    }

    /// <summary>Counts the hits anew.</summary>
    /// <param name="texts">Gives rows their texts.</param>
    /// <param name="verdictOf">Gives the number of a rule's verdict.</param>
    /// <param name="before">From <see cref="TryBegin"/>.</param>
    /// <param name="fold">Gets the difference.</param>
    /// <param name="breakdown">Gets the difference.</param>
    /// <param name="update">Gets each row that changes.</param>
    /// <returns>What is known of the person after them.</returns>
    public KnownPerson Count(
        EventTexts texts, Func<ClassificationRule, long> verdictOf, KnownPerson before, RollupFold fold, BreakdownFold breakdown, Action<ChainHit> update)
    {
        var (was, now) = (before, before);
        foreach (var row in rows)
        {
            var next = After(row, verdictOf) with { KnownBefore = row.IsCounted ? (int)now.Kinds : row.KnownBefore };
            var (oldHit, newHit) = (Describe(texts, row), Describe(texts, next));
            var (oldChange, newChange) = (default(PersonChange), default(PersonChange));
            if (row.IsCounted)
            {
                oldChange = PersonChange.Of(was, oldHit.Kind, oldHit.Class, oldHit.Variant, isRecipient: true);
                newChange = PersonChange.Of(now, newHit.Kind, newHit.Class, newHit.Variant, isRecipient: true);
                (was, now) = (oldChange.Person, newChange.Person);
            }

            fold.Add(oldHit, row.IsRepeat, oldChange, times: -1);
            fold.Add(newHit, next.IsRepeat, newChange);
            if (row.IsCounted && (row.Verdict, row.IsRepeat) != (next.Verdict, next.IsRepeat))
            {
                Add(breakdown, oldHit, row, times: -1);
                Add(breakdown, newHit, next, times: 1);
            }

            if (next != row)
            {
                update(next);
            }
        }

        return now;
    }

    private static void Add(BreakdownFold breakdown, TrackedEvent hit, in ChainHit row, int times)
    {
        if (!row.IsRepeat)
        {
            breakdown.Add(hit, row.Verdict, row.Origin, times);
        }
    }

    private ChainHit After(in ChainHit row, Func<ClassificationRule, long> verdictOf)
    {
        if (!change.Clicks.TryGetValue(row.Position, out var click))
        {
            return row;
        }

        var first = row.First != 0 ? row.First : row.Verdict;
        return click.Rule is null
            ? row with { Verdict = first, First = 0, IsRepeat = click.IsRepeat }
            : row with { Verdict = verdictOf(click.Rule), First = first, IsRepeat = click.IsRepeat };
    }

    private TrackedEvent Describe(EventTexts texts, in ChainHit row) => texts.Complete(
        new TrackedEvent(DateTimeOffset.FromUnixTimeMilliseconds(row.At), experiment)
        {
            Kind = row.Kind,
            Scope = row.Scope,
            Variant = row.Variant,
            Recipient = change.Recipient,
            Rule = "",
        },
        row.Verdict,
        row.Origin);
}

/// <summary>A row of a person's hits.</summary>
/// <param name="KnownBefore">The bits of <see cref="PersonKinds"/>; −1 in a row of an older version.</param>
internal readonly record struct ChainHit(
    long Position, long At, EventKind Kind, EventScope Scope, int Variant, long Verdict, long Origin, bool IsRepeat, long First, int KnownBefore)
{
    /// <summary>Whether it belongs to the results.</summary>
    public bool IsCounted => Scope == EventScope.Counted;
}
