using PixelHub.Web.Components.State;

namespace PixelHub.Tests.Components;

public sealed class ViewerClockTests
{
    private static readonly DateTimeOffset Winter = new(2026, 1, 15, 23, 30, 5, TimeSpan.Zero);

    [Fact]
    public void Times_are_told_in_the_zone_of_the_browser()
    {
        var berlin = ViewerClock.Of("Europe/Berlin");

        Assert.Equal(new DateTime(2026, 1, 16, 0, 30, 5, DateTimeKind.Unspecified), berlin.Local(Winter));
        Assert.Equal("16 Jan 2026 00:30", berlin.Full(Winter));
        Assert.Equal("Europe/Berlin", berlin.Label);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Middle/Earth")]
    [InlineData("../../etc/passwd")]
    [InlineData("<script>")]
    public void A_zone_that_is_none_is_taken_for_UTC(string? zone) => Assert.Equal(TimeZoneInfo.Utc, ViewerClock.Of(zone).Zone);

    [Fact]
    public void A_zone_of_endless_length_is_taken_for_UTC() => Assert.Equal(TimeZoneInfo.Utc, ViewerClock.Of(new string('a', 100_000)).Zone);

    [Fact]
    public void A_moment_of_today_needs_no_date_and_one_of_yesterday_does()
    {
        var berlin = ViewerClock.Of("Europe/Berlin");

        Assert.Equal("00:30:05", berlin.Moment(Winter, Winter.AddHours(1)));
        Assert.Equal("16 Jan 00:30:05", berlin.Moment(Winter, Winter.AddDays(1)));
    }

    [Fact]
    public void A_day_starts_at_local_midnight_on_both_sides_of_summer_time()
    {
        var berlin = ViewerClock.Of("Europe/Berlin");
        var changing = new DateTimeOffset(2026, 3, 29, 12, 0, 0, TimeSpan.Zero); // clocks go forward that night

        Assert.Equal(new DateTimeOffset(2026, 3, 28, 23, 0, 0, TimeSpan.Zero), berlin.StartOfDay(changing));
        Assert.Equal(new DateTimeOffset(2026, 3, 29, 22, 0, 0, TimeSpan.Zero), berlin.StartOfDay(changing, 1));
    }

    [Fact]
    public void A_day_whose_midnight_does_not_exist_starts_when_it_does()
    {
        var cairo = ViewerClock.Of("Africa/Cairo"); // clocks go forward at midnight on the last Friday of April
        var day = new DateTimeOffset(2026, 4, 24, 12, 0, 0, TimeSpan.Zero);

        Assert.Equal(new DateTime(2026, 4, 24, 1, 0, 0, DateTimeKind.Unspecified), cairo.Local(cairo.StartOfDay(day)));
    }
}
