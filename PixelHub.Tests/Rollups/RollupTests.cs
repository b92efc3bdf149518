using FsCheck;
using FsCheck.Fluent;
using PixelHub.Core.Events;
using PixelHub.Core.Rollups;
using PixelHub.Tests.Support;

namespace PixelHub.Tests.Rollups;

public sealed class RollupTests
{
    [Fact]
    public void Opened_people_are_those_who_opened_or_clicked_in_any_order_of_arrival()
    {
        var hit = from kind in Gen.Elements(EventKind.Impression, EventKind.Click, EventKind.Send)
                  from @class in Gen.Elements(EventNames.Classes.ToArray())
                  from person in Gen.Choose(1, 6)
                  select (kind, @class, person: (ulong)person);
        Prop.ForAll(hit.ListOf().ToArbitrary(), hits =>
        {
            var known = new Dictionary<ulong, KnownPerson>();
            long opened = 0, clicked = 0;
            foreach (var (kind, @class, person) in hits)
            {
                var change = PersonChange.Of(known.GetValueOrDefault(person), kind, @class, variant: 1, isRecipient: true);
                known[person] = change.Person;
                opened += change.Inferred + (change.IsNew && kind == EventKind.Impression && @class.IsPerson() ? 1 : 0);
                clicked += change.IsNew && kind == EventKind.Click && @class.IsPerson() ? 1 : 0;
            }

            hits = [.. hits.Where(h => h.kind != EventKind.Send)];
            return opened == hits.Where(h => h.@class.IsPerson()).Select(h => h.person).Distinct().LongCount()
                && clicked == hits.Where(h => h.@class.IsPerson() && h.kind == EventKind.Click).Select(h => h.person).Distinct().LongCount();
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void People_known_from_machines_alone_are_those_who_never_came_themselves_in_any_order_of_arrival()
    {
        var hit = from kind in Gen.Elements(EventKind.Impression, EventKind.Click, EventKind.Conversion, EventKind.Send)
                  from @class in Gen.Elements(EventNames.Classes.ToArray())
                  from person in Gen.Choose(1, 6)
                  from variant in Gen.Choose(1, 3)
                  select (kind, @class, person: (ulong)person, variant);
        Prop.ForAll(hit.ListOf().ToArbitrary(), hits =>
        {
            var known = new Dictionary<ulong, KnownPerson>();
            var fold = new RollupFold();
            foreach (var (kind, @class, person, variant) in hits)
            {
                var change = PersonChange.Of(known.GetValueOrDefault(person), kind, @class, variant, isRecipient: true);
                known[person] = change.Person;
                fold.Add(Sample.Event(kind: kind, recipient: person, @class: @class, variant: variant), isRepeat: false, change);
            }

            // A mail that was sent says whom a variant belongs to, and nothing about whether anybody came.
            var expected = hits.Where(h => h.kind != EventKind.Conversion).GroupBy(h => h.person)
                .Where(p => p.Any(h => h.kind != EventKind.Send) && !p.Any(h => h.kind != EventKind.Send && h.@class.IsPerson()))
                .CountBy(p => p.First().variant).ToDictionary(v => new VariantKey(1, v.Key), v => (long)v.Value);
            return fold.MachineOnly.Where(m => m.Value != 0).ToDictionary().OrderBy(m => m.Key.Variant).SequenceEqual(expected.OrderBy(m => m.Key.Variant));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Folding_in_two_parts_gives_the_same_counts_as_folding_at_once()
    {
        var events = Enumerable.Range(0, 200)
            .Select(i => Sample.Event(experiment: 1 + (i % 3), atSeconds: i * 977, recipient: (ulong)(i % 7), variant: 1 + (i % 2)))
            .ToList();
        var whole = Fold(events);
        var parts = Fold(events.Take(80)).Concat(Fold(events.Skip(80)))
            .GroupBy(c => c.Key, c => c.Value).ToDictionary(g => g.Key, g => g.Aggregate((a, b) => a + b));

        Assert.Equal(whole.OrderBy(c => c.Key.GetHashCode()), parts.OrderBy(c => c.Key.GetHashCode()));
        Assert.Equal(200, whole.Where(c => c.Key.Size == BucketSize.Whole).Sum(c => c.Value.Hits));
    }

    [Theory]
    [InlineData("2026-03-29T01:59:59.999Z", BucketSize.Minute, "2026-03-29T01:59:00Z")]
    [InlineData("2026-03-29T01:59:59.999Z", BucketSize.Hour, "2026-03-29T01:00:00Z")]
    [InlineData("2024-02-29T23:59:59.999Z", BucketSize.Day, "2024-02-29T00:00:00Z")]
    [InlineData("2024-03-01T00:00:00.000Z", BucketSize.Day, "2024-03-01T00:00:00Z")]
    [InlineData("1969-12-31T23:59:59.999Z", BucketSize.Hour, "1969-12-31T23:00:00Z")]
    public void A_bucket_starts_at_its_border_and_holds_what_comes_before_the_next(string at, BucketSize size, string start) =>
        Assert.Equal(Instant(start).ToUnixTimeMilliseconds(), TimeBucket.StartOf(Instant(at), size));

    private static IReadOnlyDictionary<CountKey, CountSums> Fold(IEnumerable<TrackedEvent> events)
    {
        var fold = new RollupFold();
        foreach (var e in events)
        {
            fold.Add(e, isRepeat: false, person: default);
        }

        return fold.ToCounts();
    }

    private static DateTimeOffset Instant(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
