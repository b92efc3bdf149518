using PixelHub.Core.Ingestion;

namespace PixelHub.Web.Endpoints;

/// <summary>The parameters of a public URL. The first occurrence of a name wins, so that nobody can append another recipient to a link.</summary>
/// <remarks>
/// Walks the raw text once: a query of 100 KB costs a scan, not a dictionary of its parameters. Names are read with a leading <c>amp;</c>,
/// because snippets pasted as plain text arrive with <c>&amp;amp;</c> between their parameters.
/// </remarks>
public struct QueryFields
{
    /// <summary><c>r</c>; empty when given without a value.</summary>
    public string? Recipient { get; private set; }

    /// <summary><c>v</c>; null when missing or empty, as for the others.</summary>
    public string? PinnedVariant { get; private set; }

    /// <summary><c>c</c>.</summary>
    public string? Campaign { get; private set; }

    /// <summary><c>l</c>.</summary>
    public string? Link { get; private set; }

    /// <summary><c>ch</c>, lower case; null when it is no channel.</summary>
    public string? Channel { get; private set; }

    /// <summary>Reads a raw query string, with or without its question mark.</summary>
    public static QueryFields Read(ReadOnlySpan<char> query)
    {
        var fields = default(QueryFields);
        var seen = Seen.None;
        query = query.StartsWith("?", StringComparison.Ordinal) ? query[1..] : query;
        while (!query.IsEmpty && seen != Seen.All)
        {
            var end = query.IndexOf('&');
            var pair = end < 0 ? query : query[..end];
            query = end < 0 ? default : query[(end + 1)..];
            var equals = pair.IndexOf('=');
            fields.Take(equals < 0 ? pair : pair[..equals], equals < 0 ? default : pair[(equals + 1)..], ref seen);
        }

        return fields;
    }

    private void Take(ReadOnlySpan<char> name, ReadOnlySpan<char> value, ref Seen seen)
    {
        name = name.StartsWith("amp;", StringComparison.Ordinal) ? name["amp;".Length..] : name;
        switch (name)
        {
            case "r" when IsFirst(Seen.Recipient, ref seen):
                Recipient = FieldText.Decode(value);
                break;
            case "v" when IsFirst(Seen.Variant, ref seen):
                PinnedVariant = NullIfEmpty(value);
                break;
            case "c" when IsFirst(Seen.Campaign, ref seen):
                Campaign = NullIfEmpty(value);
                break;
            case "l" when IsFirst(Seen.Link, ref seen):
                Link = NullIfEmpty(value);
                break;
            case "ch" when IsFirst(Seen.Channel, ref seen):
                Channel = NullIfEmpty(value)?.ToLowerInvariant() is { } channel && RequestFacts.Channels.Contains(channel) ? channel : null;
                break;
            default:
                break;
        }
    }

    private static bool IsFirst(Seen field, ref Seen seen)
    {
        var first = (seen & field) == Seen.None;
        seen |= field;
        return first;
    }

    private static string? NullIfEmpty(ReadOnlySpan<char> value) => value.IsEmpty ? null : FieldText.Decode(value);

    [Flags]
    private enum Seen
    {
        None = 0,
        Recipient = 1,
        Variant = 2,
        Campaign = 4,
        Link = 8,
        Channel = 16,
        All = Recipient | Variant | Campaign | Link | Channel,
    }
}
