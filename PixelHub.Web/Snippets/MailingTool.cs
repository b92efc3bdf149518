namespace PixelHub.Web.Snippets;

/// <summary>A mailing tool, and how it writes the recipient's id.</summary>
/// <param name="Id">For settings and addresses; never changes.</param>
/// <param name="Name">Its name for people.</param>
/// <param name="Tag">What it replaces with the recipient's id; null when the owner types the tag, or wants none.</param>
public sealed record MailingTool(string Id, string Name, string? Tag)
{
    /// <summary>Whether the owner should try the tag in a test mail first: the tool's documentation left a doubt.</summary>
    public bool CheckInTool { get; init; }

    /// <summary>What has to be set up in the tool for the tag to be filled in; null when nothing has.</summary>
    public string? Note { get; init; }
}
