using System.Globalization;
using System.Text.Json;
using PixelHub.Core.Catalog;
using PixelHub.Core.Ingestion;

namespace PixelHub.Web.Endpoints;

/// <summary>Reads an event that a program reports. Fields that a send has no use for – device, referrer, value, metadata – are not looked at.</summary>
public static class EventInput
{
    private const string Send = "send";
    private static readonly string[] Later = ["impression", "view", "click", "conversion"];

    /// <summary>The report, or what is wrong first.</summary>
    public static (SendReport? Report, FieldFault? Fault) Read(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            return (null, new FieldFault("", FaultCodes.InvalidType, $"Give an object for each event, not {ApiBody.Name(element.ValueKind)}."));
        }

        List<FieldFault> faults = [];
        var fields = new JsonFields(element, "", faults);
        CheckKind(fields);
        var report = new SendReport
        {
            Experiment = Needed(fields, "experiment", "Give the slug of the experiment."),
            VariantId = Text(fields, "variantId"),
            Recipient = Text(fields, "recipient"),
            MessageId = Text(fields, "messageId"),
            Channel = ReadChannel(fields),
            At = ReadTime(fields),
        };
        return faults is [var first, ..] ? (null, first) : (report, null);
    }

    /// <summary>What is wrong with a report that was understood; null when it was taken.</summary>
    public static FieldFault? FaultOf(SendOutcome outcome, SendReport report) => outcome switch
    {
        SendOutcome.UnknownExperiment => new("experiment", "not-found", $"There is no experiment “{report.Experiment}”."),
        SendOutcome.Archived => new("experiment", "invalid-state", $"The experiment “{report.Experiment}” is archived and takes nothing more."),
        SendOutcome.UnknownVariant => new("variantId", FaultCodes.InvalidFormat, $"The experiment “{report.Experiment}” has no variant “{report.VariantId}”."),
        SendOutcome.VariantNeeded => new("variantId", FaultCodes.Required, "Give the recipient, who decides the variant, or the variant: the experiment has several."),
        SendOutcome.UnfilledRecipient => new("recipient", FaultCodes.InvalidFormat, "The recipient is empty, or a merge tag that nobody filled in. Give the recipient as it stands in the addresses of the mail."),
        SendOutcome.ImpossibleTime => new("timestamp", FaultCodes.OutOfRange, "The timestamp lies in the future, or before the experiment was made."),
        SendOutcome.NotKept => new("", "not-kept", "The server’s disk did not take the event. Send it again later."),
        _ => null,
    };

    private static void CheckKind(JsonFields fields)
    {
        var kind = Text(fields, "event");
        if (kind is null)
        {
            fields.Add("event", FaultCodes.Required, "Give the kind of the event: send.");
        }
        else if (Later.Contains(kind, StringComparer.Ordinal))
        {
            fields.Add("event", FaultCodes.InvalidFormat, $"This version takes no reports of the kind {kind}, only send: opens and clicks are counted at the pixel and the link.");
        }
        else if (kind != Send)
        {
            fields.Add("event", FaultCodes.InvalidFormat, "Give send; no other kind of event can be reported.");
        }
    }

    private static string? ReadChannel(JsonFields fields)
    {
        var channel = Text(fields, "channel")?.ToLowerInvariant();
        if (channel is null || RequestFacts.Channels.Contains(channel))
        {
            return channel;
        }

        fields.Add("channel", FaultCodes.InvalidFormat, $"Give one of {string.Join(", ", RequestFacts.Channels.Order(StringComparer.Ordinal))}.");
        return null;
    }

    private static DateTimeOffset? ReadTime(JsonFields fields)
    {
        if (Text(fields, "timestamp") is not { } text)
        {
            return null;
        }

        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at)
            && text.Length > "2026-03-14".Length && char.IsAsciiDigit(text[3]) && text[4] == '-')
        {
            return at;
        }

        fields.Add("timestamp", FaultCodes.InvalidFormat, "Give the time like 2026-03-14T12:00:00Z.");
        return null;
    }

    private static string Needed(JsonFields fields, string name, string advice)
    {
        if (Text(fields, name) is { Length: > 0 } text)
        {
            return text;
        }

        fields.Add(name, FaultCodes.Required, advice);
        return "";
    }

    /// <summary>Cut as a field of an address is, so that a recipient is the same one here and there.</summary>
    private static string? Text(JsonFields fields, string name) => fields.Text(name) is { } text ? FieldText.Cut(text) : null;
}
