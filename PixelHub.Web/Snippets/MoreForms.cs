using System.Text.Encodings.Web;
using System.Text.Json;

namespace PixelHub.Web.Snippets;

/// <summary>The snippets for those who write mails in another language than HTML, and the link that catches scanners.</summary>
internal static class MoreForms
{
    /// <summary>Signs stay as they are where a string of JavaScript allows it: a tag must be found to the letter.</summary>
    private static readonly JsonSerializerOptions AsWritten = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>All of them.</summary>
    public static IEnumerable<Snippet> Write(SnippetRequest request, TrackingUrl pixel, TrackingUrl click, string linkText, string? linkHint)
    {
        var honeypot = TrackingUrl.Honeypot(request);
        yield return new("pixel-mjml", "Pixel (MJML)", "mjml", $"<mj-raw>\n  {SnippetWriter.Image(pixel)}\n</mj-raw>", "As the first thing in mj-body. mj-raw leaves it as it is; mj-image would make a table around it.");
        yield return new("link-mjml", "Button (MJML)", "mjml", $"<mj-button href={click.Attribute}>{Markup.Encode(linkText)}</mj-button>", linkHint);
        yield return new("pixel-amp", "Pixel (AMP page)", "amp", $"<amp-pixel src={pixel.Attribute} layout=\"nodisplay\"></amp-pixel>", "For AMP pages, over https only. The AMP part of a mail does not allow it: take the next one there.");
        yield return new("image-amp", "Pixel (AMP mail)", "amp", $"<amp-img src={pixel.Attribute} width=\"1\" height=\"1\" alt=\"\"></amp-img>", "For the AMP part of a mail. Leave the pixel in the HTML part as well: readers see one of the two.");
        yield return new("pixel-react", "Pixel (React)", "jsx",
            $"<img src={{{JsonSerializer.Serialize(pixel.Plain, AsWritten)}}} width={{1}} height={{1}} alt=\"\" role=\"presentation\"\n  style={{{{ display: \"block\", width: \"1px\", height: \"1px\", border: 0, margin: 0, padding: 0 }}}} />",
            "For React Email and the like. Where your code knows the recipient, put the id in place of the tag.");
        yield return new("honeypot-html", "Honeypot link (HTML)", "html",
            $"<a href={honeypot.Attribute} tabindex=\"-1\" aria-hidden=\"true\" style=\"display:none;mso-hide:all;font-size:0;line-height:0\"></a>",
            $"A link that no reader sees or reaches and that scanners follow: whoever comes by it is a machine. At most once per mail, in the HTML part only, behind the text.{(request.Tag is null ? " It works best with a recipient tag." : "")}");
    }
}
