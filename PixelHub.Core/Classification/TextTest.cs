using System.Buffers;

namespace PixelHub.Core.Classification;

/// <summary>A question about a text. Every one takes time in proportion to the text's length, whatever the text: strangers write it.</summary>
internal delegate bool TextTest(ReadOnlySpan<char> text);

/// <summary>The questions that rules are made of. Letters count the same in both cases, unless a question says "to the letter".</summary>
internal static class TextTests
{
    /// <summary>The whole text, to the letter.</summary>
    public static TextTest Is(string value) => text => text.SequenceEqual(value);

    /// <summary>Any of the tokens, anywhere.</summary>
    public static TextTest Has(params ReadOnlySpan<string> tokens)
    {
        var values = SearchValues.Create(tokens, StringComparison.OrdinalIgnoreCase);
        return text => text.ContainsAny(values);
    }

    /// <summary>Any of the tokens, anywhere, to the letter: for names that would else be found inside other words ("Filesystem Client").</summary>
    public static TextTest HasExactly(params ReadOnlySpan<string> tokens)
    {
        var values = SearchValues.Create(tokens, StringComparison.Ordinal);
        return text => text.ContainsAny(values);
    }

    /// <summary>Any of several questions, the cheap ones first.</summary>
    public static TextTest AnyOf(params TextTest[] tests) => text =>
    {
        foreach (var test in tests)
        {
            if (test(text))
            {
                return true;
            }
        }

        return false;
    };

    /// <summary>Both, the second somewhere after the first.</summary>
    public static TextTest HasInOrder(string first, string second) => text =>
        text.IndexOf(first, StringComparison.OrdinalIgnoreCase) is >= 0 and var at
        && text[(at + first.Length)..].Contains(second, StringComparison.OrdinalIgnoreCase);

    /// <summary>Any of the tokens, all of which begin with a letter, at the very start.</summary>
    public static TextTest StartsWith(params string[] tokens)
    {
        var byFirst = ByLetter(tokens, token => token[0]);
        return text =>
        {
            if (text.IsEmpty || !char.IsAsciiLetter(text[0]))
            {
                return false;
            }

            foreach (var token in byFirst[LetterOf(text[0])])
            {
                if (text.StartsWith(token, StringComparison.OrdinalIgnoreCase))
                {
                    return true;
                }
            }

            return false;
        };
    }

    /// <summary>The token at the very end.</summary>
    public static TextTest EndsIn(string token) => text => text.EndsWith(token, StringComparison.OrdinalIgnoreCase);

    /// <summary>The token inside the first word, which is the name of the program. The beginning of an address is no name.</summary>
    public static TextTest FirstWordHas(string token) => text =>
    {
        var end = text.IndexOfAny(EndsOfName);
        var name = end < 0 ? text : text[..end];
        return !name.EndsWith(':') && name.Contains(token, StringComparison.OrdinalIgnoreCase);
    };

    /// <summary>An address such as <c>crawler@example.org</c>. What follows the at sign must end in a name, because versions stand there too (<c>ios@9.2.3</c>).</summary>
    public static bool HasMailAddress(ReadOnlySpan<char> text)
    {
        while (text.IndexOf('@') is >= 0 and var at)
        {
            var isAfterName = at > 0 && char.IsAsciiLetterOrDigit(text[at - 1]);
            text = text[(at + 1)..];
            if (!isAfterName)
            {
                continue;
            }

            var end = text.IndexOfAnyExcept(HostCharacters);
            var host = (end < 0 ? text : text[..end]).TrimEnd('.');
            var top = host[(host.LastIndexOf('.') + 1)..];
            if (top.Length >= 2 && top.Length < host.Length && !top.ContainsAnyExcept(Letters))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A word, that is a run of letters a to z, that ends in one of the endings or in its plural, and is none of the exceptions.</summary>
    public static TextTest HasWordEndingIn(string[] endings, string[] exceptions)
    {
        var byLast = ByLetter(endings, ending => ending[^1]);
        return text =>
        {
            while (text.IndexOfAny(Letters) is >= 0 and var start)
            {
                text = text[start..];
                var length = text.IndexOfAnyExcept(Letters);
                var word = length < 0 ? text : text[..length];
                text = text[word.Length..];
                word = word[^1] is 's' or 'S' ? word[..^1] : word;
                if (!word.IsEmpty && EndsInAny(word, byLast[LetterOf(word[^1])]) && !IsAny(word, exceptions))
                {
                    return true;
                }
            }

            return false;
        };
    }

    private static readonly SearchValues<char> Letters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");
    private static readonly SearchValues<char> HostCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-.");

    private static readonly SearchValues<char> EndsOfName = SearchValues.Create(" /;(");

    /// <summary>The tokens that have a chance, by their decisive letter: most words have none.</summary>
    private static string[][] ByLetter(string[] tokens, Func<string, char> letter)
    {
        var lookup = tokens.ToLookup(token => char.IsAsciiLetter(letter(token)) ? LetterOf(letter(token)) : throw new ArgumentException(token, nameof(tokens)));
        return [.. Enumerable.Range(0, 'z' - 'a' + 1).Select(index => lookup[index].ToArray())];
    }

    private static int LetterOf(char letter) => char.ToLowerInvariant(letter) - 'a';

    private static bool EndsInAny(ReadOnlySpan<char> word, string[] endings)
    {
        foreach (var ending in endings)
        {
            if (word.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsAny(ReadOnlySpan<char> word, string[] exceptions)
    {
        foreach (var exception in exceptions)
        {
            if (word.Equals(exception, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
