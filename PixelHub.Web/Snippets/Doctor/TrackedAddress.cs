using PixelHub.Web.Endpoints;

namespace PixelHub.Web.Snippets.Doctor;

/// <summary>What an address under <c>/s/</c> is for.</summary>
internal enum AddressKind
{
    /// <summary>Nothing that this server has.</summary>
    Nothing,

    /// <summary>A pixel.</summary>
    Pixel,

    /// <summary>The image of a variant: it counts an open as the pixel does.</summary>
    Image,

    /// <summary>A link.</summary>
    Click,

    /// <summary>A page where readers opt out; it counts nothing.</summary>
    OptOut,
}

/// <summary>An address in a mail that is, or looks like, one of this server. It may hold a merge tag, and then it is no proper address.</summary>
internal sealed record TrackedAddress
{
    private const string Prefix = "/s/";

    private static readonly string[] Images = [".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg"];

    /// <summary>https, http, or empty where the address has none.</summary>
    public required string Scheme { get; init; }

    /// <summary>Host, port and folder as written; empty for an address without a host.</summary>
    public required string Place { get; init; }

    /// <summary>Whether it is the host, and the folder on it, under which mails reach this server.</summary>
    public required bool IsOurs { get; init; }

    /// <summary>What it is for.</summary>
    public required AddressKind Kind { get; init; }

    /// <summary>The slug; any text.</summary>
    public required string Slug { get; init; }

    /// <summary>The recipient as written, percent-escapes not resolved; null when the address has no place for one.</summary>
    public string? Recipient { get; init; }

    /// <summary>The variant it is pinned to; null for none.</summary>
    public string? Variant { get; init; }

    /// <summary>Reads the address of a link or picture.</summary>
    /// <param name="value">The attribute's value, entities resolved.</param>
    /// <param name="root">Where mails reach this server.</param>
    /// <returns>Null for everything that has no <c>/s/</c> in its path.</returns>
    public static TrackedAddress? Read(string value, Uri root)
    {
        var text = value.Trim();
        var (scheme, rest) = text.StartsWith("https://", StringComparison.OrdinalIgnoreCase) ? ("https", text[8..])
            : text.StartsWith("http://", StringComparison.OrdinalIgnoreCase) ? ("http", text[7..])
            : text.StartsWith("//", StringComparison.Ordinal) ? ("", text[2..])
            : ("", text);
        var hasHost = scheme.Length > 0 || text.StartsWith("//", StringComparison.Ordinal);
        var pathStart = hasHost ? rest.IndexOfAny(['/', '?', '#', '\\']) : 0;
        pathStart = pathStart < 0 ? rest.Length : pathStart;
        var host = rest[..pathStart];
        var target = rest[pathStart..];
        var query = target.IndexOf('?');
        var path = query < 0 ? target : target[..query];
        var folder = path.IndexOf(Prefix, StringComparison.OrdinalIgnoreCase);
        if (folder < 0 || (!hasHost && folder > 0))
        {
            return null;
        }

        var (kind, slug, fromPath) = Parse(path[folder..]);
        var fields = query < 0 ? "" : target[(query + 1)..];
        return new TrackedAddress
        {
            Scheme = scheme,
            Place = host + path[..folder],
            IsOurs = IsHost(host, root) && path[..folder].Equals(root.AbsolutePath.TrimEnd('/'), StringComparison.Ordinal),
            Kind = kind,
            Slug = slug,
            Recipient = fromPath ?? RawField(fields, "r"),
            Variant = QueryFields.Read(fields).PinnedVariant,
        };
    }

    private static (AddressKind Kind, string Slug, string? Recipient) Parse(string path)
    {
        var route = PublicRoute.Parse(path);
        if (route.Endpoint != PublicEndpoint.None)
        {
            var kind = route.Endpoint switch { PublicEndpoint.Pixel => AddressKind.Pixel, PublicEndpoint.Click => AddressKind.Click, _ => AddressKind.OptOut };
            return (kind, route.Slug.ToString(), route.Recipient);
        }

        var file = path[Prefix.Length..];
        var ending = Array.Find(Images, e => file.EndsWith(e, StringComparison.OrdinalIgnoreCase));
        return ending is not null && !file.Contains('/', StringComparison.Ordinal)
            ? (AddressKind.Image, file[..^ending.Length], null)
            : (AddressKind.Nothing, file.Split('/')[0], null);
    }

    private static bool IsHost(string host, Uri root)
    {
        var port = root.IsDefaultPort ? "" : $":{root.Port}";
        var plain = root.IsDefaultPort && host.EndsWith(root.Scheme == "https" ? ":443" : ":80", StringComparison.Ordinal) ? host[..host.LastIndexOf(':')] : host;
        return plain.Equals(root.Host + port, StringComparison.OrdinalIgnoreCase) || plain.Equals(root.IdnHost + port, StringComparison.OrdinalIgnoreCase);
    }

    private static string? RawField(string query, string name)
    {
        foreach (var pair in query.Split('&'))
        {
            var field = pair.StartsWith("amp;", StringComparison.Ordinal) ? pair[4..] : pair;
            if (field.StartsWith(name, StringComparison.Ordinal) && (field.Length == name.Length || field[name.Length] == '='))
            {
                return field.Length == name.Length ? "" : field[(name.Length + 1)..];
            }
        }

        return null;
    }
}
