using PixelHub.Web.Components.State;

namespace PixelHub.Tests.Components;

public sealed class NumberInputTests
{
    [Theory]
    [InlineData("", null)]
    [InlineData("  ", null)]
    [InlineData("0", 0L)]
    [InlineData("12000", 12_000L)]
    [InlineData("12,000", 12_000L)]
    [InlineData("12.000", 12_000L)]
    [InlineData("1 234 567", 1_234_567L)]
    [InlineData("1'234'567", 1_234_567L)]
    [InlineData(" 12\u202F000 ", 12_000L)]
    public void A_count_may_have_separators_between_groups_of_three(string text, long? count)
    {
        Assert.True(NumberInput.TryReadCount(text, out var read));
        Assert.Equal(count, read);
    }

    [Theory]
    [InlineData("12x")]
    [InlineData("1.5")]
    [InlineData("1,2345")]
    [InlineData("-3")]
    [InlineData("1e3")]
    [InlineData("١٢")]
    [InlineData("1٢")]
    [InlineData("99999999999999999999")]
    public void What_can_be_read_in_two_ways_is_not_read(string text) => Assert.False(NumberInput.TryReadCount(text, out _));

    [Theory]
    [InlineData("0", 0)]
    [InlineData("50", 5_000)]
    [InlineData("33.3", 3_330)]
    [InlineData("33,34 %", 3_334)]
    [InlineData("100", 10_000)]
    public void A_share_is_a_percentage(string text, int basisPoints)
    {
        Assert.True(NumberInput.TryReadShare(text, out var read));
        Assert.Equal(basisPoints, read);
    }

    [Theory]
    [InlineData("")]
    [InlineData("100.01")]
    [InlineData("-1")]
    [InlineData("33.333")]
    [InlineData("half")]
    public void What_is_no_percentage_is_not_read(string text) => Assert.False(NumberInput.TryReadShare(text, out _));

    [Theory]
    [InlineData(3_334)]
    [InlineData(10_000)]
    [InlineData(1)]
    public void A_share_is_read_back_as_it_is_written(int basisPoints)
    {
        Assert.True(NumberInput.TryReadShare(NumberInput.ShareText(basisPoints), out var read));
        Assert.Equal(basisPoints, read);
    }
}
