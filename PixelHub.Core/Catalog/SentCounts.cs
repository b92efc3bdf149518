using System.Globalization;

namespace PixelHub.Core.Catalog;

/// <summary>How many mails of an experiment were sent: one number for all variants, or one for each; never both, because nobody could say which is right.</summary>
/// <param name="Unsplit">For all variants together; null when it is said by variant, or not at all.</param>
/// <param name="ByVariant">By number of the variant; a variant that is missing is not known.</param>
public sealed record SentCounts(SentCount? Unsplit, IReadOnlyDictionary<int, SentCount> ByVariant)
{
    /// <summary>Number that stands for all variants together.</summary>
    public const int UnsplitVariant = 0;

    /// <summary>What is known of an experiment.</summary>
    public static SentCounts Of(Experiment experiment) => new(
        experiment.Unsplit,
        experiment.Variants.Where(v => v.SentCount is not null).ToDictionary(v => v.Number, v => new SentCount(v.SentCount!.Value, v.BouncedCount)));

    /// <summary>Whether both say the same.</summary>
    public bool Matches(SentCounts other) =>
        Unsplit == other.Unsplit && ByVariant.Count == other.ByVariant.Count
        && ByVariant.All(v => other.ByVariant.TryGetValue(v.Key, out var count) && count == v.Value);

    /// <summary>What is wrong with them for an experiment; none when they may be saved.</summary>
    public IReadOnlyList<FieldFault> FaultsFor(Experiment experiment)
    {
        var faults = new List<FieldFault>();
        if (Unsplit is not null && ByVariant.Count > 0)
        {
            faults.Add(new("sent", FaultCodes.InvalidFormat, "Give one number for all variants, or one for each variant; not both."));
        }

        if (Unsplit is { } whole)
        {
            Check(Field(UnsplitVariant), whole, faults);
        }

        foreach (var (variant, count) in ByVariant.OrderBy(v => v.Key))
        {
            if (experiment.Variants.All(v => v.Number != variant))
            {
                faults.Add(new(Field(variant), FaultCodes.InvalidFormat, "The experiment no longer has this variant. Reload the page."));
            }

            Check(Field(variant), count, faults);
        }

        return faults;
    }

    /// <summary>Path of a variant's number.</summary>
    public static string Field(int variant) => string.Create(CultureInfo.InvariantCulture, $"sent[{variant}]");

    private static void Check(string field, SentCount count, List<FieldFault> faults)
    {
        if (count.Sent is < 0 or > SentCount.Max)
        {
            faults.Add(new(field, FaultCodes.OutOfRange, $"Give the number of mails sent, 0 to {SentCount.Max.ToString("N0", CultureInfo.InvariantCulture)}."));
        }
        else if (count.Bounced < 0 || count.Bounced > count.Sent)
        {
            faults.Add(new(field, FaultCodes.OutOfRange, "No more mails can bounce than were sent."));
        }
    }
}
