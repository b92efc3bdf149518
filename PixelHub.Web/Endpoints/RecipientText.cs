using System.Diagnostics.CodeAnalysis;
using PixelHub.Core.Catalog;
using PixelHub.Core.Ingestion;

namespace PixelHub.Web.Endpoints;

/// <summary>A recipient as somebody types it, and as it is stored: the same way that one in the address of a mail goes.</summary>
public static class RecipientText
{
    /// <summary>Most characters that are taken; the hits keep what the first 256 make.</summary>
    public const int MaxLength = 4_096;

    /// <summary>The hash that stands for a recipient in log and database.</summary>
    /// <param name="people">Knows the install's key.</param>
    /// <param name="text">The recipient as it stands in the addresses of the mail.</param>
    /// <param name="recipient">The hash; 0 when there is a fault.</param>
    /// <param name="fault">What is wrong with the text.</param>
    public static bool TryRead(PersonKeys people, string? text, out ulong recipient, [NotNullWhen(false)] out FieldFault? fault)
    {
        fault = string.IsNullOrEmpty(text) ? new FieldFault("recipient", FaultCodes.Required, "Give the recipient as it stands in the addresses of the mail.")
            : text.Length > MaxLength ? new FieldFault("recipient", FaultCodes.TooLong, $"A recipient has at most {MaxLength} characters; give one at a time.")
            : null;
        recipient = fault is null ? people.OfRecipient(FieldText.Cut(text!)) : 0;
        return fault is null;
    }
}
