namespace PixelHub.Web.Snippets;

/// <summary>How a program gets the link with which one recipient opts out. No mailing tool can: see the hint.</summary>
public static class OptOutSnippet
{
    /// <summary>The call, to be filled in.</summary>
    /// <param name="dashboardUrl">Address of the dashboard, under which the management API answers, with or without a slash at its end.</param>
    public static Snippet Write(string dashboardUrl) => new(
        "optout-link",
        "Opt-out link",
        "sh",
        $$"""
        curl -s -X POST {{dashboardUrl.TrimEnd('/')}}/experiments/api/optouts/link \
          -H "Authorization: Bearer $KEY" -H 'Content-Type: application/json' \
          -d '{"recipient":"RECIPIENT"}'
        """.ReplaceLineEndings("\n"),
        "A mailing tool cannot make this link from its tag: what a tag can make, anybody could make for everybody, so it carries a seal that only this server can write. "
            + "Let your own program ask for it, recipient by recipient, or make one on the Privacy page for who asks you.");
}
