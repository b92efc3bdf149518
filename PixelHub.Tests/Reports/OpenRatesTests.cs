using PixelHub.Core.Events;
using PixelHub.Core.Reports;
using PixelHub.Tests.Support;

namespace PixelHub.Tests.Reports;

public sealed class OpenRatesTests
{
    // Expected: by hand, with a calculator.
    [Fact]
    public void The_rate_lies_between_those_who_certainly_opened_and_those_who_may_have()
    {
        var rates = new OpenRates(Delivered: 1_000, Opened: 210, MachineOnly: 250, Clicked: 42);

        Assert.Equal(0.21, rates.Confirmed!.Value, 10);
        Assert.Equal(0.46, rates.Raw!.Value, 10);
        Assert.Equal(0.28, rates.Estimate!.Value, 10);
        Assert.Equal(0.25, rates.MachineShare!.Value, 10);
        Assert.Equal(0.042, rates.ClickRate!.Value, 10);
        Assert.Equal(0.2, rates.ClickToOpenRate!.Value, 10);
        Assert.False(rates.HasMoreOpenersThanMails);
    }

    [Theory]
    [InlineData(1_000, 50, 700, EstimateGap.None)] // 70 % exactly
    [InlineData(1_000, 50, 701, EstimateGap.MostlyMachines)]
    [InlineData(200, 20, 100, EstimateGap.None)] // 100 are left
    [InlineData(200, 20, 101, EstimateGap.TooFewMails)]
    [InlineData(99, 20, 0, EstimateGap.TooFewMails)]
    [InlineData(1_000, 1_000, 0, EstimateGap.None)] // everybody opened
    [InlineData(1_000, 1_001, 0, EstimateGap.MorePeopleThanMails)]
    [InlineData(1_000, 800, 201, EstimateGap.MorePeopleThanMails)]
    [InlineData(0, 0, 0, EstimateGap.NothingDelivered)]
    [InlineData(null, 20, 5, EstimateGap.NothingDelivered)]
    public void The_estimate_is_hidden_where_too_little_is_left_to_make_it_from(int? delivered, int opened, int machineOnly, EstimateGap gap)
    {
        var rates = new OpenRates(delivered, opened, machineOnly, Clicked: 0);

        Assert.Equal(gap, rates.Gap);
        Assert.Equal(gap == EstimateGap.None, rates.Estimate is not null);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(0)]
    public void Without_mails_there_are_counts_and_no_rate_by_mail(int? delivered)
    {
        var rates = new OpenRates(delivered, Opened: 20, MachineOnly: 5, Clicked: 4);

        Assert.All([rates.Confirmed, rates.Raw, rates.Estimate, rates.MachineShare, rates.ClickRate], Assert.Null);
        Assert.Equal(0.2, rates.ClickToOpenRate!.Value, 10);
        Assert.Equal(delivered == 0, rates.HasMoreOpenersThanMails);
    }

    [Theory]
    [InlineData(100, 100, false)]
    [InlineData(100, 101, true)]
    [InlineData(null, 101, false)]
    public void More_openers_than_mails_are_noticed(int? delivered, int opened, bool isNoticed) =>
        Assert.Equal(isNoticed, new OpenRates(delivered, opened, 0, 0).HasMoreOpenersThanMails);

    [Fact]
    public void Of_one_variant_only_its_own_are_counted_and_of_all_everybody()
    {
        var report = new ExperimentReport(
            [FakeReports.Line(EventKind.Impression, 30), FakeReports.Line(EventKind.Click, 6), FakeReports.Line(EventKind.Impression, 20, variant: 2), FakeReports.Line(EventKind.Impression, 9, EventClass.MachinePrefetch)],
            [],
            LastEventAt: null)
        {
            MachineOnly = [new(1, 8), new(2, 4)],
        };

        Assert.Equal(new OpenRates(500, 20, 4, 0), OpenRates.Of(report, delivered: 500, variant: 2));
        Assert.Equal(new OpenRates(1_000, 50, 12, 6), OpenRates.Of(report, delivered: 1_000));
    }
}
