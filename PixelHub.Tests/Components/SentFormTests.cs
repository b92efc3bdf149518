using PixelHub.Core.Catalog;
using PixelHub.Tests.Support;
using PixelHub.Web.Components.State;

namespace PixelHub.Tests.Components;

public sealed class SentFormTests
{
    private static readonly Experiment Two = FakeStore.Experiment(variants: ["A", "B"]);

    [Fact]
    public void What_is_known_is_typed_already_and_read_back_as_it_is()
    {
        var form = new SentForm(Two);

        Assert.True(form.IsSplit);
        Assert.False(form.IsDirty);
        Assert.Equal([("A", "100", ""), ("B", "100", "")], form.Rows.Select(r => (r.Name, r.Sent, r.Bounced)));
        Assert.True(form.Read()!.Matches(SentCounts.Of(Two)));
    }

    [Fact]
    public void One_number_for_all_takes_the_place_of_those_by_variant()
    {
        var form = new SentForm(Two) { IsSplit = false };
        form.Whole.Sent = "12,000";
        form.Whole.Bounced = "120";

        var counts = form.Read()!;
        Assert.Equal(new SentCount(12_000, 120), counts.Unsplit);
        Assert.Empty(counts.ByVariant);
        Assert.True(form.IsDirty);
    }

    [Theory]
    [InlineData("12x", "", "Write a whole number, such as 12,000.", null)]
    [InlineData("12", "x", null, "Write a whole number, such as 120.")]
    [InlineData("12", "13", null, "No more can bounce than were sent.")]
    [InlineData("", "13", "Give the number of mails sent, too.", null)]
    public void What_cannot_be_read_is_told_at_its_field(string sent, string bounced, string? sentFault, string? bouncedFault)
    {
        var form = new SentForm(Two);
        (form.Variants[1].Sent, form.Variants[1].Bounced) = (sent, bounced);

        Assert.Null(form.Read());
        Assert.Equal((sentFault, bouncedFault), (form.SentFault(form.Variants[1]), form.BouncedFault(form.Variants[1])));
        Assert.Null(form.SentFault(form.Variants[0]));
        Assert.Null(form.Fault);
    }

    [Fact]
    public void A_file_fills_what_it_names_and_leaves_the_rest()
    {
        var form = new SentForm(Two);

        form.Take(SentCsv.Parse("b,900,9", Two.Variants));
        Assert.Equal([("100", ""), ("900", "9")], form.Rows.Select(r => (r.Sent, r.Bounced)));

        form.Take(SentCsv.Parse("0,2000", Two.Variants));
        Assert.False(form.IsSplit);
        Assert.Equal("2000", form.Whole.Sent);

        form.Take(SentCsv.Parse("nonsense", Two.Variants));
        Assert.Equal("2000", form.Whole.Sent);
    }

    [Fact]
    public void A_pause_meanwhile_is_followed_and_somebody_elses_numbers_are_not()
    {
        var form = new SentForm(Two);

        Assert.True(form.Follow(Two with { Status = ExperimentStatus.Paused, Revision = 8 }));
        Assert.Equal(8, form.Revision);
        Assert.False(form.Follow(Two with { Unsplit = new SentCount(5), Revision = 9 }));
        Assert.Equal(8, form.Revision);
    }
}
