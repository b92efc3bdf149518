using PixelHub.Core.Reports;
using PixelHub.Web.Components.State;

namespace PixelHub.Tests.Components;

public sealed class OpenRateWordsTests
{
    [Theory]
    [InlineData(1_000, 210, 250, "Open rate: between 21.0% and 46.0%", "21.0% – 46.0%")]
    [InlineData(1_000, 210, 0, "Open rate: at least 21.0%", "21.0%")]
    [InlineData(1_000, 0, 0, "Open rate: at least 0.0%", "0.0%")]
    [InlineData(1_000, 600, 500, "Open rate: between 60.0% and 100.0%", "60.0% – 100.0%")]
    [InlineData(100, 101, 0, "Open rate: the numbers do not fit", "101.0%")]
    [InlineData(0, 0, 0, "Open rate: not known yet", "–")]
    [InlineData(null, 210, 250, "Open rate: not known yet", "–")]
    public void The_range_is_one_line(int? delivered, int opened, int machineOnly, string title, string cell)
    {
        var rates = new OpenRates(delivered, opened, machineOnly, Clicked: 0);

        Assert.Equal(title, OpenRateWords.Title(rates));
        Assert.Equal(cell, OpenRateWords.Range(rates));
    }

    [Theory]
    [InlineData(1_000, 210, 250, "210 people opened for certain. For 250 others only machines came, such as")]
    [InlineData(1_000, 1, 1, "1 person opened for certain. For 1 other only machines came, such as")]
    [InlineData(1_000, 210, 0, "No mail was fetched by machines alone")]
    [InlineData(100, 101, 0, "101 people opened, but only 100 mails arrived")]
    [InlineData(0, 0, 0, "all that were sent came back")]
    [InlineData(null, 210, 250, "210 people opened; for 250 others only machines came. Say how many mails you sent")]
    [InlineData(null, 0, 0, "Say how many mails you sent")]
    public void The_reason_is_in_words(int? delivered, int opened, int machineOnly, string words) =>
        Assert.Contains(words, OpenRateWords.Reason(new OpenRates(delivered, opened, machineOnly, 0)), StringComparison.Ordinal);

    [Theory]
    [InlineData(1_000, 210, 250, "if those behind machines open like the others")]
    [InlineData(1_000, 10, 750, "more than 70% of the mails")]
    [InlineData(90, 10, 5, "fewer than 100 mails")]
    [InlineData(1_000, 600, 500, "more than the mails")]
    [InlineData(null, 1, 1, "needs the sent count")]
    public void So_is_what_the_estimate_takes_for_granted_or_why_there_is_none(int? delivered, int opened, int machineOnly, string words) =>
        Assert.Contains(words, OpenRateWords.Estimate(new OpenRates(delivered, opened, machineOnly, 0)), StringComparison.Ordinal);
}
