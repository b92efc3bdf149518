using PixelHub.Core.Catalog;
using PixelHub.Core.Events;
using PixelHub.Core.Reports;
using PixelHub.Tests.Support;

namespace PixelHub.Tests.Reports;

public sealed class MailsTests
{
    private static readonly CountLine[] Sends = [Send(1, 300), Send(2, 200), Send(9, 5), FakeReports.Line(EventKind.Impression, 77), Send(1, 1_000) with { Scope = EventScope.Test }];

    [Fact]
    public void Without_anything_entered_the_reported_sends_are_taken_those_of_removed_variants_too()
    {
        var experiment = Two(null, null);

        Assert.Equal(new Mails(505, 505, MailSource.Reported), Mails.Of(experiment, Sends));
        Assert.Equal([new Mails(300, 300, MailSource.Reported), new Mails(200, 200, MailSource.Reported)], experiment.Variants.Select(v => Mails.Of(experiment, v, Sends)));
        Assert.Equal(new Mails(0, 0, MailSource.Reported), Mails.Of(experiment, experiment.Variants[1], [Send(1, 300)]));
    }

    [Fact]
    public void What_was_entered_wins_variant_by_variant()
    {
        var experiment = Two(new SentCount(1_000, 50), null);

        Assert.Equal(new Mails(1_205, 1_155, MailSource.Both), Mails.Of(experiment, Sends));
        Assert.Equal(new Mails(1_000, 950, MailSource.Entered), Mails.Of(experiment, experiment.Variants[0], Sends));
        Assert.Equal(new Mails(200, 200, MailSource.Reported), Mails.Of(experiment, experiment.Variants[1], Sends));
        Assert.Equal(new Mails(1_000, null, MailSource.Entered), Mails.Of(experiment, [])); // of B nothing is known
    }

    [Fact]
    public void One_number_for_all_wins_over_every_report()
    {
        var experiment = Two(null, null) with { Unsplit = new SentCount(800, 10) };

        Assert.Equal(new Mails(800, 790, MailSource.Entered), Mails.Of(experiment, Sends));
        Assert.All(experiment.Variants, v => Assert.Equal(default, Mails.Of(experiment, v, Sends)));
    }

    [Fact]
    public void Of_nothing_nothing_is_known() => Assert.Equal(default, Mails.Of(Two(null, null), []));

    private static Experiment Two(SentCount? a, SentCount? b)
    {
        var experiment = FakeStore.Experiment(variants: ["A", "B"]);
        return experiment with
        {
            Variants =
            [
                experiment.Variants[0] with { SentCount = a?.Sent, BouncedCount = a?.Bounced },
                experiment.Variants[1] with { SentCount = b?.Sent, BouncedCount = b?.Bounced },
            ],
        };
    }

    private static CountLine Send(int variant, long mails) => FakeReports.Line(EventKind.Send, mails, EventClass.Unknown, variant);
}
