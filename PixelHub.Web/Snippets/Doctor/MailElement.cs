using System.Collections.Immutable;

namespace PixelHub.Web.Snippets.Doctor;

/// <summary>An attribute, and where it stands.</summary>
/// <param name="Name">Lower case.</param>
/// <param name="Value">What a mail program reads: entities are resolved.</param>
/// <param name="Start">Where its name begins.</param>
/// <param name="End">Behind its value and the quotation mark.</param>
/// <param name="ValueStart">Where its value begins as written; the same as <paramref name="ValueEnd"/> when it has none.</param>
/// <param name="ValueEnd">Behind its value as written, before the quotation mark.</param>
internal readonly record struct MailAttribute(string Name, string Value, int Start, int End, int ValueStart, int ValueEnd);

/// <summary>A start tag, and where it stands.</summary>
/// <param name="Name">Lower case.</param>
/// <param name="Start">Its opening bracket.</param>
/// <param name="End">Behind its closing bracket.</param>
/// <param name="Attributes">Each name once: of doubled ones mail programs read the first.</param>
/// <param name="IsInHidden">Whether something around it is not shown.</param>
internal sealed record MailElement(string Name, int Start, int End, ImmutableArray<MailAttribute> Attributes, bool IsInHidden)
{
    /// <summary>Whether a picture is fetched for it.</summary>
    public bool IsImage => Name is "img" or "amp-img" or "amp-pixel";

    /// <summary>Whether a reader can follow it.</summary>
    public bool IsLink => Name is "a" or "area";

    /// <summary>Where it leads or what it shows; null when it does neither.</summary>
    public MailAttribute? Address => IsImage ? Find("src") : IsLink ? Find("href") : null;

    /// <summary>The attribute of that name; null when there is none.</summary>
    public MailAttribute? Find(string name)
    {
        foreach (var attribute in Attributes)
        {
            if (attribute.Name == name)
            {
                return attribute;
            }
        }

        return null;
    }
}
