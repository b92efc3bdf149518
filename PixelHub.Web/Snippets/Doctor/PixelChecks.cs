using System.Collections.Immutable;
using PixelHub.Core.Catalog;

namespace PixelHub.Web.Snippets.Doctor;

/// <summary>Looks at what counts the opens: is it there, is it there once, and will mail programs fetch it.</summary>
internal static class PixelChecks
{
    /// <summary>Notes what is to be said, and corrects it.</summary>
    public static void Look(MailVisit visit, ImmutableArray<MailElement> elements)
    {
        foreach (var openers in visit.Openers.GroupBy(o => o.Experiment.Number))
        {
            LookForDoubles(visit, [.. openers]);
        }

        foreach (var opener in visit.Openers)
        {
            LookAtOne(visit, opener);
        }

        LookForMissing(visit, elements);
    }

    private static void LookForDoubles(MailVisit visit, IReadOnlyList<TrackedElement> openers)
    {
        if (openers.Count == 1)
        {
            return;
        }

        var images = openers.Count(o => o.Address.Kind == AddressKind.Image);
        var kept = openers.FirstOrDefault(o => o.Address.Kind == AddressKind.Image) ?? openers[0];
        foreach (var opener in openers)
        {
            visit.Say(
                images == 0 ? "pixel-doubled" : "pixel-and-image", FindingWeight.Wrong,
                images == 0 ? $"“{opener.Experiment.Name}” has more than one pixel here: each open counts as often."
                    : $"“{opener.Experiment.Name}” has its image here, and that counts the open already: with another pixel or image it counts twice.",
                opener.Element);
            if (opener != kept && opener.Address.Kind == AddressKind.Pixel)
            {
                visit.Edits.Replace(opener.Element.Start, EndOf(visit, opener.Element), "", "Removed a pixel that counts the same open again.");
            }
        }
    }

    /// <summary>The end of a picture. AMP's have an end tag of their own.</summary>
    private static int EndOf(MailVisit visit, MailElement element)
    {
        var endTag = $"</{element.Name}>";
        return element.Name != "img" && string.Compare(visit.Source.Text, element.End, endTag, 0, endTag.Length, StringComparison.OrdinalIgnoreCase) == 0
            ? element.End + endTag.Length
            : element.End;
    }

    private static void LookAtOne(MailVisit visit, TrackedElement opener)
    {
        var element = opener.Element;
        if (element.Find("style") is { } style && HidingStyle.IsIn(style.Value))
        {
            visit.Say("pixel-hidden", FindingWeight.Wrong, "The picture is hidden by its style: many mail programs do not fetch what they do not show.", element);
            ShowAgain(visit, style);
        }

        if (element.Find("hidden") is { } hidden)
        {
            visit.Say("pixel-hidden", FindingWeight.Wrong, "The picture is hidden by its style: many mail programs do not fetch what they do not show.", element);
            Remove(visit, hidden, "Removed what hides a pixel.");
        }

        if (element.Find("loading") is { } loading && loading.Value.Trim().Equals("lazy", StringComparison.OrdinalIgnoreCase))
        {
            visit.Say("pixel-lazy", FindingWeight.Wrong, "The picture is fetched late (loading=\"lazy\"), in some programs never.", element);
            Remove(visit, loading, "Removed loading=\"lazy\" from a pixel.");
        }

        if (element.IsInHidden)
        {
            visit.Say("pixel-in-hidden", FindingWeight.Wrong, "The picture stands in a part of the mail that is hidden: many mail programs do not fetch it. Move it out of that part.", element);
        }

        if (element.Start >= visit.Cut && visit.Cut < visit.Source.Text.Length)
        {
            visit.Say("pixel-late", FindingWeight.Wrong, $"The picture stands behind the first {MailDoctor.ClipBytes / 1_024} KB, where Gmail cuts mails off, and is not fetched there: move it near the top.", element);
        }
    }

    private static void ShowAgain(MailVisit visit, MailAttribute style)
    {
        var written = visit.Source.Text[style.ValueStart..style.ValueEnd];
        var ranges = HidingStyle.Ranges(written).ToList();
        if (ranges.Sum(r => r.End - r.Start) == written.Length)
        {
            Remove(visit, style, "Removed what hides a pixel.");
            return;
        }

        foreach (var (start, end) in ranges)
        {
            visit.Edits.Replace(style.ValueStart + start, style.ValueStart + end, "", "Removed what hides a pixel.");
        }
    }

    /// <summary>Takes an attribute out, with the space before it.</summary>
    private static void Remove(MailVisit visit, MailAttribute attribute, string sentence)
    {
        var start = attribute.Start;
        while (char.IsWhiteSpace(visit.Source.Text[start - 1]))
        {
            start--;
        }

        visit.Edits.Replace(start, attribute.End, "", sentence);
    }

    private static void LookForMissing(MailVisit visit, ImmutableArray<MailElement> elements)
    {
        var withPixel = visit.Openers.Select(o => o.Experiment.Number).ToHashSet();
        var wanted = visit.TrackedLinks.Select(l => l.Experiment).Append(visit.Context.Expected).OfType<Experiment>().DistinctBy(e => e.Number).ToList();
        foreach (var experiment in wanted.Where(e => !withPixel.Contains(e.Number)))
        {
            visit.Say("pixel-missing", FindingWeight.Wrong, $"The pixel of “{experiment.Name}” is not in the mail: opens are not counted.");
            if (PlaceForPixel(visit, elements) is { } place)
            {
                visit.Edits.Replace(place, place, Pixel(visit, experiment), $"Added the pixel of “{experiment.Name}” near the top.");
            }
        }

        if (wanted.Count == 0 && withPixel.Count == 0)
        {
            visit.Say("pixel-missing", FindingWeight.Wrong, "There is no pixel of this server in the mail: opens are not counted. Say which experiment it is for, and the pixel can be added.");
        }
    }

    /// <summary>Behind the body's start tag; at the very start of a text that has none of the outer tags. Null where nothing is sure.</summary>
    private static int? PlaceForPixel(MailVisit visit, ImmutableArray<MailElement> elements) =>
        elements.FirstOrDefault(e => e.Name == "body") is { } body ? body.End
        : elements.Any(e => e.Name is "html" or "head") || visit.Source.Text.AsSpan().TrimStart().StartsWith("<!doctype", StringComparison.OrdinalIgnoreCase) ? null
        : 0;

    /// <summary>The pixel as the snippets have it, with the recipient that the links of the same experiment name.</summary>
    private static string Pixel(MailVisit visit, Experiment experiment)
    {
        var recipient = visit.TrackedLinks.Where(l => l.Experiment.Number == experiment.Number).Select(l => l.Address.Recipient).FirstOrDefault(r => !string.IsNullOrEmpty(r));
        var tag = RecipientTag.TryParse(recipient, out var parsed, out _) ? parsed : null;
        return SnippetWriter.Write(new SnippetRequest(visit.Context.BaseUrl, experiment) { Tag = tag })[0].Text + "\n";
    }
}
