using System.Diagnostics;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using PixelHub.Core.Ingestion;
using PixelHub.Web.Endpoints;

namespace PixelHub.Tests.Endpoints;

public sealed class FieldTextTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("plain", "plain")]
    [InlineData("a+b%2Bc", "a b+c")]
    [InlineData("%C3%A4%c3%bc", "äü")]
    [InlineData("%F0%9F%8C%9E", "🌞")]
    [InlineData("%", "%")]
    [InlineData("%4", "%4")]
    [InlineData("%zz%41", "%zzA")]
    [InlineData("% 41", "% 41")]
    [InlineData("%u00e9", "%u00e9")]
    [InlineData("%00", "\0")]
    [InlineData("%FF%41", "\uFFFDA")]
    [InlineData("%ED%A0%80", "\uFFFD\uFFFD\uFFFD")]
    [InlineData("*|UNIQID|*", "*|UNIQID|*")]
    public void Escapes_are_decoded_and_malformed_ones_do_no_harm(string raw, string text) => Assert.Equal(text, FieldText.Decode(raw));

    [Fact]
    public void Half_of_a_surrogate_pair_becomes_the_sign_for_it() => Assert.Equal("\uFFFDx", FieldText.Decode(['\uD800', 'x']));

    [Fact]
    public void At_most_256_characters_are_kept_and_no_half_of_a_pair()
    {
        Assert.Equal(new string('x', 256), FieldText.Decode(new string('x', 100_000)));
        Assert.Equal(new string('ä', 256), FieldText.Decode(new string('ä', 300)));
        Assert.Equal(new string('€', 256), FieldText.Decode(string.Concat(Enumerable.Repeat("%E2%82%AC", 300))));
        Assert.Equal("x" + string.Concat(Enumerable.Repeat("🌞", 127)), FieldText.Decode("x" + string.Concat(Enumerable.Repeat("%F0%9F%8C%9E", 300))));
    }

    [Fact]
    public void Any_text_has_an_answer_that_can_be_written_as_UTF8() =>
        Prop.ForAll(ArbMap.Default.ArbFor<string?>(), raw =>
        {
            var text = FieldText.Decode(raw);
            return text.Length <= RequestFacts.MaxFieldLength && new UTF8Encoding(false, throwOnInvalidBytes: true).GetByteCount(text) >= text.Length;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void What_a_browser_escapes_comes_back() =>
        Prop.ForAll(ArbMap.Default.ArbFor<UnicodeString>(), sent =>
        {
            var text = sent.Item ?? "";
            return text.Length > 256 || !IsWellFormed(text) || FieldText.Decode(Uri.EscapeDataString(text)) == text;
        }).QuickCheckThrowOnFailure();

    private static bool IsWellFormed(string text) => text.EnumerateRunes().All(r => r != Rune.ReplacementChar);

    [Fact]
    public void The_first_occurrence_of_a_name_wins_even_when_it_is_empty()
    {
        var fields = QueryFields.Read("?r=&r=two&v=&v=b&c=1&amp;l=2&amp;ch=Web&ch=ad&R=x&rr=y");

        Assert.Equal(("", null, "1", "2", "web"), (fields.Recipient, fields.PinnedVariant, fields.Campaign, fields.Link, fields.Channel));
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("?", null)]
    [InlineData("?r", "")]
    [InlineData("?r=", "")]
    [InlineData("?x=1&&=&r=a=b", "a=b")]
    public void A_recipient_without_a_value_differs_from_none(string query, string? recipient) => Assert.Equal(recipient, QueryFields.Read(query).Recipient);

    [Theory]
    [InlineData("?ch=carrier-pigeon")]
    [InlineData("?ch=")]
    [InlineData("?ch=%00")]
    public void An_unknown_channel_is_left_out(string query) => Assert.Null(QueryFields.Read(query).Channel);

    [Fact]
    public void A_hostile_query_of_100_KB_costs_less_than_a_disk_flush()
    {
        string[] hostile = [new string('&', 100_000), "r=" + string.Concat(Enumerable.Repeat("%F0", 33_000)), string.Concat(Enumerable.Repeat("r=1&", 25_000)), new string('%', 100_000)];
        var best = TimeSpan.MaxValue;
        for (var attempt = 0; attempt < 20; attempt++)
        {
            var clock = Stopwatch.StartNew();
            foreach (var query in hostile)
            {
                QueryFields.Read(query);
            }

            best = clock.Elapsed < best ? clock.Elapsed : best;
        }

        Assert.True(best < TimeSpan.FromMilliseconds(20), $"Four hostile queries took {best.TotalMilliseconds} ms.");
    }
}
