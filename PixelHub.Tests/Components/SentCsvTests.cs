using PixelHub.Core.Catalog;
using PixelHub.Tests.Support;
using PixelHub.Web.Components.State;

namespace PixelHub.Tests.Components;

public sealed class SentCsvTests
{
    private static readonly IReadOnlyList<Variant> Variants = FakeStore.Experiment(variants: ["A", "Blue sky"]).Variants;

    [Theory]
    [InlineData("a,1000,20\nblue sky,900")]
    [InlineData("variant,sent,bounced\r\nA,1000,20\r\n\r\nBlue sky,900\r\n")]
    [InlineData("\uFEFFVariant;Sent;Bounced\nA;1 000;20\n\"Blue sky\";900\n")]
    [InlineData("1\t1,000\t20\n2\t900")]
    [InlineData("\"a\",\"1,000\",20\n blue sky , 900 ")]
    public void Lines_name_a_variant_by_id_name_or_number(string text)
    {
        var file = SentCsv.Parse(text, Variants);

        Assert.Empty(file.Faults);
        Assert.Equal(new Dictionary<int, SentCount> { [1] = new(1_000, 20), [2] = new(900) }.OrderBy(c => c.Key), file.Counts.OrderBy(c => c.Key));
    }

    [Theory]
    [InlineData("0,5000,50")]
    [InlineData("variant,sent\nall,5000")]
    public void One_number_may_stand_for_all(string text) => Assert.Equal(5_000, SentCsv.Parse(text, Variants).Counts[SentCounts.UnsplitVariant].Sent);

    [Theory]
    [InlineData("b,5", "Line 2: there is no variant “b”; there are a, blue sky, and 0 for all together.")]
    [InlineData("blue sky", "Line 2: expected variant,sent or variant,sent,bounced, but found one field.")]
    [InlineData("blue sky,1,2,3", "Line 2: expected variant,sent or variant,sent,bounced, but found 4 fields.")]
    [InlineData("blue sky,many", "Line 2: “many” is not a number of mails.")]
    [InlineData("blue sky,", "Line 2: “” is not a number of mails.")]
    [InlineData("blue sky,-5", "Line 2: “-5” is not a number of mails.")]
    [InlineData("blue sky,5,6", "Line 2: “6” is not a number of bounced mails from 0 to 5. Write thousands without a separator.")]
    [InlineData("blue sky,12,000", "Line 2: “000” is not a number of bounced mails from 0 to 12. Write thousands without a separator.")]
    [InlineData("A,5", "Line 2: “A” was in line 1 already; that one stays.")]
    [InlineData("0,5", "Line 2: one number for all cannot stand beside numbers by variant; those by variant stay.")]
    public void A_bad_line_is_told_with_its_number_and_the_good_ones_stay(string line, string fault)
    {
        var file = SentCsv.Parse($"a,1000\n{line}", Variants);

        Assert.Equal([fault], file.Faults);
        Assert.Equal([new(1, new SentCount(1_000))], file.Counts);
    }

    [Fact]
    public void An_empty_file_says_nothing_and_a_hostile_one_is_told_in_short_and_visible_words()
    {
        Assert.Empty(SentCsv.Parse("\n \n", Variants).Faults);
        Assert.Contains("“a‹U+202E›b”", Assert.Single(SentCsv.Parse("a\u202Eb,5", Variants).Faults), StringComparison.Ordinal);
        Assert.True(Assert.Single(SentCsv.Parse(new string('x', 5_000) + ",5", Variants).Faults).Length < 150);
    }
}
