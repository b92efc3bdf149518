namespace PixelHub.Core.Reports;

/// <summary>
/// Between which bounds the open rate lies. A pixel sees fetches, not people: of a mail that only a machine has fetched, nobody can say whether it was
/// read.
/// </summary>
/// <param name="Delivered">D: mails sent that did not bounce; null when nobody said, and then there is no rate.</param>
/// <param name="Opened">H: people with an open, seen or inferred from their click.</param>
/// <param name="MachineOnly">M: recipients in whose name only machines came; viewers, whom nobody sent a mail, are not among them.</param>
/// <param name="Clicked">People who clicked.</param>
/// <remarks>The estimate takes for granted that those behind machines open as the others do: it is a guess, and the bounds are not.</remarks>
public sealed record OpenRates(long? Delivered, long Opened, long MachineOnly, long Clicked)
{
    /// <summary>Above this share of machines, those who are left are too few to speak for all.</summary>
    public const double MostMachineShare = 0.7;

    /// <summary>The fewest mails without machines that an estimate is made from.</summary>
    public const long FewestWithoutMachines = 100;

    /// <summary>H/D: the confirmed open rate, a lower bound; null without D. Above 1 the sent count cannot be right.</summary>
    public double? Confirmed => Ratio(Opened, Delivered);

    /// <summary>(H+M)/D: the raw open rate, an upper bound; null without D. Above 1 where one person was taken for several.</summary>
    public double? Raw => Ratio(Opened + MachineOnly, Delivered);

    /// <summary>M/D: the machine share; null without D.</summary>
    public double? MachineShare => Ratio(MachineOnly, Delivered);

    /// <summary>H/(D−M): the estimate; null where <see cref="Gap"/> says why there is none.</summary>
    public double? Estimate => Gap == EstimateGap.None ? Ratio(Opened, Delivered - MachineOnly) : null;

    /// <summary>CTR: people who clicked / D; null without D.</summary>
    public double? ClickRate => Ratio(Clicked, Delivered);

    /// <summary>CTOR: people who clicked / H; null without an open.</summary>
    public double? ClickToOpenRate => Ratio(Clicked, Opened);

    /// <summary>H &gt; D: more people opened than mails arrived. Then no figure that divides by D means anything.</summary>
    public bool HasMoreOpenersThanMails => Delivered is { } d && Opened > d;

    /// <summary>Why there is no estimate.</summary>
    public EstimateGap Gap => this switch
    {
        { Delivered: null or 0 } => EstimateGap.NothingDelivered,
        { HasMoreOpenersThanMails: true } => EstimateGap.MorePeopleThanMails,
        { MachineShare: > MostMachineShare } => EstimateGap.MostlyMachines,
        _ when Delivered - MachineOnly < FewestWithoutMachines => EstimateGap.TooFewMails,
        { Raw: > 1 } => EstimateGap.MorePeopleThanMails,
        _ => EstimateGap.None,
    };

    /// <summary>The rates of one variant, or of all.</summary>
    /// <param name="report">The counts.</param>
    /// <param name="delivered">D; null when not known.</param>
    /// <param name="variant">Number of the variant; null for all.</param>
    public static OpenRates Of(ExperimentReport report, long? delivered, int? variant = null)
    {
        var numbers = ExperimentNumbers.Of(report.Totals, delivered, variant);
        var machineOnly = report.MachineOnly.Where(m => variant is null || m.Variant == variant).Sum(m => m.People);
        return new OpenRates(delivered, numbers.Opened, machineOnly, numbers.Clicked);
    }

    private static double? Ratio(long part, long? whole) => whole is > 0 ? (double)part / whole.Value : null;
}

/// <summary>Why there is no estimate of the open rate.</summary>
public enum EstimateGap
{
    /// <summary>There is one.</summary>
    None,

    /// <summary>Nobody said how many mails were sent, or none arrived.</summary>
    NothingDelivered,

    /// <summary>People and machines together are more than the mails: the counts do not fit together.</summary>
    MorePeopleThanMails,

    /// <summary>Machines stand before more than <see cref="OpenRates.MostMachineShare"/> of the mails.</summary>
    MostlyMachines,

    /// <summary>Fewer than <see cref="OpenRates.FewestWithoutMachines"/> mails are left without machines.</summary>
    TooFewMails,
}
