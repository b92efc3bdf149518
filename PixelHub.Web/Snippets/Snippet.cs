using PixelHub.Core.Catalog;

namespace PixelHub.Web.Snippets;

/// <summary>A piece of text to be copied into a mail.</summary>
/// <param name="Id">Stable name of the kind, for example <c>pixel-html</c>.</param>
/// <param name="Title">What it is, for people.</param>
/// <param name="Language">html, markdown, mjml, amp, jsx or text.</param>
/// <param name="Text">What is copied.</param>
/// <param name="Hint">Where it goes and what to mind; null when nothing needs saying.</param>
public sealed record Snippet(string Id, string Title, string Language, string Text, string? Hint);

/// <summary>What snippets shall lead to.</summary>
/// <param name="BaseUrl">Address under which mails reach this server, with or without a slash at its end.</param>
/// <param name="Experiment">The experiment, which may still be a draft.</param>
public sealed record SnippetRequest(string BaseUrl, Experiment Experiment)
{
    /// <summary>The mailing tool's tag for the recipient; null for none.</summary>
    public RecipientTag? Tag { get; init; }

    /// <summary>The variant to pin when the mailing tool does the split; null lets the server choose.</summary>
    public Variant? Pinned { get; init; }

    /// <summary>
    /// What readers see of a link; null or blank for a neutral word. The experiment's name is not used: it is written for colleagues.
    /// </summary>
    public string? LinkText { get; init; }
}
