using System.Collections.Immutable;
using System.Globalization;

namespace PixelHub.Core.Catalog;

/// <summary>A draft that passed every check: what an experiment shall be.</summary>
public sealed record ExperimentPlan
{
    /// <summary>Longest name of an experiment, in characters.</summary>
    public const int MaxNameLength = 255;

    /// <summary>Longest name or id of a variant, in characters.</summary>
    public const int MaxVariantNameLength = 100;

    /// <summary>Most days that single hits can be kept: a hundred years.</summary>
    public const int MaxRetentionDays = 36_500;

    private ExperimentPlan()
    {
    }

    /// <summary>Name for people.</summary>
    public required string Name { get; init; }

    /// <summary>Name in public URLs.</summary>
    public required Slug Slug { get; init; }

    /// <summary>How a variant is chosen.</summary>
    public required ExperimentType Type { get; init; }

    /// <summary>Where clicks lead; null for an experiment without links.</summary>
    public required DestinationUrl? Destination { get; init; }

    /// <summary>Days that single hits are kept; null for the install's setting. Not looked at when <see cref="LeavesRetention"/>.</summary>
    public required int? RetentionDays { get; init; }

    /// <summary>Whether an experiment keeps the retention it has.</summary>
    public required bool LeavesRetention { get; init; }

    /// <summary>What is kept of its readers; null leaves what an experiment has.</summary>
    public required PrivacyMode? PrivacyMode { get; init; }

    /// <summary>The variants in order. Their numbers are the order here; the store gives the lasting ones.</summary>
    public required ImmutableArray<Variant> Variants { get; init; }

    /// <summary>Checks a draft and finds every fault at once.</summary>
    /// <param name="draft">What somebody wants.</param>
    /// <param name="ownHosts">Host names of this server, refused as destinations.</param>
    /// <param name="plan">The plan; null when there are faults.</param>
    /// <returns>The faults; none when there is a plan.</returns>
    public static IReadOnlyList<FieldFault> Parse(ExperimentDraft draft, IReadOnlyCollection<string> ownHosts, out ExperimentPlan? plan)
    {
        var faults = new List<FieldFault>();
        var name = ParseName(draft.Name, faults);
        var slug = ParseSlug(draft.Slug, faults);
        var destination = ParseDestination(draft.DestinationUrl, "destinationUrl", ownHosts, faults);
        CheckRetention(draft.RetentionDays, faults);
        CheckPrivacyMode(draft.PrivacyMode, faults);
        var variants = ParseVariants(draft.Variants, ownHosts, faults);
        plan = faults.Count > 0 ? null : new ExperimentPlan
        {
            Name = name,
            Slug = slug,
            Type = draft.Type,
            Destination = destination,
            RetentionDays = draft.RetentionDays,
            LeavesRetention = draft.LeavesRetention,
            PrivacyMode = draft.PrivacyMode,
            Variants = variants,
        };
        return faults;
    }

    /// <summary>Equal weights that add up to 10,000: the first variants take the remainder.</summary>
    public static IReadOnlyList<int> EqualWeights(int count) =>
        [.. Enumerable.Range(0, count).Select(i => (Variant.WholeWeight / count) + (i < Variant.WholeWeight % count ? 1 : 0))];

    private static string ParseName(string? text, List<FieldFault> faults)
    {
        var name = text?.Trim() ?? "";
        if (name.Length == 0)
        {
            faults.Add(new("name", FaultCodes.Required, "Give the experiment a name."));
        }
        else if (name.Length > MaxNameLength)
        {
            faults.Add(new("name", FaultCodes.TooLong, $"Shorten the name to {MaxNameLength} characters."));
        }
        else if (name.Any(char.IsControl))
        {
            faults.Add(new("name", FaultCodes.InvalidFormat, "Remove line breaks and other control characters from the name."));
        }

        return name;
    }

    private static Slug ParseSlug(string? text, List<FieldFault> faults)
    {
        var trimmed = text?.Trim();
        if (!Slug.TryParse(trimmed, out var slug))
        {
            faults.Add(new("slug", SlugCode(trimmed), Slug.Fault(trimmed)!));
        }

        return slug;
    }

    private static string SlugCode(string? text) =>
        string.IsNullOrEmpty(text) ? FaultCodes.Required
        : text.Length > Slug.MaxLength ? FaultCodes.TooLong
        : FaultCodes.InvalidFormat;

    private static DestinationUrl? ParseDestination(string? text, string field, IReadOnlyCollection<string> ownHosts, List<FieldFault> faults)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        if (!DestinationUrl.TryParse(text, ownHosts, out var url, out var fault))
        {
            faults.Add(new(field, text.Length > DestinationUrl.MaxLength ? FaultCodes.TooLong : FaultCodes.InvalidFormat, fault!));
        }

