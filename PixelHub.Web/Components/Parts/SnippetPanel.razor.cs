using Microsoft.AspNetCore.Components;
using PixelHub.Core.Catalog;
using PixelHub.Web.Components.State;
using PixelHub.Web.Composition;
using PixelHub.Web.Snippets;

namespace PixelHub.Web.Components.Parts;

/// <summary>What to paste into the mail, for the mailing tool and variant chosen here.</summary>
public sealed partial class SnippetPanel(PublicAddress address, NavigationManager navigation)
{
    /// <summary>
    /// No tag comes first: a tag that the owner's tool does not know would make every open a test, while none only makes the number of people approximate.
    /// </summary>
    private static readonly MailingTool[] Tools = [MailingTools.None, .. MailingTools.All.Where(t => t != MailingTools.None)];

    private string? _typed;
    private string? _pin;
    private RecipientTag? _tag;
    private string? _fault;

    /// <summary>The experiment, which may be a draft or not saved at all; null while it has no usable slug.</summary>
    [Parameter, EditorRequired]
    public Experiment? Experiment { get; set; }

    /// <summary>Whether a QR code is offered too.</summary>
    [Parameter]
    public bool WithQr { get; set; }

    /// <summary>Whether the slug is not taken yet.</summary>
    [Parameter]
    public bool IsUnsaved { get; set; }

    [CascadingParameter]
    private Viewer? Viewer { get; set; }

    private string? ToolId { get; set; }

    private MailingTool Tool => MailingTools.Find(ToolId ?? Viewer?.Tool) ?? MailingTools.None;

    private string Base => address.Configured ?? navigation.BaseUri.TrimEnd('/');

    private bool IsOnlyHere => new Uri(Base).IsLoopback;

    private Variant? Pinned => Experiment?.FindVariant(_pin);

    /// <summary>None while the typed tag cannot be used.</summary>
    private IReadOnlyList<Snippet> Write(Experiment experiment) =>
        MailingTools.TryChooseTag(Tool, _typed, out _tag, out _fault)
            ? SnippetWriter.Write(new SnippetRequest(Base, experiment) { Tag = _tag, Pinned = Pinned })
            : [];

    private void Choose(string? tool)
    {
        (ToolId, _typed) = (tool, null);
        if (Viewer is not null)
        {
            Viewer.Tool = tool;
        }
    }
}
