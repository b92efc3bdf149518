using System.Text;
using PixelHub.Core.Catalog;

namespace PixelHub.Web.Snippets.Doctor;

/// <summary>What the doctor knows besides the mail.</summary>
/// <param name="BaseUrl">Address under which mails reach this server.</param>
/// <param name="Catalog">The experiments.</param>
/// <param name="Expected">The experiment the mail shall be for; null to go by what stands in the mail.</param>
public sealed record DoctorContext(string BaseUrl, CatalogSnapshot Catalog, Experiment? Expected = null);

/// <summary>
/// Looks through the HTML of a mail for what makes its numbers wrong, and mends what can be mended without a doubt. Pure: nothing is fetched and
/// nothing is kept. Total: any text has an answer.
/// </summary>
public static class MailDoctor
{
    /// <summary>Largest mail that is looked at, in bytes of UTF-8. No mail program shows a larger one.</summary>
    public const int MaxBytes = 2 * 1_024 * 1_024;

    /// <summary>Where Gmail cuts a mail off, in bytes.</summary>
    public const int ClipBytes = 102 * 1_024;

    /// <summary>The findings and the corrected text.</summary>
    /// <exception cref="ArgumentException">The base address is no http or https address.</exception>
    public static MailReport Examine(string html, DoctorContext context)
    {
        if (string.IsNullOrWhiteSpace(html))
        {
            return Refused("empty", "Paste the HTML of the mail first.", 0);
        }

        var bytes = Encoding.UTF8.GetByteCount(html);
        if (bytes > MaxBytes)
        {
            return Refused("too-large", $"This is more than {MaxBytes / 1_024 / 1_024} MB. Paste the HTML alone, without attachments and without pictures inside the text.", bytes);
        }

        var visit = new MailVisit(html, context);
        var elements = MailReader.Read(html);
        foreach (var element in elements)
        {
            AddressChecks.Look(visit, element);
        }

        PixelChecks.Look(visit, elements);
        if (bytes > ClipBytes)
        {
            visit.Say("mail-large", FindingWeight.Doubtful, $"The mail has {bytes / 1_024} KB. Gmail cuts mails off at about {ClipBytes / 1_024} KB: readers see less, and what stands behind the cut is not fetched.");
        }

        var (corrected, changes) = visit.Edits.Apply();
        return new MailReport(visit.Findings(), corrected, changes)
        {
            Bytes = bytes,
            Openers = visit.Openers.Count,
            TrackedLinks = visit.TrackedLinks.Count,
            OtherLinks = visit.OtherLinks,
        };
    }

    private static MailReport Refused(string code, string sentence, int bytes) =>
        new([new MailFinding(code, FindingWeight.Wrong, sentence, [], null)], null, []) { Bytes = bytes };
}
