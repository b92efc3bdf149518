using System.Text.RegularExpressions;
using PixelHub.Core.Classification;

namespace PixelHub.Tests.Classification;

public sealed partial class MergeTagTests
{
    [Theory]
    [InlineData("*|UNIQID|*")]
    [InlineData("{{ contact.EXT_ID }}")]
    [InlineData("{{external_id}}")]
    [InlineData("{{ .Subscriber.UUID }}")]
    [InlineData("{{${user_id}}}")]
    [InlineData("{contactfield=id}")]
    [InlineData("{$extid}")]
    [InlineData("%%_subscriberkey%%")]
    [InlineData("%recipient.id%")]
    [InlineData("%SUBSCRIBERID%")]
    [InlineData("<%= recipient.id %>")]
    [InlineData("<<Contact.Id>>")]
    [InlineData("[SUBSCRIBER_UID]")]
    [InlineData("[extid,fallback=x]")]
    [InlineData("[[data:extid:\"x\"]]")]
    [InlineData("$[UD:ID]$")]
    [InlineData("$contact.id$")]
    [InlineData("${user.id}")]
    [InlineData("#contact:id#")]
    [InlineData("~Contact.Id~")]
    [InlineData("__TEST_email__")]
    [InlineData(" {{id}} ")]
    [InlineData("%7B%7Bcontact.id%7D%7D")]
    [InlineData("%7b%7b%20contact.id%20%7d%7d")]
    [InlineData("*%7CUNIQID%7C*")]
    [InlineData("%25%25_subscriberkey%25%25")]
    [InlineData("%5BSUBSCRIBER_UID%5D")]
    public void A_tag_that_was_not_filled_in_is_recognised(string recipient) => Assert.True(MergeTag.IsUnfilled(recipient));

    [Theory]
    [InlineData("1842")]
    [InlineData("ada@example.org")]
    [InlineData("6f1c2b0e-8a5d-4f7e-9f57-0d7a3a1b2c3d")]
    [InlineData("a%20b")]
    [InlineData("100%")]
    [InlineData("%")]
    [InlineData("%%")]
    [InlineData("*|*")]
    [InlineData("{}")]
    [InlineData("{1}")]
    [InlineData("{a{b}")]
    [InlineData("$5$")]
    [InlineData("$$")]
    [InlineData("~~")]
    [InlineData("~a b~")]
    [InlineData("#1#")]
    [InlineData("#:x#")]
    [InlineData("##")]
    [InlineData("<%>")]
    [InlineData("%12%34%")]
    [InlineData("user-{{id}}")]
    [InlineData("%zz%7")]
    [InlineData("")]
    public void A_recipient_is_not_taken_for_a_tag(string recipient) => Assert.False(MergeTag.IsUnfilled(recipient));

    [Fact]
    public void A_long_recipient_is_looked_at_whole()
    {
        Assert.True(MergeTag.IsUnfilled("%7B%7B" + new string('x', 10_000) + "%7D%7D"));
        Assert.False(MergeTag.IsUnfilled("%7B%7B" + new string('x', 10_000)));
    }

    [Fact]
    public void The_search_by_hand_agrees_with_the_expression_that_defines_the_forms()
    {
        string[] parts =
            ["*|", "|*", "{{", "}}", "{", "}", "%%", "%", "<%", "%>", "<<", ">>", "[", "]", "$[", "]$", "${", "$", "~", "#", ":", "a", "B.", "_", "1", "%7B", "%7D", "%25"];
        var random = new Random(20_240_601);
        var tags = 0;
        for (var i = 0; i < 200_000; i++)
        {
            var text = string.Concat(random.GetItems(parts, random.Next(1, 6)));
            var expected = Forms().IsMatch(text) || Forms().IsMatch(Uri.UnescapeDataString(text));
            tags += expected ? 1 : 0;
            Assert.True(expected == MergeTag.IsUnfilled(text), text);
        }

        Assert.True(tags > 2_000, $"Only {tags} of the texts were tags.");
    }

    [GeneratedRegex(
        @"^(\*\|.*\|\*|\{\{.*\}\}|\{[$a-z][^{}]*\}|%%.*%%|%[a-z_.]+%|<%.*%>|\[\[?.*\]\]?|\$\[.*\]\$|\$[a-z.]+\$|\$\{.*\}|#[a-z]+:.*#|~[a-z.]+~|__test_email__|<<.*>>)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Forms();
}
