using PixelHub.Web.Components.State;

namespace PixelHub.Tests.Components;

public sealed class PasswordStrengthTests
{
    [Theory]
    [InlineData("password1234")]
    [InlineData("aaaaaaaaaaaaaaa")]
    [InlineData("123456789012")]
    [InlineData("adminadminadmin")]
    [InlineData("pixelhubpixelhub")]
    public void What_everybody_tries_first_is_refused(string password) =>
        Assert.True(PasswordStrength.Of(password, "admin", 12).Score < PasswordStrength.Least);

    [Theory]
    [InlineData("lamp orchid canyon")]
    [InlineData("tulips-under-7-bridges")]
    [InlineData("K7#vv2!mQz9$")]
    public void Words_or_signs_that_nobody_expects_are_taken(string password) =>
        Assert.True(PasswordStrength.Of(password, "admin", 12).Score >= PasswordStrength.Least);

    [Fact]
    public void A_short_password_is_told_how_much_is_missing() => Assert.Equal("5 more to go.", PasswordStrength.Of("7 chars", "admin", 12).Words);

    [Fact]
    public void A_password_of_endless_length_is_judged_at_once()
    {
        var start = TimeProvider.System.GetTimestamp();

        PasswordStrength.Of(string.Concat(Enumerable.Repeat("qwertz1!", 20_000)), "admin", 12);

        Assert.True(TimeProvider.System.GetElapsedTime(start) < TimeSpan.FromSeconds(5));
    }
}
