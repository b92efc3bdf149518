using PixelHub.Web.Snippets;
using static PixelHub.Tests.Snippets.SnippetSamples;

namespace PixelHub.Tests.Snippets;

public sealed class SnippetWriterTests
{
    [Fact]
    public void The_pixel_is_written_as_mail_clients_need_it()
    {
        var snippets = SnippetWriter.Write(new SnippetRequest(Base, Experiment()) { Tag = Tag("*|UNIQID|*") });

        Assert.Equal(
            "<img src=\"https://mail.example.com/s/summer-sale/pixel.gif?r=*|UNIQID|*\" width=\"1\" height=\"1\" alt=\"\" role=\"presentation\" "
            + "style=\"display:block;width:1px;height:1px;border:0;margin:0;padding:0\" />",
            snippets.Text("pixel-html"));
    }

    [Fact]
    public void Every_kind_of_snippet_is_written_for_a_mailing_tool()
    {
        var snippets = SnippetWriter.Write(new SnippetRequest(Base, Experiment()) { Tag = Tag("{{external_id}}"), LinkText = "See the offer" });

        Assert.Equal("https://mail.example.com/s/summer-sale/click?r={{external_id}}", snippets.Text("click-url"));
        Assert.Equal("<a href=\"https://mail.example.com/s/summer-sale/click?r={{external_id}}\">See the offer</a>", snippets.Text("link-html"));
        Assert.Equal("[See the offer](https://mail.example.com/s/summer-sale/click?r={{external_id}})", snippets.Text("link-markdown"));
        Assert.Equal("![](https://mail.example.com/s/summer-sale/pixel.gif?r={{external_id}})", snippets.Text("pixel-markdown"));
        Assert.Equal("See the offer: https://mail.example.com/s/summer-sale/click?r={{external_id}}", snippets.Text("link-text"));
        Assert.Equal($"{snippets.Text("pixel-html")}\n{snippets.Text("link-html")}", snippets.Text("block-html"));
        Assert.Equal("<mj-button href=\"https://mail.example.com/s/summer-sale/click?r={{external_id}}\">See the offer</mj-button>", snippets.Text("link-mjml"));
        Assert.Equal($"<mj-raw>\n  {snippets.Text("pixel-html")}\n</mj-raw>", snippets.Text("pixel-mjml"));
        Assert.StartsWith("<amp-pixel src=\"https://mail.example.com/s/summer-sale/pixel.gif?r={{external_id}}\"", snippets.Text("pixel-amp"), StringComparison.Ordinal);
        Assert.StartsWith("<amp-img src=\"https://mail.example.com/s/summer-sale/pixel.gif?r={{external_id}}\" width=\"1\" height=\"1\"", snippets.Text("image-amp"), StringComparison.Ordinal);
        Assert.StartsWith("<img src={\"https://mail.example.com/s/summer-sale/pixel.gif?r={{external_id}}\"} width={1} height={1}", snippets.Text("pixel-react"), StringComparison.Ordinal);
        Assert.Equal(snippets.Count, snippets.Select(snippet => snippet.Id).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void The_honeypot_leads_to_its_own_link_and_no_reader_meets_it()
    {
        var honeypot = SnippetWriter.Write(new SnippetRequest(Base, Experiment()) { Tag = Tag("*|UNIQID|*") }).Text("honeypot-html");

        Assert.StartsWith("<a href=\"https://mail.example.com/s/summer-sale/click/honeypot?r=*|UNIQID|*\" tabindex=\"-1\" aria-hidden=\"true\" style=\"display:none;", honeypot, StringComparison.Ordinal);
        Assert.EndsWith("\"></a>", honeypot, StringComparison.Ordinal);
    }

    [Fact]
    public void A_tag_with_quotation_marks_is_a_string_of_javascript() =>
        Assert.Contains("src={\"https://mail.example.com/s/summer-sale/pixel.gif?r=[[data:extid:\\\"x\\\"]]\"}", SnippetWriter.Write(new SnippetRequest(Base, Experiment()) { Tag = Tag("[[data:extid:\"x\"]]") }).Text("pixel-react"), StringComparison.Ordinal);

    [Fact]
    public void Without_a_tag_the_address_has_no_query()
    {
        var snippets = SnippetWriter.Write(new SnippetRequest(Base, Experiment()));

        Assert.Equal("https://mail.example.com/s/summer-sale/click", snippets.Text("click-url"));
        Assert.Contains("src=\"https://mail.example.com/s/summer-sale/pixel.gif\"", snippets.Text("pixel-html"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_pinned_variant_follows_the_recipient_and_the_ampersand_is_encoded_in_html_only()
    {
        var experiment = Experiment();
        var snippets = SnippetWriter.Write(new SnippetRequest(Base, experiment) { Tag = Tag("*|UNIQID|*"), Pinned = experiment.Variants[1] });

        Assert.Equal("https://mail.example.com/s/summer-sale/click?r=*|UNIQID|*&v=var_b", snippets.Text("click-url"));
        Assert.Contains("click?r=*|UNIQID|*&amp;v=var_b\"", snippets.Text("link-html"), StringComparison.Ordinal);
        Assert.Contains("click?r=*|UNIQID|*&v=var_b)", snippets.Text("link-markdown"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_pinned_variant_alone_begins_the_query()
    {
        var experiment = Experiment(variantId: "a&b=\"c\"");
        var snippets = SnippetWriter.Write(new SnippetRequest(Base, experiment) { Pinned = experiment.Variants[1] });

        Assert.Equal("https://mail.example.com/s/summer-sale/click?v=a%26b%3D%22c%22", snippets.Text("click-url"));
    }

    [Fact]
    public void A_tag_with_double_quotes_stands_to_the_letter_between_single_ones()
    {
        var snippets = SnippetWriter.Write(new SnippetRequest("https://mail.example.com/o'neil", Experiment()) { Tag = Tag("[[data:extid:\"x\"]]") });

        Assert.StartsWith(
            "<img src='https://mail.example.com/o&#39;neil/s/summer-sale/pixel.gif?r=[[data:extid:\"x\"]]' width", snippets.Text("pixel-html"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_tag_with_spaces_makes_a_markdown_address_in_angle_brackets()
    {
        var snippets = SnippetWriter.Write(new SnippetRequest(Base, Experiment()) { Tag = Tag("{{ contact.EXT_ID }}") });

        Assert.Equal("[Read more](<https://mail.example.com/s/summer-sale/click?r={{ contact.EXT_ID }}>)", snippets.Text("link-markdown"));
    }

    [Fact]
    public void A_link_text_cannot_end_its_markdown_link()
    {
        var snippets = SnippetWriter.Write(new SnippetRequest(Base, Experiment()) { LinkText = "a](https://evil.example) *b* `c` <d> &copy; {{ name }}\\" });

        Assert.Equal(
            "[a\\](https://evil.example) \\*b\\* \\`c\\` \\<d\\> \\&copy; {{ name }}\\\\](https://mail.example.com/s/summer-sale/click)",
            snippets.Text("link-markdown"));
    }

    [Fact]
    public void A_link_text_is_one_line_without_marks_that_turn_the_direction_of_writing()
    {
        var snippets = SnippetWriter.Write(new SnippetRequest(Base, Experiment()) { LinkText = " one\r\n\ttwo\u0000\u202Ethree\u2069 👩‍👧 " });

        Assert.Equal("one two three 👩‍👧: https://mail.example.com/s/summer-sale/click", snippets.Text("link-text"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \r\n ")]
    public void Without_a_link_text_the_reader_sees_a_neutral_word_and_not_the_name_for_colleagues(string? linkText)
    {
        Assert.EndsWith(">Read more</a>", SnippetWriter.Write(new SnippetRequest(Base, Experiment()) { LinkText = linkText }).Text("link-html"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://mail.example.com/", "https://mail.example.com/s/summer-sale/click")]
    [InlineData("https://MAIL.example.com:443", "https://mail.example.com/s/summer-sale/click")]
    [InlineData("http://localhost:5080/", "http://localhost:5080/s/summer-sale/click")]
    [InlineData("http://[::1]:5080", "http://[::1]:5080/s/summer-sale/click")]
    [InlineData("https://bücher.example/track/", "https://xn--bcher-kva.example/track/s/summer-sale/click")]
    public void The_address_is_written_so_that_every_mail_program_reads_it(string baseUrl, string expected)
    {
        Assert.Equal(expected, SnippetWriter.PlainClickUrl(baseUrl, Experiment()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("mail.example.com")]
    [InlineData("javascript:alert(1)")]
    [InlineData("https://user:secret@mail.example.com")]
    [InlineData("https://mail.example.com/?x=1")]
    [InlineData("https://mail.example.com/#x")]
    public void A_base_that_is_no_plain_web_address_is_refused(string baseUrl)
    {
        Assert.Throws<ArgumentException>(() => SnippetWriter.Write(new SnippetRequest(baseUrl, Experiment())));
    }

    [Fact]
    public void A_link_without_destination_is_pointed_out()
    {
        var nowhere = Experiment(destination: null);
        var half = nowhere with { Variants = [nowhere.Variants[0] with { Destination = Url("https://shop.example.org/a") }, nowhere.Variants[1]] };

        Assert.Contains("leads nowhere yet", HintOf(new SnippetRequest(Base, nowhere)), StringComparison.Ordinal);
        Assert.Contains("leads nowhere yet", HintOf(new SnippetRequest(Base, half)), StringComparison.Ordinal);
        Assert.DoesNotContain("leads nowhere yet", HintOf(new SnippetRequest(Base, half) { Pinned = half.Variants[0] }), StringComparison.Ordinal);
        Assert.DoesNotContain("leads nowhere yet", HintOf(new SnippetRequest(Base, Experiment())), StringComparison.Ordinal);
    }

    private static string HintOf(SnippetRequest request) => SnippetWriter.Write(request).Single(snippet => snippet.Id == "click-url").Hint ?? "";
}
