using PixelHub.Core.Classification;
using PixelHub.Web.Snippets;

namespace PixelHub.Tests.Snippets;

public sealed class RecipientTagTests
{
    [Theory]
    [InlineData("{{ contact.id | default: 'x' }}")]
    [InlineData("[[data:extid:\"x\"]]")]
    [InlineData("{{ kontakt.größe }}")]
    [InlineData("#contact:id#")]
    [InlineData("%%_subscriberkey%%")]
    public void A_tag_is_kept_to_the_letter(string text)
    {
        Assert.True(RecipientTag.TryParse($"  {text} ", out var tag, out var fault));
        Assert.Equal((text, null, null), (tag!.Value, fault, tag.Warning));
    }

    [Theory]
    [InlineData(null, "Give the tag")]
    [InlineData(" ", "Give the tag")]
    [InlineData("<%= recipient.id %>", "Editors take < and > for HTML")]
    [InlineData("<<Contact.Id>>", "Editors take < and > for HTML")]
    [InlineData("x\"><script>", "Editors take < and > for HTML")]
    [InlineData("{{a}}&b=c", "Remove &")]
    [InlineData("{{a\\b}}", "Remove &")]
    [InlineData("`id`", "Remove &")]
    [InlineData("{{ a | default: \"it's\" }}", "only one kind of quotation marks")]
    [InlineData("{{a\nb}}", "line breaks")]
    [InlineData("{{a\0b}}", "line breaks")]
    [InlineData("{{\u00a0id\u00a0}}", "special spaces")]
    [InlineData("{{a\u202Eb}}", "invisible characters")]
    [InlineData("{{a\u200Bb}}", "invisible characters")]
    public void A_tag_that_would_not_survive_in_a_mail_is_refused_with_a_sentence(string? text, string sentence)
    {
        Assert.False(RecipientTag.TryParse(text, out var tag, out var fault));
        Assert.Null(tag);
        Assert.Contains(sentence, fault, StringComparison.Ordinal);
    }

    [Fact]
    public void Half_a_surrogate_pair_is_refused()
    {
        Assert.False(RecipientTag.TryParse("{{\ud800}}", out _, out var fault));
        Assert.Contains("invisible characters", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void A_tag_may_have_256_characters_and_not_one_more()
    {
        Assert.True(RecipientTag.TryParse("{{" + new string('x', 252) + "}}", out _, out _));
        Assert.False(RecipientTag.TryParse("{{" + new string('x', 253) + "}}", out _, out var fault));
        Assert.Contains("257 characters; at most 256", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void A_text_that_does_not_look_like_a_tag_is_taken_with_a_warning()
    {
        Assert.True(RecipientTag.TryParse("newsletter", out var tag, out _));
        Assert.Contains("all recipients count as one", tag!.Warning, StringComparison.Ordinal);
    }
}

public sealed class MailingToolsTests
{
    [Fact]
    public void The_tools_that_owners_ask_for_are_there()
    {
        string[] names = ["mailchimp", "brevo", "sendgrid", "hubspot", "klaviyo", "listmonk", "mautic", "custom", "none"];

        Assert.All(names, id => Assert.NotNull(MailingTools.Find(id)));
        Assert.Equal(MailingTools.All.Length, MailingTools.All.Select(tool => tool.Id).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(["iterable", "marketo"], MailingTools.All.Where(tool => tool.CheckInTool).Select(tool => tool.Id));
    }

    [Fact]
    public void The_classifier_recognises_the_tag_of_every_tool_when_it_was_not_filled_in()
    {
        Assert.All(MailingTools.All.Where(tool => tool.Tag is not null), tool => Assert.True(MergeTag.IsUnfilled(tool.Tag), tool.Name));
    }

    [Fact]
    public void The_tag_of_every_tool_is_accepted_without_warning()
    {
        Assert.All(MailingTools.All.Where(tool => tool.Tag is not null), tool =>
        {
            Assert.True(MailingTools.TryChooseTag(tool, " ", out var tag, out _), tool.Name);
            Assert.Equal((tool.Tag, null), (tag!.Value, tag.Warning));
        });
    }

    [Fact]
    public void What_the_owner_types_stands_before_the_tag_of_the_tool()
    {
        Assert.True(MailingTools.TryChooseTag(MailingTools.Find("brevo")!, "{{ contact.MY_ID }}", out var tag, out _));
        Assert.Equal("{{ contact.MY_ID }}", tag!.Value);
    }

    [Fact]
    public void No_tag_means_no_tag_and_another_tool_needs_one()
    {
        Assert.True(MailingTools.TryChooseTag(MailingTools.None, "{{left.over}}", out var none, out _));
        Assert.Null(none);
        Assert.False(MailingTools.TryChooseTag(MailingTools.Custom, null, out _, out var fault));
        Assert.StartsWith("Give the tag", fault, StringComparison.Ordinal);
    }
}
