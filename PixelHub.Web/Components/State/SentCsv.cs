using System.Collections.Immutable;
using PixelHub.Core.Catalog;

namespace PixelHub.Web.Components.State;

/// <summary>
/// Sent counts from a file without recipients: lines of <c>variant,sent</c> or <c>variant,sent,bounced</c>. Semicolons and tabs do as well, and so does
/// a head. A bad line is told with its number; the good ones are taken all the same.
/// </summary>
/// <param name="Counts">By number of the variant; <see cref="SentCounts.UnsplitVariant"/> for all together.</param>
/// <param name="Faults">A sentence for each line that was left out.</param>
public sealed record SentCsv(IReadOnlyDictionary<int, SentCount> Counts, ImmutableArray<string> Faults)
{
    /// <summary>Longest file in bytes: a hundred times what all variants need.</summary>
    public const int MaxBytes = 100_000;

    private static readonly string[] Unsplit = ["0", "all", "*"];

    /// <summary>Reads a file.</summary>
    /// <param name="text">The file.</param>
    /// <param name="variants">The experiment's variants; a line names one by its id, its name or its number.</param>
    public static SentCsv Parse(string text, IReadOnlyList<Variant> variants)
    {
        var counts = new Dictionary<int, SentCount>();
        var lines = new Dictionary<int, int>();
        var faults = new List<(int Line, string Words)>();
        var hasBegun = false;
        foreach (var (index, line) in text.TrimStart('\uFEFF').ReplaceLineEndings("\n").Split('\n').Index())
        {
            if (string.IsNullOrWhiteSpace(line))
            {
                continue;
            }

            var fields = Fields(line);
            var isHead = !hasBegun && IsHead(fields);
            hasBegun = true;
            if (isHead)
            {
                continue;
            }

            var fault = Read(fields, variants, out var variant, out var count);
            if (fault is null && !lines.TryAdd(variant, index + 1))
            {
                fault = $"“{Short(fields[0])}” was in line {lines[variant]} already; that one stays.";
            }

            if (fault is null)
            {
                counts[variant] = count;
            }
            else
            {
                faults.Add((index + 1, fault));
            }
        }

        if (counts.Count > 1 && counts.Remove(SentCounts.UnsplitVariant))
        {
            faults.Add((lines[SentCounts.UnsplitVariant], "one number for all cannot stand beside numbers by variant; those by variant stay."));
        }

        return new SentCsv(counts, [.. faults.OrderBy(f => f.Line).Select(f => $"Line {f.Line}: {f.Words}")]);
    }

    private static string? Read(string[] fields, IReadOnlyList<Variant> variants, out int variant, out SentCount count)
    {
        (variant, count) = (0, default);
        if (fields.Length is < 2 or > 3)
        {
            return $"expected variant,sent or variant,sent,bounced, but found {(fields.Length == 1 ? "one field" : $"{fields.Length} fields")}.";
        }

        if (Find(fields[0], variants) is not { } found)
        {
            return $"there is no variant “{Short(fields[0])}”; there {(variants.Count == 1 ? "is" : "are")} {string.Join(", ", variants.Select(v => v.Id))}, and 0 for all together.";
        }

        if (!NumberInput.TryReadCount(fields[1], out var sent) || sent is not (>= 0 and <= SentCount.Max))
        {
            return $"“{Short(fields[1])}” is not a number of mails.";
        }

        long? bounced = null;
        // "A,12,000" has three fields, and the last could be the end of twelve thousand: what can be read in two ways is not read at all.
        if (fields.Length == 3 && (!NumberInput.TryReadCount(fields[2], out bounced) || bounced > sent || (fields[2].Length > 1 && fields[2][0] == '0')))
        {
            return $"“{Short(fields[2])}” is not a number of bounced mails from 0 to {NumberText.Exact(sent)}. Write thousands without a separator.";
        }

        (variant, count) = (found, new SentCount(sent.Value, bounced));
        return null;
    }

    private static int? Find(string name, IReadOnlyList<Variant> variants) =>
        (variants.FirstOrDefault(v => string.Equals(v.Id, name, StringComparison.Ordinal))
            ?? variants.FirstOrDefault(v => string.Equals(v.Name, name, StringComparison.OrdinalIgnoreCase))
            ?? variants.FirstOrDefault(v => string.Equals(v.Id, name, StringComparison.OrdinalIgnoreCase)))?.Number
        ?? (Unsplit.Contains(name, StringComparer.OrdinalIgnoreCase) ? SentCounts.UnsplitVariant : default(int?))
        ?? variants.FirstOrDefault(v => string.Equals(NumberInput.CountText(v.Number), name, StringComparison.Ordinal))?.Number;

    private static bool IsHead(string[] fields) => fields.Length > 1 && !fields[1].Any(char.IsAsciiDigit) && fields[1].StartsWith("sent", StringComparison.OrdinalIgnoreCase);

    private static string Short(string text) => VisibleText.Of(text.Length > 40 ? text[..40] + "…" : text);

    /// <summary>The fields of a line; one in quotation marks may hold the separator.</summary>
    private static string[] Fields(string line)
    {
        var separator = line.Contains(';', StringComparison.Ordinal) ? ';' : line.Contains('\t', StringComparison.Ordinal) ? '\t' : ',';
        var fields = new List<string>();
        var field = new System.Text.StringBuilder();
        var isQuoted = false;
        foreach (var letter in line)
        {
            if (letter == '"')
            {
                isQuoted = !isQuoted;
            }
            else if (letter == separator && !isQuoted)
            {
                fields.Add(field.ToString().Trim());
                field.Clear();
            }
            else
            {
                field.Append(letter);
            }
        }

        fields.Add(field.ToString().Trim());
        return [.. fields];
    }
}
