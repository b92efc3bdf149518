using System.Collections.Immutable;

namespace PixelHub.Web.Snippets;

/// <summary>The mailing tools whose tags are known.</summary>
public static class MailingTools
{
    /// <summary>A tool that is not in the list: the owner types its tag.</summary>
    public static MailingTool Custom { get; } = new("custom", "Another tool", null) { Note = "Type the tag that it replaces with the recipient's id." };

    /// <summary>No tag: opens and clicks are counted, recipients only roughly.</summary>
    public static MailingTool None { get; } = new("none", "No recipient tag", null)
    {
        Note = "Readers are told apart by address and browser, for one day at a time: numbers of people are approximate.",
    };

    /// <summary>All of them in the order in which they are offered.</summary>
    public static ImmutableArray<MailingTool> All { get; } =
    [
        new("mailchimp", "Mailchimp", "*|UNIQID|*"),
        new("brevo", "Brevo", "{{ contact.EXT_ID }}") { Note = "Needs a contact attribute EXT_ID with your id for each contact." },
        new("sendgrid", "SendGrid", "{{external_id}}") { Note = "Needs a custom field external_id with your id for each contact." },
        new("hubspot", "HubSpot", "{{ contact.hs_object_id }}"),
        new("klaviyo", "Klaviyo", "{{ person.KlaviyoID }}"),
        new("activecampaign", "ActiveCampaign", "%SUBSCRIBERID%"),
        new("customerio", "Customer.io", "{{customer.id}}"),
        new("braze", "Braze", "{{${user_id}}}"),
        new("iterable", "Iterable", "{{userId}}") { CheckInTool = true },
        new("marketo", "Marketo", "{{lead.Id}}") { CheckInTool = true },
        new("salesforce", "Salesforce Marketing Cloud", "%%_subscriberkey%%"),
        new("mailgun", "Mailgun", "%recipient.id%") { Note = "Needs a recipient variable id in each sending." },
        new("mailjet", "Mailjet", "[[data:extid:\"x\"]]") { Note = "Needs a contact property extid. Contacts without it all count as one, named x." },
        new("postmark", "Postmark", "{{ recipient_id }}") { Note = "Needs a field recipient_id in the model of your template." },
        new("ses", "Amazon SES", "{{id}}") { Note = "Needs a field id in the data of your template." },
        new("kit", "Kit", "{{ subscriber.id }}"),
        new("mailerlite", "MailerLite", "{$extid}") { Note = "Needs a custom field extid with your id for each subscriber." },
        new("campaignmonitor", "Campaign Monitor", "[extid,fallback=x]") { Note = "Needs a custom field extid. Subscribers without it all count as one, named x." },
        new("drip", "Drip", "{{ subscriber.id }}"),
        new("omnisend", "Omnisend", "[[contact.custom_properties.extid]]") { Note = "Needs a custom property extid with your id for each contact." },
        new("beehiiv", "Beehiiv", "{{subscriber_id}}"),
        new("listmonk", "listmonk", "{{ .Subscriber.UUID }}"),
        new("mautic", "Mautic", "{contactfield=id}"),
        new("keila", "Keila", "{{ contact.id }}"),
        new("sendy", "Sendy", "[ExtId,fallback=x]") { Note = "Needs a custom field ExtId. Subscribers without it all count as one, named x." },
        new("highlevel", "HighLevel", "{{contact.id}}"),
        new("fluentcrm", "FluentCRM", "{{contact.id}}"),
        new("keap", "Keap", "~Contact.Id~"),
        new("buttondown", "Buttondown", "{{ subscriber.id }}"),
        new("plunk", "Plunk", "{{id}}"),
        new("mailwizz", "MailWizz", "[SUBSCRIBER_UID]"),
        Custom,
        None,
    ];

    /// <summary>The tool of that id; null when there is none.</summary>
    public static MailingTool? Find(string? id) => All.FirstOrDefault(tool => string.Equals(tool.Id, id, StringComparison.Ordinal));

    /// <summary>The tag to put into addresses.</summary>
    /// <param name="tool">The chosen tool.</param>
    /// <param name="typed">What the owner typed instead of the tool's tag; null or blank to take the tool's.</param>
    /// <param name="tag">The tag; null when none is wanted, and when there is a fault.</param>
    /// <param name="fault">What is wrong with the typed tag, as a sentence; null when nothing is.</param>
    public static bool TryChooseTag(MailingTool tool, string? typed, out RecipientTag? tag, out string? fault)
    {
        if (tool == None)
        {
            (tag, fault) = (null, null);
            return true;
        }

        return RecipientTag.TryParse(string.IsNullOrWhiteSpace(typed) ? tool.Tag : typed, out tag, out fault);
    }
}
