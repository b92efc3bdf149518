namespace PixelHub.Web.Snippets.Doctor;

/// <summary>Ampersands between the parameters of an address. In HTML they are written <c>&amp;amp;</c>, else some become other signs.</summary>
internal static class Ampersands
{
    /// <summary>Notes and corrects those that are bare.</summary>
    public static void Look(MailVisit visit, MailElement element, MailAttribute attribute, bool isOurs)
    {
        var isBare = false;
        for (var at = attribute.ValueStart; at < attribute.ValueEnd; at++)
        {
            if (IsBare(visit.Source.Text, at, attribute.ValueEnd))
            {
                isBare = true;
                visit.Edits.Replace(at, at + 1, "&amp;", "Wrote &amp; in place of a bare &.");
            }
        }

        if (isBare)
        {
            visit.Say(
                "ampersand-bare", isOurs ? FindingWeight.Wrong : FindingWeight.Note,
                isOurs ? "A bare & stands between parameters of a tracked address: some programs read it as another sign, and the parameter is lost. Write &amp;."
                    : "A bare & stands in an address: some programs read it as another sign. Write &amp;.",
                element);
        }
    }

    /// <summary>
    /// Whether the sign begins another parameter, <c>&amp;name=</c>. Only such are touched: an entity has no equals sign, and what stands in a merge tag is
    /// the mailing tool's.
    /// </summary>
    private static bool IsBare(string html, int at, int end)
    {
        if (html[at] != '&')
        {
            return false;
        }

        var name = at + 1;
        while (name < end && (char.IsAsciiLetterOrDigit(html[name]) || html[name] is '_' or '-' or '.'))
        {
            name++;
        }

        return name > at + 1 && name < end && html[name] == '=' && char.IsAsciiLetter(html[at + 1]);
    }
}
