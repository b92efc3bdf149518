using System.Collections.Frozen;

namespace PixelHub.Core.Catalog;

/// <summary>The name of an experiment in its public URLs: 3 to 60 lower-case letters, digits and inner hyphens, no reserved word.</summary>
public readonly record struct Slug
{
    /// <summary>Longest slug, in characters.</summary>
    public const int MaxLength = 60;

    /// <summary>Shortest slug, in characters.</summary>
    public const int MinLength = 3;

    /// <summary>Words that are, or may become, part of a public route.</summary>
    public static FrozenSet<string> Reserved { get; } = FrozenSet.ToFrozenSet(
        ["events", "api", "admin", "health", "status", "pixel", "track", "sdk", "optout", "resolve", "click", "s", "v1"], StringComparer.Ordinal);

    private readonly string? _value;

    private Slug(string value) => _value = value;

    /// <summary>The slug in lower case; empty for the default value.</summary>
    public string Value => _value ?? "";

    /// <summary>Reads a slug in any case.</summary>
    /// <returns>False when the text cannot be a slug; <see cref="Fault"/> says why.</returns>
    public static bool TryParse(string? text, out Slug slug)
    {
        slug = Fault(text) is null ? new Slug(text!.ToLowerInvariant()) : default;
        return slug._value is not null;
    }

    /// <summary>Why a text is no slug, as a sentence with what to do; null when it is one.</summary>
    public static string? Fault(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return "Give a slug: it becomes part of the pixel's and the link's address.";
        }

        if (text.Length is < MinLength or > MaxLength)
        {
            return $"Use {MinLength} to {MaxLength} characters.";
        }

        if (!IsWellFormed(text))
        {
            return "Use letters a to z, digits and hyphens, with a letter or digit at both ends.";
        }

        return Reserved.Contains(text.ToLowerInvariant()) ? $"“{text}” is reserved. Choose another word." : null;
    }

    /// <summary>Whether the text has the form of a slug, in any case; says nothing about reserved words.</summary>
    public static bool IsWellFormed(ReadOnlySpan<char> text) =>
        text.Length is >= MinLength and <= MaxLength && text[0] != '-' && text[^1] != '-' && !text.ContainsAnyExcept(Characters);

    /// <summary>Makes the nearest slug from a name: "Summer Sale – 50 % off!" gives "summer-sale-50-off".</summary>
    /// <returns>An empty text when the name has no usable letter or digit.</returns>
    public static string Suggest(string name)
    {
        var letters = new char[Math.Min(name.Length * 2, 256)];
        var length = 0;
        foreach (var c in name.Normalize(System.Text.NormalizationForm.FormD))
        {
            if (length == letters.Length)
            {
                break;
            }

            if (char.IsAsciiLetterOrDigit(c))
            {
                letters[length++] = char.ToLowerInvariant(c);
            }
            else if (length > 0 && letters[length - 1] != '-' && char.GetUnicodeCategory(c) != System.Globalization.UnicodeCategory.NonSpacingMark)
            {
                letters[length++] = '-';
            }
        }

        var slug = new string(letters, 0, Math.Min(length, MaxLength)).Trim('-');
        return slug.Length is > 0 and < MinLength || Reserved.Contains(slug) ? slug + "-mail" : slug;
    }

    /// <inheritdoc/>
    public override string ToString() => Value;

    private static readonly System.Buffers.SearchValues<char> Characters =
        System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-");
}
