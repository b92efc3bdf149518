using System.Collections.Immutable;
using AngleSharp.Html.Parser.Tokens;

namespace PixelHub.Web.Snippets.Doctor;

/// <summary>Finds the attributes of a start tag in the text it was read from: the parser says what they mean, this says where they stand.</summary>
/// <remarks>Walks through the tag once, by the steps of the HTML standard (“before attribute name state” and those behind it).</remarks>
internal static class TagSource
{
    /// <summary>The tag with its places.</summary>
    /// <param name="html">The text.</param>
    /// <param name="tag">The tag as the parser read it.</param>
    /// <param name="isInHidden">Whether something around it is not shown.</param>
    public static MailElement Locate(string html, HtmlTagToken tag, bool isInHidden)
    {
        var start = tag.Position.Index;
        var at = start + 1;
        Skip(html, ref at, static c => !IsSpace(c) && c is not ('/' or '>'));
        var found = ImmutableArray.CreateBuilder<MailAttribute>();
        while (true)
        {
            Skip(html, ref at, static c => IsSpace(c) || c == '/');
            if (at >= html.Length || html[at] == '>')
            {
                return new MailElement(tag.Name, start, Math.Min(at + 1, html.Length), found.ToImmutable(), isInHidden);
            }

            var (name, attribute) = ReadOne(html, ref at);
            if (found.Count < MostAttributes && !found.Any(f => f.Name == name))
            {
                found.Add(attribute with { Name = name, Value = tag.GetAttribute(name) });
            }
        }
    }

    /// <summary>No tag of a mail has more, and a tag made to have them shall not take long.</summary>
    private const int MostAttributes = 64;

    private static (string Name, MailAttribute Attribute) ReadOne(string html, ref int at)
    {
        var start = at++; // the first character belongs to the name even if it is "="
        Skip(html, ref at, static c => !IsSpace(c) && c is not ('/' or '>' or '='));
        var (nameEnd, afterName) = (at, at);
        Skip(html, ref afterName, IsSpace);
        var name = html[start..nameEnd].ToLowerInvariant();
        if (afterName >= html.Length || html[afterName] != '=')
        {
            return (name, new MailAttribute("", "", start, nameEnd, nameEnd, nameEnd));
        }

        at = afterName + 1;
        Skip(html, ref at, IsSpace);
        if (at < html.Length && html[at] is '"' or '\'')
        {
            var quote = html[at];
            var from = at + 1;
            var to = html.IndexOf(quote, from);
            to = to < 0 ? html.Length : to;
            at = Math.Min(to + 1, html.Length);
            return (name, new MailAttribute("", "", start, at, from, to));
        }

        var bare = at;
        Skip(html, ref at, static c => !IsSpace(c) && c != '>');
        return (name, new MailAttribute("", "", start, at, bare, at));
    }

    private static bool IsSpace(char c) => c is ' ' or '\t' or '\n' or '\r' or '\f';

    private static void Skip(string html, ref int at, Func<char, bool> isPart)
    {
        while (at < html.Length && isPart(html[at]))
        {
            at++;
        }
    }
}
