using PixelHub.Core.Ingestion;

namespace PixelHub.Tests.Ingestion;

public sealed class RecipientIdTests
{
    [Theory]
    [InlineData("jo hn@x.org", "jo+hn@x.org")]
    [InlineData("jo+hn@x.org", "jo+hn@x.org")]
    [InlineData("ann news sale@example.test", "ann+news+sale@example.test")]
    [InlineData("Ann@Example.TEST", "ann@example.test")]
    [InlineData("ÄRGER@Müller.example", "ärger@müller.example")]
    [InlineData("  ann@example.test ", "ann@example.test")]
    [InlineData("@", "@")]
    public void An_address_is_one_text_however_it_arrived(string arrived, string text) => Assert.Equal(text, RecipientId.Normalise(arrived));

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("Subscriber 4711")]
    [InlineData("ABCdef")]
    [InlineData("a+b")]
    public void What_is_no_address_stays_letter_by_letter(string recipient) => Assert.Equal(recipient, RecipientId.Normalise(recipient));

    [Fact]
    public void Normalising_twice_changes_nothing()
    {
        foreach (var recipient in (string[])["Jo Hn@X.org", " a b@c ", "@ @", "x"])
        {
            var once = RecipientId.Normalise(recipient);
            Assert.Equal(once, RecipientId.Normalise(once));
        }
    }
}
