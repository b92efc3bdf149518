using PixelHub.Web.Components.State;

namespace PixelHub.Tests.Components;

public sealed class VisibleTextTests
{
    [Theory]
    [InlineData("June letter", "June letter")]
    [InlineData("Ünïcödé 東京 עברית", "Ünïcödé 東京 עברית")]
    [InlineData("👩‍👩‍👧", "👩‍👩‍👧")]
    [InlineData("می\u200Cخواهم", "می\u200Cخواهم")]
    [InlineData("june\u200B", "june‹U+200B›")]
    [InlineData("\uFEFFjune", "‹U+FEFF›june")]
    [InlineData("exe\u202Egnp", "exe‹U+202E›gnp")]
    [InlineData("a\0b\r\n", "a‹U+0000›b‹U+000D›‹U+000A›")]
    [InlineData("\u200D\u200C", "‹U+200D›‹U+200C›")]
    [InlineData(" \u00A0", "‹U+0020›‹U+00A0›")]
    [InlineData("\U000E0041", "‹U+E0041›")]
    [InlineData("", "")]
    public void Nothing_in_a_text_is_unseen(string text, string visible) => Assert.Equal(visible, VisibleText.Of(text));

    [Fact]
    public void Half_a_character_does_no_harm() => Assert.Equal("a\uFFFDb‹U+200B›", VisibleText.Of("a\uD800b\u200B"));
}
