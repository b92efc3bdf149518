using PixelHub.Web.Components.State;

namespace PixelHub.Tests.Components;

public sealed class NumberTextTests
{
    [Theory]
    [InlineData(0L, "0")]
    [InlineData(999L, "999")]
    [InlineData(1_000L, "1k")]
    [InlineData(1_234L, "1.2k")]
    [InlineData(1_299L, "1.2k")]
    [InlineData(9_999L, "9.9k")]
    [InlineData(12_345L, "12.3k")]
    [InlineData(99_999L, "99.9k")]
    [InlineData(100_000L, "100k")]
    [InlineData(999_999L, "999k")]
    [InlineData(1_000_000L, "1M")]
    [InlineData(999_999_999L, "999M")]
    [InlineData(1_000_000_000L, "1B")]
    [InlineData(1_290_000_000L, "1.2B")]
    [InlineData(1_000_000_000_000L, "1,000B")]
    [InlineData(1_234_567_890_123L, "1,234B")]
    [InlineData(null, "–")]
    public void A_count_is_floored_and_never_rounded(long? count, string text) => Assert.Equal(text, NumberText.Brief(count));

    [Theory]
    [InlineData(0L, "0")]
    [InlineData(1_234_567L, "1,234,567")]
    [InlineData(null, "–")]
    public void The_exact_count_has_every_digit(long? count, string text) => Assert.Equal(text, NumberText.Exact(count));

    [Theory]
    [InlineData(null, "–")]
    [InlineData(0.0, "0.0%")]
    [InlineData(0.0004, "<0.1%")]
    [InlineData(0.0005, "0.1%")]
    [InlineData(0.1234, "12.3%")]
    [InlineData(0.9996, "99.9%")]
    [InlineData(1.0, "100.0%")]
    [InlineData(1.04, "104.0%")]
    public void A_share_that_is_not_nothing_never_reads_zero_and_one_that_is_not_all_never_reads_a_hundred(double? share, string text) =>
        Assert.Equal(text, NumberText.Percent(share));

    [Theory]
    [InlineData(1, "1 click")]
    [InlineData(0, "0 clicks")]
    [InlineData(1_500, "1.5k clicks")]
    public void A_count_agrees_with_its_noun(long count, string text) => Assert.Equal(text, NumberText.Of(count, "click", "clicks"));
}
