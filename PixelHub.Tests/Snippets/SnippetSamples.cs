using PixelHub.Core.Catalog;
using PixelHub.Web.Snippets;

namespace PixelHub.Tests.Snippets;

/// <summary>An experiment to write snippets for.</summary>
internal static class SnippetSamples
{
    public const string Base = "https://mail.example.com";

    public static Experiment Experiment(string? destination = "https://shop.example.org/", string variantId = "var_b") => new(1, "exp_1", Slug("summer-sale"), "Summer sale")
    {
        Salt = "salt",
        Destination = Url(destination),
        Variants = [new Variant(1, "var_a", "A", 5_000), new Variant(2, variantId, "B", 5_000)],
    };

    public static RecipientTag Tag(string text) => RecipientTag.TryParse(text, out var tag, out var fault) ? tag! : throw new InvalidOperationException(fault);

    public static string Text(this IEnumerable<Snippet> snippets, string id) => snippets.Single(snippet => snippet.Id == id).Text;

    public static DestinationUrl? Url(string? text) =>
        text is null ? null : DestinationUrl.TryParse(text, [], out var url, out var fault) ? url : throw new InvalidOperationException(fault);

    private static Slug Slug(string text) => Core.Catalog.Slug.TryParse(text, out var slug) ? slug : throw new InvalidOperationException(text);
}
