using System.Collections.Immutable;
using System.Runtime.ExceptionServices;
using AngleSharp.Html;
using AngleSharp.Html.Parser;
using AngleSharp.Html.Parser.Tokens;
using AngleSharp.Text;

namespace PixelHub.Web.Snippets.Doctor;

/// <summary>Reads the tags of a mail that matter here: pictures, links, and the body. What stands in comments, styles and scripts is no tag.</summary>
/// <remarks>
/// AngleSharp's tokenizer, not its tree: the HTML standard has tags opened again at each paragraph, so a short text can make a tree of any size,
/// while tokens are never more than characters. Tokens also know where they stand, so the text can be corrected in place.
/// </remarks>
internal static class MailReader
{
    /// <summary>Nesting that is followed; deeper than any mail, and a bound for the search of the tag that an end tag closes.</summary>
    private const int MostOpen = 256;

    /// <summary>Reserved, not used: a page is taken only when the stack really grows into it.</summary>
    private const int StackBytes = 256 * 1_024 * 1_024;

    /// <summary>
    /// All of them in order. Read on a stack of its own, with room for a call for every few characters of the longest mail: what
    /// <see cref="Harmless"/> does not know of must not end the process either.
    /// </summary>
    public static ImmutableArray<MailElement> Read(string html)
    {
        ImmutableArray<MailElement> found = [];
        ExceptionDispatchInfo? fault = null;
        var thread = new Thread(
            () =>
            {
                try
                {
                    found = ReadTags(html);
                }
                catch (Exception exception)
                {
                    fault = ExceptionDispatchInfo.Capture(exception);
                }
            },
            StackBytes)
        {
            IsBackground = true,
            Name = "Mail doctor",
        };
        thread.Start();
        thread.Join();
        fault?.Throw();
        return found;
    }

    private static ImmutableArray<MailElement> ReadTags(string html)
    {
        using var source = new TextSource(Harmless(html));
        using var tokens = new HtmlTokenizer(source, HtmlEntityProvider.Resolver);
        var found = ImmutableArray.CreateBuilder<MailElement>();
        var open = new List<(string Name, bool IsHidden)>();
        for (var token = tokens.Get(); token.Type != HtmlTokenType.EndOfFile; token = tokens.Get())
        {
            if (token is not HtmlTagToken tag)
            {
                continue;
            }

            if (tag.Type == HtmlTokenType.EndTag)
            {
                Close(open, tag.Name);
                continue;
            }

            var isInHidden = open.Count > 0 && open[^1].IsHidden;
            tokens.State = StateBehind(tag.Name);
            if (tag.Name is "img" or "amp-img" or "amp-pixel" or "a" or "area" or "body" or "html" or "head")
            {
                found.Add(TagSource.Locate(html, tag, isInHidden));
            }

            if (!IsVoid(tag.Name) && !tag.IsSelfClosing && open.Count < MostOpen)
            {
                open.Add((tag.Name, isInHidden || HidingStyle.IsIn(tag.GetAttribute("style")) || tag.Attributes.Any(a => a.Name == "hidden")));
            }
        }

        return found.ToImmutable();
    }

    /// <summary>
    /// AngleSharp 1.10.3 calls itself once more for each <c>--!-</c> in a comment and for each <c>&lt;/&gt;</c>, until the stack ends and the process
    /// with it. Spaces in their place mean the same to the standard: the comment goes on, and nothing is closed. Nothing moves.
    /// </summary>
    private static string Harmless(string html) => string.Create(html.Length, html, static (harmless, text) =>
    {
        text.CopyTo(harmless);
        for (var at = 1; at < text.Length - 1; at++)
        {
            var isInComment = text[at] == '!' && text[at + 1] == '-' && text[at - 1] == '-' && at > 1 && text[at - 2] == '-';
            if (isInComment || (text[at] == '/' && text[at - 1] == '<' && text[at + 1] == '>'))
            {
                harmless[at] = ' ';
            }
        }
    });

    private static void Close(List<(string Name, bool IsHidden)> open, string name)
    {
        var at = open.FindLastIndex(o => o.Name == name);
        if (at >= 0)
        {
            open.RemoveRange(at, open.Count - at);
        }
    }

    /// <summary>What the tree builder would say: in these, a bracket opens no tag.</summary>
    private static HtmlParseMode StateBehind(string name) => name switch
    {
        "title" or "textarea" => HtmlParseMode.RCData,
        "style" or "xmp" or "iframe" or "noembed" or "noframes" => HtmlParseMode.Rawtext,
        "script" => HtmlParseMode.Script,
        "plaintext" => HtmlParseMode.Plaintext,
        _ => HtmlParseMode.PCData,
    };

    private static bool IsVoid(string name) => name is "area" or "base" or "br" or "col" or "embed" or "hr" or "img" or "input" or "link" or "meta"
        or "param" or "source" or "track" or "wbr";
}
