using PixelHub.Core.Catalog;

namespace PixelHub.Web.Snippets;

/// <summary>Writes everything that can be copied for an experiment. Pure.</summary>
public static class SnippetWriter
{
    private const string NeutralLinkText = "Read more";

    /// <summary>All snippets, the ones needed first at the top.</summary>
    /// <exception cref="ArgumentException">The base address is no http or https address.</exception>
    public static IReadOnlyList<Snippet> Write(SnippetRequest request)
    {
        var pixel = TrackingUrl.Pixel(request);
        var click = TrackingUrl.Click(request);
        var linkText = Markup.OneLine(request.LinkText) is { Length: > 0 } given ? given : NeutralLinkText;
        var link = $"<a href={click.Attribute}>{Markup.Encode(linkText)}</a>";
        var markdownLink = $"[{Markup.EscapeMarkdown(linkText)}]({click.Markdown})";
        var linkHint = DestinationHint(request);
        var markdownHint = request.Tag is null
            ? null
            : "Only for tools that fill in tags before they convert Markdown: converters percent-encode the tag. If unsure, paste the HTML.";

        return
        [
            new("pixel-html", "Pixel (HTML)", "html", Image(pixel),
                "Once per mail, near the top: Gmail cuts mails off at about 102 KB. If the mail shows the experiment's image, that is the open already."),
            new("click-url", "Link address", "text", click.Plain, linkHint ?? "For the address field of your tool's link or button."),
            new("link-html", "Text link (HTML)", "html", link, linkHint),
            new("block-html", "Pixel and link (HTML)", "html", $"{Image(pixel)}\n{link}", linkHint ?? "Both at once. Then leave out the single pixel, else each open counts twice."),
            new("link-markdown", "Text link (Markdown)", "markdown", markdownLink, Join(linkHint, markdownHint)),
            new("pixel-markdown", "Pixel (Markdown)", "markdown", $"![]({pixel.Markdown})",
                Join("For tools that refuse HTML; the pixel may take up a line.", markdownHint)),
            .. MoreForms.Write(request, pixel, click, linkText, linkHint),
            new("link-text", "Plain text", "text", $"{linkText}: {click.Plain}", linkHint ?? "For the plain-text part of the mail. It has no pixel, so its readers are seen when they click."),
        ];
    }

    /// <summary>The plain address of the link, without recipient and variant: for QR codes, print and places where nobody is known by name.</summary>
    /// <exception cref="ArgumentException">The base address is no http or https address.</exception>
    public static string PlainClickUrl(string baseUrl, Experiment experiment) => TrackingUrl.Click(new SnippetRequest(baseUrl, experiment)).Plain;

    /// <summary>Visible in layout and fetched at once: clients skip what is hidden or lazy. One pixel, and no space around it.</summary>
    internal static string Image(TrackingUrl pixel) =>
        $"<img src={pixel.Attribute} width=\"1\" height=\"1\" alt=\"\" role=\"presentation\" "
        + "style=\"display:block;width:1px;height:1px;border:0;margin:0;padding:0\" />";

    private static string? DestinationHint(SnippetRequest request)
    {
        var experiment = request.Experiment;
        IEnumerable<Variant> reachable = request.Pinned is null ? experiment.Variants : [request.Pinned];
        return experiment.Destination is null && experiment.Fallback is null && reachable.Any(variant => variant.Destination is null)
            ? "This link leads nowhere yet: give the experiment a destination before you send the mail."
            : null;
    }

    private static string? Join(string? first, string? second) => first is null ? second : second is null ? first : $"{first} {second}";
}
