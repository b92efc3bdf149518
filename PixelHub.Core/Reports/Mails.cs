using PixelHub.Core.Catalog;
using PixelHub.Core.Events;

namespace PixelHub.Core.Reports;

/// <summary>How many mails there are, and who says so: the owner, or the program that sent them. What the owner entered wins.</summary>
/// <param name="Sent">Mails sent; null when nobody said for any variant.</param>
/// <param name="Delivered">D: mails that arrived; null unless it is known of each variant.</param>
/// <param name="Source">Where it comes from.</param>
public readonly record struct Mails(long? Sent, long? Delivered, MailSource Source)
{
    /// <summary>The mails of all variants.</summary>
    /// <param name="experiment">What was entered.</param>
    /// <param name="lines">Its totals, in which reported sends are counted.</param>
    public static Mails Of(Experiment experiment, IEnumerable<CountLine> lines)
    {
        if (experiment.Unsplit is { } whole)
        {
            return new Mails(whole.Sent, whole.Delivered, MailSource.Entered);
        }

        var reported = Reported(lines);
        if (reported.Count == 0)
        {
            return new Mails(experiment.SentCount, experiment.Delivered, experiment.SentCount is null ? MailSource.Nobody : MailSource.Entered);
        }

        // Also those of variants that are no longer there: their opens are in the total too.
        var entered = experiment.Variants.Where(v => v.SentCount is not null).ToList();
        var rest = reported.Where(r => entered.All(v => v.Number != r.Key)).Sum(r => r.Value);
        return new Mails(
            entered.Sum(v => v.SentCount!.Value) + rest,
            entered.Sum(v => v.Delivered!.Value) + rest,
            entered.Count == 0 ? MailSource.Reported : entered.Count == experiment.Variants.Length && rest == 0 ? MailSource.Entered : MailSource.Both);
    }

    /// <summary>The mails of one variant. Where one number was entered for all, it is not known of one.</summary>
    /// <param name="experiment">Its experiment.</param>
    /// <param name="variant">The variant.</param>
    /// <param name="lines">The experiment's totals.</param>
    public static Mails Of(Experiment experiment, Variant variant, IEnumerable<CountLine> lines)
    {
        if (variant.SentCount is not null)
        {
            return new Mails(variant.SentCount, variant.Delivered, MailSource.Entered);
        }

        var reported = experiment.Unsplit is null ? Reported(lines) : [];
        return reported.Count == 0 ? default : new Mails(reported.GetValueOrDefault(variant.Number), reported.GetValueOrDefault(variant.Number), MailSource.Reported);
    }

    /// <summary>Mails that were reported as sent, by number of the variant; empty when none was. Results only.</summary>
    public static IReadOnlyDictionary<int, long> ReportedByVariant(IEnumerable<CountLine> lines) => Reported(lines);

    private static Dictionary<int, long> Reported(IEnumerable<CountLine> lines)
    {
        var reported = new Dictionary<int, long>();
        foreach (var line in lines)
        {
            if (line.Kind == EventKind.Send && line.Scope == EventScope.Counted)
            {
                reported[line.Variant] = reported.GetValueOrDefault(line.Variant) + line.Hits;
            }
        }

        return reported;
    }
}

/// <summary>Who says how many mails there are.</summary>
public enum MailSource
{
    /// <summary>Nobody so far.</summary>
    Nobody = 0,

    /// <summary>The owner entered it.</summary>
    Entered,

    /// <summary>It was counted from sends that a program reported.</summary>
    Reported,

    /// <summary>Entered for some variants, counted for the others.</summary>
    Both,
}
