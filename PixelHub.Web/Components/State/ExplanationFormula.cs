using System.Globalization;
using PixelHub.Core.Catalog;
using PixelHub.Core.Events;
using PixelHub.Core.Reports;

namespace PixelHub.Web.Components.State;

/// <summary>Formulas with the numbers of an experiment put in, as they are written below a figure.</summary>
internal static class ExplanationFormula
{
    private const string NoMails = "Nobody said yet how many mails were sent, so there is nothing to divide by.";

    /// <summary>The formula of a figure; a sentence in its place where there is no number.</summary>
    public static string Of(FigureKey key, Experiment experiment, Variant? variant, ExperimentReport report)
    {
        if (experiment.StartedAt is null && key.Kind is not (FigureKind.Delivered or FigureKind.Share))
        {
            return "Counting begins when you start the experiment.";
        }

        var mails = variant is null ? Mails.Of(experiment, report.Totals) : Mails.Of(experiment, variant, report.Totals);
        var delivered = mails.Delivered;
        var rates = OpenRates.Of(report, delivered, key.Variant);
        return key.Kind switch
        {
            FigureKind.PeopleOpened => Opened(report, key.Variant, rates.Opened),
            FigureKind.PeopleClicked => Clicked(report, key.Variant, rates.Clicked),
            FigureKind.Opens => Hits("opens", key, EventKind.Impression, report),
            FigureKind.Clicks => Hits("clicks", key, EventKind.Click, report),
            FigureKind.OnlyMachines => $"only machines = {N(rates.MachineOnly)} people",
            FigureKind.OpenRate => Rate(rates.Confirmed, "people who opened", rates.Opened, delivered),
            FigureKind.ClickRate => Rate(rates.ClickRate, "people who clicked", rates.Clicked, delivered),
            FigureKind.MachineShare => Rate(rates.MachineShare, "only machines", rates.MachineOnly, delivered),
            FigureKind.UpperRate => rates.Raw is null ? NoMails
                : $"{NumberText.Percent(OpenRateWords.Upper(rates))} = (people who opened {N(rates.Opened)} + only machines {N(rates.MachineOnly)}) ÷ mails that arrived {N(delivered)}{(rates.Raw > 1 ? ", and never above 100%" : "")}",
            FigureKind.Estimate => rates.Estimate is null ? $"There is none: {OpenRateWords.Estimate(rates)}."
                : $"{NumberText.Percent(rates.Estimate)} = people who opened {N(rates.Opened)} ÷ (mails that arrived {N(delivered)} − only machines {N(rates.MachineOnly)})",
            FigureKind.ClickToOpenRate => rates.ClickToOpenRate is null ? "Nobody has opened yet, so there is nothing to divide by."
                : $"{NumberText.Percent(rates.ClickToOpenRate)} = people who clicked {N(rates.Clicked)} ÷ people who opened {N(rates.Opened)}",
            FigureKind.Delivered => Delivered(mails),
            _ => Share(experiment, variant),
        };
    }

    private static string Rate(double? rate, string what, long part, long? delivered) =>
        rate is null ? NoMails : $"{NumberText.Percent(rate)} = {what} {N(part)} ÷ mails that arrived {N(delivered)}";

    private static string Opened(ExperimentReport report, int? variant, long opened)
    {
        var lines = Counted(report, variant).Where(l => l.Class.IsPerson()).ToList();
        var direct = lines.Where(l => l.Kind == EventKind.Impression && l.Class != EventClass.ProxyOpen).Sum(l => l.Recipients + l.Viewers);
        var proxied = lines.Where(l => l.Kind == EventKind.Impression && l.Class == EventClass.ProxyOpen).Sum(l => l.Recipients + l.Viewers);
        return $"people who opened {N(opened)} = direct {N(direct)} + through mail proxies {N(proxied)} + inferred from clicks {N(lines.Sum(l => l.Inferred))}{Approximate(lines.Where(l => l.Kind == EventKind.Impression))}";
    }

    private static string Clicked(ExperimentReport report, int? variant, long clicked)
    {
        var lines = Counted(report, variant).Where(l => l.Class.IsPerson() && l.Kind == EventKind.Click).ToList();
        return $"people who clicked {N(clicked)} = recipients {N(lines.Sum(l => l.Recipients))} + viewers without a recipient {N(lines.Sum(l => l.Viewers))}{Approximate(lines)}";
    }

    private static string Approximate(IEnumerable<CountLine> lines) =>
        lines.Sum(l => l.Viewers) is > 0 and var viewers ? $". Approximate: {N(viewers)} of them named no recipient and are told apart for one day only" : "";

    private static string Hits(string what, FigureKey key, EventKind kind, ExperimentReport report)
    {
        var lines = Counted(report, key.Variant).Where(l => l.Kind == kind && key.Classes.Contains(l.Class)).ToList();
        var parts = lines.GroupBy(l => l.Class).Select(g => (Class: g.Key, Hits: g.Sum(l => l.Hits))).Where(p => p.Hits > 0)
            .OrderBy(p => EventNames.Classes.IndexOf(p.Class)).Select(p => $"{HitWords.Class(p.Class).ToLowerInvariant()} {N(p.Hits)}").ToList();
        var repeats = lines.Sum(l => l.Repeats);
        return $"{what} {N(lines.Sum(l => l.Hits))}{(parts.Count > 0 ? " = " + string.Join(" + ", parts) : "")}{(repeats > 0 ? $"; repeats within 30 s left out: {N(repeats)}" : "")}";
    }

    private static string Delivered(Mails mails) => mails is not { Delivered: { } delivered, Sent: { } sent } ? NoMails
        : mails.Source == MailSource.Reported ? $"mails that arrived {N(delivered)} = reported as sent {N(sent)}; no bounces are known"
        : $"mails that arrived {N(delivered)} = sent {N(sent)} − bounced {N(sent - delivered)}";

    private static string Share(Experiment experiment, Variant? variant) => variant is null
        ? "All variants together: 100%"
        : string.Create(CultureInfo.InvariantCulture, $"{NumberText.Percent(variant.Weight / (double)Variant.WholeWeight)} = weight {variant.Weight / 100.0:0.##} ÷ {experiment.Variants.Sum(v => v.Weight) / 100.0:0.##} of all");

    private static IEnumerable<CountLine> Counted(ExperimentReport report, int? variant) =>
        report.Totals.Where(l => l.Scope == EventScope.Counted && (variant is null || l.Variant == variant));

    private static string N(long? count) => NumberText.Exact(count);
}
