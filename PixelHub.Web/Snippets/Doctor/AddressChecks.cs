using PixelHub.Core.Catalog;
using PixelHub.Core.Classification;
using PixelHub.Web.Endpoints;

namespace PixelHub.Web.Snippets.Doctor;

/// <summary>Looks at one address after another: does it lead here, to which experiment, and does it say who reads.</summary>
internal static class AddressChecks
{
    private const int MostUntracked = 20;

    /// <summary>Notes what is to be said of one tag.</summary>
    public static void Look(MailVisit visit, MailElement element)
    {
        if (element.Address is not { } attribute || attribute.ValueStart == attribute.ValueEnd)
        {
            return;
        }

        var address = TrackedAddress.Read(attribute.Value, visit.Root);
        var experiment = address is null ? null : visit.Context.Catalog.FindBySlug(address.Slug);
        if (address is null || (!address.IsOurs && experiment is null))
        {
            Ampersands.Look(visit, element, attribute, isOurs: false);
            LookAtOther(visit, element, attribute.Value);
            return;
        }

        if (address.Kind == AddressKind.OptOut)
        {
            return;
        }

        Ampersands.Look(visit, element, attribute, isOurs: true);
        if (!address.IsOurs)
        {
            visit.Say("host-wrong", FindingWeight.Wrong, $"This leads to {(address.Place.Length == 0 ? "no host at all" : $"“{Short(address.Place)}”")}, but mails reach this server at {visit.Context.BaseUrl}. Copy the snippet anew.", element);
            return;
        }

        LookAtScheme(visit, element, attribute, address);
        if (experiment is null || address.Kind == AddressKind.Nothing)
        {
            visit.Say(
                experiment is null ? "slug-unknown" : "address-unknown",
                FindingWeight.Wrong,
                experiment is null ? $"There is no experiment “{Short(address.Slug)}”: its hits are lost. Copy the snippet anew." : "There is nothing at this address. Copy the snippet anew.",
                element);
            return;
        }

        LookAtUse(visit, element, address, experiment);
        LookAtRecipient(visit, element, address, experiment);
        if (address.Variant is { } variant && experiment.FindVariant(variant) is null)
        {
            visit.Say("variant-unknown", FindingWeight.Wrong, $"“{experiment.Name}” has no variant “{Short(variant)}”: the server chooses one instead. Copy the snippet of that variant anew.", element);
        }
    }

    private static void LookAtScheme(MailVisit visit, MailElement element, MailAttribute attribute, TrackedAddress address)
    {
        if (address.Scheme == "https" || visit.Root.Scheme != "https")
        {
            return;
        }

        visit.Say("address-http", FindingWeight.Wrong, "The address does not begin with https: mail programs do not fetch such pictures, and warn of such links.", element);
        var written = visit.Source.Text.AsSpan(attribute.ValueStart, attribute.ValueEnd - attribute.ValueStart);
        var blank = written.Length - written.TrimStart().Length;
        if (written.TrimStart().StartsWith("http://", StringComparison.OrdinalIgnoreCase))
        {
            visit.Edits.Replace(attribute.ValueStart + blank, attribute.ValueStart + blank + "http".Length, "https", "Wrote https in place of http.");
        }
    }

    private static void LookAtUse(MailVisit visit, MailElement element, TrackedAddress address, Experiment experiment)
    {
        if (element.IsImage && address.Kind == AddressKind.Click)
        {
            visit.Say("link-as-image", FindingWeight.Wrong, "The link's address is used for a picture: mail programs fetch it at once, and no open is counted. Put the pixel's address here.", element);
        }
        else if (element.IsLink && address.Kind == AddressKind.Pixel)
        {
            visit.Say("pixel-as-link", FindingWeight.Wrong, "The pixel's address is used for a link: who follows it sees an empty page and counts as an open. Put the link's address here.", element);
        }
        else
        {
            (element.IsImage ? visit.Openers : visit.TrackedLinks).Add(new TrackedElement(element, address, experiment));
        }

        var (code, sentence) = experiment.Status switch
        {
            ExperimentStatus.Archived => ("experiment-archived", "is archived: links go on working, and nothing is recorded."),
            ExperimentStatus.Draft => ("experiment-draft", "is a draft: hits are tests until you start it. Start it before you send."),
            ExperimentStatus.Paused => ("experiment-paused", "is paused: hits are kept but not counted. Resume it before you send."),
            ExperimentStatus.Completed => ("experiment-completed", "is completed: hits are no longer counted. Make a new one for a new mail."),
            _ => (null, ""),
        };
        if (code is not null)
        {
            visit.Say(code, experiment.Status == ExperimentStatus.Archived ? FindingWeight.Wrong : FindingWeight.Doubtful, $"“{experiment.Name}” {sentence}", element);
        }
    }

    private static void LookAtRecipient(MailVisit visit, MailElement element, TrackedAddress address, Experiment experiment)
    {
        var recipient = address.Recipient;
        if (recipient is null)
        {
            if (experiment.TellsPeopleApart)
            {
                visit.Say("recipient-missing", FindingWeight.Doubtful, "The address does not say who reads (r=…): people are told apart for one day only, and their number is approximate. Choose your mailing tool beside the snippet and copy it anew.", element);
            }

            return;
        }

        var decoded = FieldText.Decode(recipient);
        if (string.IsNullOrWhiteSpace(decoded))
        {
            visit.Say("recipient-empty", FindingWeight.Wrong, "The place of the recipient (r=) is empty: such hits are taken for tests and do not count.", element);
        }
        else if (recipient != decoded && recipient.Contains('%', StringComparison.Ordinal) && Uri.UnescapeDataString(recipient) != recipient && MergeTag.IsUnfilled(decoded))
        {
            visit.Say("tag-encoded", FindingWeight.Wrong, $"The merge tag “{Short(decoded)}” is percent-encoded: mailing tools look for it to the letter and will not fill it in. Paste the snippet into the HTML view of your tool.", element);
        }
        else if (MergeTag.IsUnfilled(recipient))
        {
            visit.Say("tag-unfilled", FindingWeight.Doubtful, $"The merge tag “{Short(recipient)}” stands in place of the recipient. That is right before the mail is sent. In a mail that arrived it is wrong: the mailing tool did not fill it in, and its hits are taken for tests.", element);
        }
        else if (decoded.Contains('@', StringComparison.Ordinal))
        {
            visit.Say("recipient-address", FindingWeight.Note, "The recipient is a mail address. It is stored as a hash only, but mails are forwarded and addresses end up in other servers' logs: an opaque id is better.", element);
        }
    }

    private static void LookAtOther(MailVisit visit, MailElement element, string value)
    {
        var target = value.Trim();
        if (!element.IsLink || !(target.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || target.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || target.StartsWith("//", StringComparison.Ordinal))
            || target.Contains("unsub", StringComparison.OrdinalIgnoreCase))
        {
            return; // mail addresses, telephone numbers, places in the mail, and what the mailing tool fills in
        }

        visit.OtherLinks++;
        if (visit.OtherLinks <= MostUntracked)
        {
            visit.Say("link-untracked", FindingWeight.Note, $"Clicks on “{Short(target)}” are not seen: the link does not lead over this server.", element);
        }
        else if (visit.OtherLinks == MostUntracked + 1)
        {
            visit.Say("links-untracked", FindingWeight.Note, "There are more links whose clicks are not seen.", element);
        }
    }

    private static string Short(string text) => text.Length <= 60 ? text : string.Concat(text.AsSpan(0, 59), "…");
}
