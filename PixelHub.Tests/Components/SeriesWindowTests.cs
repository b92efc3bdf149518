using PixelHub.Core.Catalog;
using PixelHub.Core.Events;
using PixelHub.Core.Reports;
using PixelHub.Core.Rollups;
using PixelHub.Tests.Support;
using PixelHub.Web.Components.State;

namespace PixelHub.Tests.Components;

public sealed class SeriesWindowTests
{
    private static readonly ViewerClock Berlin = ViewerClock.Of("Europe/Berlin");
    private static readonly DateTimeOffset Now = new(2026, 3, 14, 12, 34, 56, TimeSpan.Zero);
    private static readonly DateTimeOffset LongAgo = Now.AddYears(-1);

    [Fact]
    public void Half_an_hour_ends_with_the_minute_that_is_now_and_starts_at_a_round_one()
    {
        var window = SeriesWindow.Of(TimeRange.HalfHour, BucketSize.Minute, LongAgo, Now, Berlin);

        Assert.Equal(new DateTimeOffset(2026, 3, 14, 12, 5, 0, TimeSpan.Zero), window.From);
        Assert.Equal(new DateTimeOffset(2026, 3, 14, 12, 35, 0, TimeSpan.Zero), window.To);
        Assert.Equal(30, window.Buckets(Berlin).Count());
    }

    [Fact]
    public void Everybody_who_looks_in_the_same_minute_asks_the_same_question()
    {
        var one = SeriesWindow.Of(TimeRange.Day, BucketSize.Hour, LongAgo, Now, Berlin).Query(7);
        var other = SeriesWindow.Of(TimeRange.Day, BucketSize.Hour, LongAgo.AddDays(3), Now.AddSeconds(3), ViewerClock.Utc).Query(7);

        Assert.Equal(one, other);
    }

    [Fact]
    public void Days_are_days_of_the_viewer_put_together_from_hours()
    {
        var window = SeriesWindow.Of(TimeRange.Week, BucketSize.Day, LongAgo, Now, Berlin);

        Assert.Equal(new DateTimeOffset(2026, 3, 7, 23, 0, 0, TimeSpan.Zero), window.From); // midnight of the 8th in Berlin
        Assert.Equal(7, window.Buckets(Berlin).Count());
        Assert.Equal(BucketSize.Hour, window.Query(7).Interval);
        Assert.False(window.IsUtcDays);
    }

    [Fact]
    public void A_range_over_the_change_to_summer_time_has_each_day_once()
    {
        var after = new DateTimeOffset(2026, 3, 31, 12, 0, 0, TimeSpan.Zero);
        var window = SeriesWindow.Of(TimeRange.Week, BucketSize.Day, LongAgo, after, Berlin);

        var days = window.Buckets(Berlin).Select(b => Berlin.Local(b)).ToList();

        Assert.All(days, day => Assert.Equal(TimeSpan.Zero, day.TimeOfDay));
        Assert.Equal([25, 26, 27, 28, 29, 30, 31], days.Select(d => d.Day));
    }

    [Fact]
    public void All_of_a_young_experiment_is_drawn_as_a_week()
    {
        var window = SeriesWindow.Of(TimeRange.All, BucketSize.Day, Now.AddHours(-1), Now, Berlin);

        Assert.Equal(7, window.Buckets(Berlin).Count());
    }

    [Fact]
    public void All_of_an_old_experiment_is_read_by_UTC_day_and_says_so()
    {
        var window = SeriesWindow.Of(TimeRange.All, BucketSize.Day, LongAgo, Now, Berlin);

        Assert.True(window.IsUtcDays);
        Assert.Equal(BucketSize.Day, window.Query(7).Interval);
        Assert.Equal(366, window.Buckets(Berlin).Count());
    }

    [Fact]
    public void A_hit_is_counted_in_the_bucket_that_the_viewer_would_say()
    {
        var window = SeriesWindow.Of(TimeRange.Week, BucketSize.Day, LongAgo, Now, Berlin);
        SeriesLine[] lines =
        [
            new(new DateTimeOffset(2026, 3, 13, 22, 0, 0, TimeSpan.Zero), 1, EventKind.Impression, 3), // 23:00 of the 13th in Berlin
            new(new DateTimeOffset(2026, 3, 13, 23, 0, 0, TimeSpan.Zero), 1, EventKind.Impression, 5), // midnight of the 14th
            new(new DateTimeOffset(2026, 3, 14, 8, 0, 0, TimeSpan.Zero), 1, EventKind.Impression, 7),
            new(new DateTimeOffset(2026, 3, 14, 8, 0, 0, TimeSpan.Zero), 1, EventKind.Click, 11),
            new(new DateTimeOffset(2026, 3, 14, 8, 0, 0, TimeSpan.Zero), 2, EventKind.Impression, 13),
        ];

        var series = VariantSeries.Of([.. lines], EventKind.Impression, window, FakeStore.Experiment(variants: ["A", "B"]).Variants, Berlin);

        Assert.Equal([0, 0, 0, 0, 0, 3, 12], series[0].Points.Select(p => p.Hits));
        Assert.Equal(13, series[1].Total);
        Assert.Equal(new DateTime(2026, 3, 14, 0, 0, 0, DateTimeKind.Unspecified), series[0].Points[^1].At);
    }

    [Fact]
    public void Variants_without_a_hit_have_their_line_too()
    {
        var window = SeriesWindow.Of(TimeRange.HalfHour, BucketSize.Minute, LongAgo, Now, Berlin);

        var series = VariantSeries.Of([], EventKind.Click, window, [new Variant(1, "a", "A", 10_000)], Berlin);

        Assert.Equal(30, Assert.Single(series).Points.Count);
    }
}
