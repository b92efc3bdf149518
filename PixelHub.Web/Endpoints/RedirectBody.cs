using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;

namespace PixelHub.Web.Endpoints;

/// <summary>What a redirect to one destination says to those who do not follow it. Made once; kept for as long as the catalog holds the destination.</summary>
internal static class RedirectBody
{
    private static readonly SearchValues<char> HeaderSafe = SearchValues.Create([.. Enumerable.Range('!', '~' - '!' + 1).Select(c => (char)c)]);
    private static readonly ConditionalWeakTable<string, byte[]> Bodies = [];

    /// <summary>The page with the link.</summary>
    /// <returns>Null when no header may carry the destination.</returns>
    public static byte[]? For(string location) => Bodies.GetValue(location, static l => Make(l)) is { Length: > 0 } body ? body : null;

    private static byte[] Make(string location)
    {
        // Destinations are checked when they are saved. A database edited by hand could still hold one that no header may carry.
        if (location.AsSpan().ContainsAnyExcept(HeaderSafe))
        {
            return [];
        }

        var link = HtmlEncoder.Default.Encode(location);
        return Encoding.UTF8.GetBytes(
            $"<!DOCTYPE html><html lang=\"en\"><title>Redirect</title><p><a rel=\"noreferrer\" href=\"{link}\">{link}</a></p></html>\n");
    }
}
