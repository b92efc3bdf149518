using PixelHub.Core.Catalog;

namespace PixelHub.Web.Components.State;

/// <summary>How many mails were sent, as it is being typed: one number for all variants, or one for each.</summary>
public sealed class SentForm
{
    private readonly Experiment _from;
    private readonly SentCounts _saved;
    private IReadOnlyList<FieldFault> _faults = [];

    /// <summary>What is typed begins with what an experiment has.</summary>
    public SentForm(Experiment experiment)
    {
        (_from, _saved, Revision) = (experiment, SentCounts.Of(experiment), experiment.Revision);
        IsSplit = experiment.Unsplit is null && (experiment.Variants.Length > 1 ? _saved.ByVariant.Count > 0 : true);
        Whole = new SentRow(SentCounts.UnsplitVariant, "All variants", experiment.Unsplit);
        Variants = [.. experiment.Variants.Select(v => new SentRow(v.Number, v.Name, _saved.ByVariant.TryGetValue(v.Number, out var count) ? count : null))];
    }

    /// <summary>Whether each variant has its own number.</summary>
    public bool IsSplit { get; set; }

    /// <summary>The number for all.</summary>
    public SentRow Whole { get; }

    /// <summary>The numbers by variant, in the order of the experiment.</summary>
    public IReadOnlyList<SentRow> Variants { get; }

    /// <summary>What is asked for now.</summary>
    public IReadOnlyList<SentRow> Rows => IsSplit ? Variants : [Whole];

    /// <summary>The revision that it began from.</summary>
    public long Revision { get; private set; }

    /// <summary>Whether something else is typed than was saved.</summary>
    public bool IsDirty => TryRead() is not { } counts || !counts.Matches(_saved);

    /// <summary>What concerns no single field; null when there is nothing.</summary>
    public string? Fault => _faults.FirstOrDefault(f => Rows.All(r => f.Field != SentCounts.Field(r.Variant) && f.Field != BouncedField(r.Variant)))?.Message;

    /// <summary>Follows an experiment that changed, as far as its sent counts and variants stayed the same.</summary>
    /// <returns>False when they are others: begin anew, or let the owner decide.</returns>
    public bool Follow(Experiment experiment)
    {
        if (!SentCounts.Of(experiment).Matches(_saved) || !experiment.Variants.Select(v => (v.Number, v.Name)).SequenceEqual(_from.Variants.Select(v => (v.Number, v.Name))))
        {
            return false;
        }

        Revision = experiment.Revision;
        return true;
    }

    /// <summary>Reads what was typed, and marks what cannot be read.</summary>
    /// <returns>Null when something cannot be read.</returns>
    public SentCounts? Read()
    {
        _faults = [.. Rows.SelectMany(Unreadable)];
        return _faults.Count == 0 ? TryRead() : null;
    }

    /// <summary>Marks what the store refused.</summary>
    public void Take(IReadOnlyList<FieldFault> faults) => _faults = faults;

    /// <summary>Fills in what a file says; nothing is saved by that. What it does not name stays.</summary>
    public void Take(SentCsv file)
    {
        if (file.Counts.Count == 0)
        {
            return;
        }

        _faults = [];
        IsSplit = !file.Counts.ContainsKey(SentCounts.UnsplitVariant);
        foreach (var row in Rows)
        {
            if (file.Counts.TryGetValue(row.Variant, out var count))
            {
                row.Fill(count);
            }
        }
    }

    /// <summary>What is wrong with a number of mails sent.</summary>
    public string? SentFault(SentRow row) => _faults.FirstOrDefault(f => f.Field == SentCounts.Field(row.Variant))?.Message;

    /// <summary>What is wrong with a number of bounces.</summary>
    public string? BouncedFault(SentRow row) => _faults.FirstOrDefault(f => f.Field == BouncedField(row.Variant))?.Message;

    private SentCounts? TryRead()
    {
        if (Rows.Any(r => Unreadable(r).Any()))
        {
            return null;
        }

        return IsSplit
            ? new SentCounts(null, Variants.Where(r => r.Count is not null).ToDictionary(r => r.Variant, r => r.Count!.Value))
            : new SentCounts(Whole.Count, new Dictionary<int, SentCount>());
    }

    private static IEnumerable<FieldFault> Unreadable(SentRow row)
    {
        if (!NumberInput.TryReadCount(row.Sent, out var sent) || sent > SentCount.Max)
        {
            yield return new FieldFault(SentCounts.Field(row.Variant), FaultCodes.InvalidFormat, "Write a whole number, such as 12,000.");
        }
        else if (!NumberInput.TryReadCount(row.Bounced, out var bounced))
        {
            yield return new FieldFault(BouncedField(row.Variant), FaultCodes.InvalidFormat, "Write a whole number, such as 120.");
        }
        else if (bounced is not null && sent is null)
        {
            yield return new FieldFault(SentCounts.Field(row.Variant), FaultCodes.Required, "Give the number of mails sent, too.");
        }
        else if (bounced > sent)
        {
            yield return new FieldFault(BouncedField(row.Variant), FaultCodes.OutOfRange, "No more can bounce than were sent.");
        }
    }

    private static string BouncedField(int variant) => SentCounts.Field(variant) + ".bounced";
}

/// <summary>The numbers of one variant, or of all, as typed.</summary>
public sealed class SentRow
{
    /// <summary>What is typed begins with what is known.</summary>
    public SentRow(int variant, string name, SentCount? count)
    {
        (Variant, Name) = (variant, name);
        if (count is not null)
        {
            Fill(count.Value);
        }
    }

    /// <summary>Number of the variant; 0 for all.</summary>
    public int Variant { get; }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>Mails sent.</summary>
    public string Sent { get; set; } = "";

    /// <summary>How many of them came back.</summary>
    public string Bounced { get; set; } = "";

    /// <summary>What it says; null for nothing, or for what cannot be read.</summary>
    public SentCount? Count =>
        NumberInput.TryReadCount(Sent, out var sent) && sent is not null && NumberInput.TryReadCount(Bounced, out var bounced) && !(bounced > sent)
            ? new SentCount(sent.Value, bounced)
            : null;

    /// <summary>Puts numbers in.</summary>
    public void Fill(SentCount count) => (Sent, Bounced) = (NumberInput.CountText(count.Sent), NumberInput.CountText(count.Bounced));
}
