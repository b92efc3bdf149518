using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using FsCheck;
using FsCheck.Fluent;
using PixelHub.Web.Snippets;
using static PixelHub.Tests.Snippets.SnippetSamples;

namespace PixelHub.Tests.Snippets;

/// <summary>The snippets as a browser reads them.</summary>
public sealed class SnippetMarkupTests
{
    public static TheoryData<string> Tools => [.. MailingTools.All.Where(tool => tool != MailingTools.Custom).Select(tool => tool.Id)];

    [Theory]
    [MemberData(nameof(Tools))]
    public void A_browser_sees_the_address_with_the_tag_to_the_letter(string toolId)
    {
        var tool = MailingTools.Find(toolId)!;
        Assert.True(MailingTools.TryChooseTag(tool, null, out var tag, out _));
        var experiment = Experiment();

        var block = Parse(SnippetWriter.Write(new SnippetRequest(Base, experiment) { Tag = tag, Pinned = experiment.Variants[1] }).Text("block-html"));

        var query = tool.Tag is null ? "?v=var_b" : $"?r={tool.Tag}&v=var_b";
        Assert.Equal($"{Base}/s/summer-sale/pixel.gif{query}", block.QuerySelector("img")!.GetAttribute("src"));
        Assert.Equal($"{Base}/s/summer-sale/click{query}", block.QuerySelector("a")!.GetAttribute("href"));
    }

    [Theory]
    [InlineData("\"><script>alert(1)</script>")]
    [InlineData("</a><img src=x onerror=alert(1)>")]
    [InlineData("' onmouseover='alert(1)")]
    [InlineData("&lt;b&gt; &copy; &amp;amp;")]
    [InlineData("<!-- -->")]
    [InlineData("Größe & “Preis”")]
    public void A_hostile_link_text_stays_text(string linkText)
    {
        var block = Parse(SnippetWriter.Write(new SnippetRequest(Base, Experiment()) { Tag = Tag("[[data:extid:\"x\"]]"), LinkText = linkText }).Text("block-html"));

        Assert.Equal(["img", "a"], block.QuerySelectorAll("*").Select(element => element.LocalName));
        Assert.Equal(linkText, block.QuerySelector("a")!.TextContent);
        Assert.Equal(["href"], block.QuerySelector("a")!.Attributes.Select(attribute => attribute.Name));
    }

    [Fact]
    public void Whatever_tag_is_accepted_and_whatever_the_names_are_the_browser_sees_two_elements_and_the_intended_addresses()
    {
        var accepted = 0;
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(3_000), Prop.ForAll(
            HostileTexts.ToArbitrary(), HostileTexts.ToArbitrary(), HostileTexts.ToArbitrary(), (tagText, linkText, variantId) =>
            {
                if (!RecipientTag.TryParse(tagText, out var tag, out var fault))
                {
                    return !string.IsNullOrEmpty(fault);
                }

                accepted++;
                var experiment = Experiment(variantId: variantId);
                var snippets = SnippetWriter.Write(new SnippetRequest(Base, experiment) { Tag = tag, Pinned = experiment.Variants[1], LinkText = linkText });
                var block = Parse(snippets.Text("block-html"));
                var image = block.QuerySelector("img")!;
                var click = snippets.Text("click-url");

                return block.QuerySelectorAll("*").Select(element => element.LocalName).SequenceEqual(["img", "a"], StringComparer.Ordinal)
                    && image.Attributes.Select(attribute => attribute.Name).SequenceEqual(["src", "width", "height", "alt", "role", "style"], StringComparer.Ordinal)
                    && block.QuerySelector("a")!.GetAttribute("href") == click
                    && image.GetAttribute("src") == click.Replace("/click?", "/pixel.gif?", StringComparison.Ordinal)
                    && click.StartsWith($"{Base}/s/summer-sale/click?r={tag!.Value}&v=", StringComparison.Ordinal);
            }));

        Assert.True(accepted > 300, $"Only {accepted} tags were accepted.");
    }

    private static readonly Gen<string> HostileTexts = Gen.OneOf(
        Gen.Elements("{{", "}}", "\"", "'", "<", ">", "&", "&amp;", "&quot", "=", " ", "/", "%", "#", "[", "]", "(", ")", "é", "\u00a0", "\0", "\n", "\ud800", "👩", "id", "x onload=x", "-->", "`", "\\")
            .ListOf().Select(parts => string.Concat(parts)),
        Gen.Elements("id", "name", "{{", "}}", "'", "%", "#", "[", "]", "(", ")", " ", "|", "*").ListOf().Select(parts => string.Concat(parts)),
        ArbMap.Default.ArbFor<NonNull<string>>().Generator.Select(text => text.Get));

    private static IElement Parse(string html)
    {
        var document = new HtmlParser().ParseDocument("<!doctype html><body></body>");
        var box = document.CreateElement<IHtmlDivElement>();
        box.InnerHtml = html;
        return box;
    }
}
