using PixelHub.Core.Catalog;
using PixelHub.Core.Reports;

namespace PixelHub.Web.Components.State;

/// <summary>Open rates as sentences: between which bounds they lie, and why.</summary>
public static class OpenRateWords
{
    /// <summary>The range in one line.</summary>
    /// <param name="rates">Null while nothing is known.</param>
    public static string Title(OpenRates? rates) => rates switch
    {
        null or { Confirmed: null } => "Open rate: not known yet",
        { HasMoreOpenersThanMails: true } => "Open rate: the numbers do not fit",
        { MachineOnly: 0 } => $"Open rate: at least {NumberText.Percent(rates.Confirmed)}",
        _ => $"Open rate: between {NumberText.Percent(rates.Confirmed)} and {NumberText.Percent(Upper(rates))}",
    };

    /// <summary>The range in a cell of a table.</summary>
    public static string Range(OpenRates? rates) => rates switch
    {
        null or { Confirmed: null } => NumberText.None,
        { HasMoreOpenersThanMails: true } or { MachineOnly: 0 } => NumberText.Percent(rates.Confirmed),
        _ => $"{NumberText.Percent(rates.Confirmed)} – {NumberText.Percent(Upper(rates))}",
    };

    /// <summary>The upper bound, 0 to 1: where one person was taken for several, everybody is still the most there can be.</summary>
    public static double? Upper(OpenRates rates) => rates.Raw is { } raw ? Math.Max(rates.Confirmed ?? 0, Math.Min(1, raw)) : null;

    /// <summary>Why it is a range.</summary>
    public static string Reason(OpenRates rates) => rates switch
    {
        { Delivered: null, Opened: 0, MachineOnly: 0 } => "Say how many mails you sent, and the first opens make a rate.",
        { Delivered: null } => $"{Opened(rates)}{(rates.MachineOnly == 0 ? "." : $"; for {NumberText.Of(rates.MachineOnly, "other", "others")} only machines came.")} Say how many mails you sent to see what share that is.",
        { Delivered: 0 } => "No mail arrived: all that were sent came back.",
        { HasMoreOpenersThanMails: true } => $"{Opened(rates)}, but only {NumberText.Of(rates.Delivered.Value, "mail", "mails")} arrived. Correct the counts first.",
        { MachineOnly: 0 } => $"{Opened(rates)} for certain. No mail was fetched by machines alone, so nothing is in doubt but those who block images: no pixel sees them.",
        _ => $"{Opened(rates)} for certain. For {NumberText.Of(rates.MachineOnly, "other", "others")} only machines came, such as Apple’s privacy proxy or a security scanner: they may have read the mail or not.",
    };

    /// <summary>Where D comes from; null where it goes without saying, because no program reports sends.</summary>
    /// <param name="experiment">What was entered.</param>
    /// <param name="lines">Its totals.</param>
    public static string? Source(Experiment experiment, IReadOnlyList<CountLine> lines)
    {
        var reported = Mails.ReportedByVariant(lines).Values.Sum();
        var mails = Mails.Of(experiment, lines);
        return reported == 0 ? null : mails.Source switch
        {
            MailSource.Reported => $"The {NumberText.Of(reported, "mail", "mails")} were counted from the sends that your program reports.",
            MailSource.Both => $"The {NumberText.Of(mails.Sent ?? 0, "mail", "mails")} are what was entered for some variants, and for the others the sends that your program reports.",
            _ => $"The sent count is what was entered. Your program reported {NumberText.Of(reported, "mail", "mails")}; empty the fields to use that.",
        };
    }

    /// <summary>What the estimate takes for granted, or why there is none.</summary>
    public static string Estimate(OpenRates rates) => rates.Gap switch
    {
        EstimateGap.None when rates.MachineOnly == 0 => "nothing to estimate: no machine stands between",
        EstimateGap.None => "if those behind machines open like the others",
        EstimateGap.MostlyMachines => $"machines stand before more than {OpenRates.MostMachineShare * 100:0}% of the mails: the rest cannot speak for all",
        EstimateGap.TooFewMails => $"fewer than {OpenRates.FewestWithoutMachines} mails are left without machines: too few to guess from",
        EstimateGap.MorePeopleThanMails => "people and machines together are more than the mails",
        _ => "needs the sent count",
    };

    private static string Opened(OpenRates rates) => $"{NumberText.Of(rates.Opened, "person", "people")} opened";
}