        return url;
    }

    private static void CheckRetention(int? days, List<FieldFault> faults)
    {
        if (days is < 1 or > MaxRetentionDays)
        {
            faults.Add(new("retentionDays", FaultCodes.OutOfRange, $"Give a number of days from 1 to {MaxRetentionDays:N0}, or leave it empty for the server's setting."));
        }
    }

    private static void CheckPrivacyMode(PrivacyMode? mode, List<FieldFault> faults)
    {
        if (mode is { } given && !Enum.IsDefined(given))
        {
            faults.Add(new("privacyMode", FaultCodes.InvalidFormat, "Choose what is kept of readers: a code for each, their recipient in the clear as well, or nothing."));
        }
    }

    private static ImmutableArray<Variant> ParseVariants(IReadOnlyList<VariantDraft> drafts, IReadOnlyCollection<string> ownHosts, List<FieldFault> faults)
    {
        if (drafts.Count is 0 or > Variant.MaxCount)
        {
            faults.Add(new("variants", drafts.Count == 0 ? FaultCodes.Required : FaultCodes.OutOfRange, $"Give 1 to {Variant.MaxCount} variants."));
            return [];
        }

        var equal = drafts.All(v => v.Weight is null) ? EqualWeights(drafts.Count) : null;
        var taken = new HashSet<string>(drafts.Select(v => v.Id).OfType<string>(), StringComparer.Ordinal);
        var variants = ImmutableArray.CreateBuilder<Variant>(drafts.Count);
        for (var i = 0; i < drafts.Count; i++)
        {
            variants.Add(ParseVariant(drafts[i], i, equal?[i], taken, ownHosts, faults));
        }

        CheckTogether(variants, faults);
        return variants.ToImmutable();
    }

    private static Variant ParseVariant(
        VariantDraft draft, int index, int? equalWeight, HashSet<string> taken, IReadOnlyCollection<string> ownHosts, List<FieldFault> faults)
    {
        var field = string.Create(CultureInfo.InvariantCulture, $"variants[{index}]");
        var id = string.IsNullOrEmpty(draft.Id) ? NewVariantId(index, taken) : draft.Id;
        if (id.Length > MaxVariantNameLength || id.AsSpan().ContainsAnyExcept(IdCharacters))
        {
            faults.Add(new(field + ".id", FaultCodes.InvalidFormat, $"Use letters, digits, _ and - for the id, at most {MaxVariantNameLength}."));
        }

        var name = string.IsNullOrWhiteSpace(draft.Name) ? DefaultName(index) : draft.Name.Trim();
        if (name.Length > MaxVariantNameLength)
        {
            faults.Add(new(field + ".name", FaultCodes.TooLong, $"Shorten the name to {MaxVariantNameLength} characters."));
        }
        else if (name.Any(char.IsControl))
        {
            faults.Add(new(field + ".name", FaultCodes.InvalidFormat, "Remove line breaks and other control characters from the name."));
        }

        var weight = equalWeight ?? draft.Weight ?? -1;
        if (weight is < 0 or > Variant.WholeWeight)
        {
            faults.Add(new(field + ".weight", draft.Weight is null ? FaultCodes.Required : FaultCodes.OutOfRange,
                "Give a weight from 0 to 10,000 (10,000 is the whole traffic), or leave it out in all variants to share equally."));
        }

        CheckSent(draft, field, faults);
        return new Variant(index + 1, id, name, weight)
        {
            IsDefault = draft.IsDefault,
            Destination = ParseDestination(draft.DestinationUrl, field + ".destinationUrl", ownHosts, faults),
            SentCount = draft.SentCount,
            BouncedCount = draft.BouncedCount,
        };
    }

    private static void CheckSent(VariantDraft draft, string field, List<FieldFault> faults)
    {
        if (draft.SentCount is < 0 or > SentCount.Max)
        {
            faults.Add(new(field + ".sentCount", FaultCodes.OutOfRange, $"Give the number of mails sent, 0 to {SentCount.Max:N0}."));
        }
        else if (draft is { BouncedCount: not null, SentCount: null })
        {
            faults.Add(new(field + ".sentCount", FaultCodes.Required, "Give the number of mails sent, too."));
        }
        else if (draft.BouncedCount < 0 || draft.BouncedCount > draft.SentCount)
        {
            faults.Add(new(field + ".bouncedCount", FaultCodes.OutOfRange, "No more mails can bounce than were sent."));
        }
    }

    private static void CheckTogether(IReadOnlyList<Variant> variants, List<FieldFault> faults)
    {
        if (variants.All(v => v.Weight is >= 0 and <= Variant.WholeWeight) && variants.Sum(v => v.Weight) is var sum and not Variant.WholeWeight)
        {
            faults.Add(new("variants", FaultCodes.OutOfRange, $"The weights add up to {sum:N0}; they must add up to exactly 10,000."));
        }

        if (variants.Count(v => v.IsDefault) > 1)
        {
            faults.Add(new("variants", FaultCodes.InvalidFormat, "Mark at most one variant as the default."));
        }

        foreach (var twin in variants.GroupBy(v => v.Id, StringComparer.Ordinal).Where(g => g.Count() > 1))
        {
            faults.Add(new("variants", FaultCodes.InvalidFormat, $"Two variants have the id “{twin.Key}”; ids must differ."));
        }
    }

    private static string NewVariantId(int index, HashSet<string> taken)
    {
        var wanted = DefaultName(index).ToLowerInvariant();
        var id = wanted;
        for (var next = 2; !taken.Add(id); next++)
        {
            id = string.Create(CultureInfo.InvariantCulture, $"{wanted}{next}");
        }

        return id;
    }

    /// <summary>A, B, ... T: <see cref="Variant.MaxCount"/> is below the length of the alphabet.</summary>
    private static string DefaultName(int index) => ((char)('A' + index)).ToString();


    private static readonly System.Buffers.SearchValues<char> IdCharacters =
        System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_");
}
