using FsCheck;
using FsCheck.Fluent;
using PixelHub.Core.Catalog;

namespace PixelHub.Tests.Catalog;

public sealed class SlugTests
{
    [Theory]
    [InlineData("abc")]
    [InlineData("Spring-Sale-2026")]
    [InlineData("0-0")]
    [InlineData("a23456789012345678901234567890123456789012345678901234567890")]
    public void A_well_formed_word_is_a_slug_in_lower_case(string text)
    {
        Assert.True(Slug.TryParse(text, out var slug));
        Assert.Equal(text.ToLowerInvariant(), slug.Value);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("ab")]
    [InlineData("-abc")]
    [InlineData("abc-")]
    [InlineData("a.b.c")]
    [InlineData("a/b")]
    [InlineData("ä-mail")]
    [InlineData("abc\n")]
    [InlineData("Click")]
    [InlineData("resolve")]
    [InlineData("a234567890123456789012345678901234567890123456789012345678901")]
    public void Anything_else_is_refused_with_advice(string? text)
    {
        Assert.False(Slug.TryParse(text, out _));
        Assert.EndsWith(".", Slug.Fault(text), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Summer Sale – 50 % off!", "summer-sale-50-off")]
    [InlineData("Été à Zürich", "ete-a-zurich")]
    [InlineData("API", "api-mail")]
    [InlineData("x", "x-mail")]
    [InlineData("日本", "")]
    public void A_name_suggests_a_slug(string name, string slug) => Assert.Equal(slug, Slug.Suggest(name));

    [Fact]
    public void Every_suggestion_is_a_slug_or_empty() =>
        Prop.ForAll<string?>(name => name is null || Slug.Suggest(name) is "" || Slug.TryParse(Slug.Suggest(name), out _)).QuickCheckThrowOnFailure();
}
