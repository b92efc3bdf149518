using PixelHub.Core.Events;

namespace PixelHub.Core.Reports;

/// <summary>The headline numbers of an experiment or of one variant. People only: machines are counted beside, never inside.</summary>
/// <param name="Delivered">D: mails sent that did not bounce; null when nobody said, and then there are no rates by mail.</param>
/// <param name="Opened">H: distinct people with an open, seen or inferred from their click.</param>
/// <param name="Inferred">The part of <paramref name="Opened"/> known only by the click.</param>
/// <param name="Opens">Opens of people, repeats within 30 s left out.</param>
/// <param name="Clicked">Distinct people who clicked.</param>
/// <param name="Clicks">Clicks of people, repeats within 30 s left out.</param>
/// <param name="MachineHits">Hits of all other classes, repeats left out.</param>
/// <param name="IsApproximate">Whether some people were told apart only by a viewer key, which lives one day.</param>
public sealed record ExperimentNumbers(
    long? Delivered, long Opened, long Inferred, long Opens, long Clicked, long Clicks, long MachineHits, bool IsApproximate)
{
    /// <summary>Confirmed open rate H/D, 0 to 1, a lower bound; null without D. Above 1 the sent count cannot be right.</summary>
    public double? OpenRate => Ratio(Opened, Delivered);

    /// <summary>CTR: people who clicked / D; null without D.</summary>
    public double? ClickRate => Ratio(Clicked, Delivered);

    /// <summary>CTOR: people who clicked / people who opened; null without an open.</summary>
    public double? ClickToOpenRate => Ratio(Clicked, Opened);

    /// <summary>Adds up the counted lines of one variant, or of all.</summary>
    /// <param name="lines">Totals of one experiment.</param>
    /// <param name="sent">D; null when not known.</param>
    /// <param name="variant">Number of the variant; null for all.</param>
    public static ExperimentNumbers Of(IEnumerable<CountLine> lines, long? sent, int? variant = null)
    {
        long seen = 0, inferred = 0, opens = 0, clicked = 0, clicks = 0, machines = 0, viewers = 0;
        foreach (var line in lines)
        {
            if (line.Scope != EventScope.Counted || line.Kind == EventKind.Send || (variant is not null && line.Variant != variant))
            {
                continue;
            }

            if (!line.Class.IsPerson())
            {
                machines += line.Hits;
                continue;
            }

            viewers += line.Viewers;
            inferred += line.Inferred;
            if (line.Kind == EventKind.Impression)
            {
                seen += line.Recipients + line.Viewers;
                opens += line.Hits;
            }
            else if (line.Kind == EventKind.Click)
            {
                clicked += line.Recipients + line.Viewers;
                clicks += line.Hits;
            }
        }

        return new ExperimentNumbers(sent, seen + inferred, inferred, opens, clicked, clicks, machines, viewers > 0);
    }

    private static double? Ratio(long part, long? whole) => whole is > 0 ? (double)part / whole.Value : null;
}
