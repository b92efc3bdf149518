using System.Collections.Immutable;
using System.Text.Json;
using PixelHub.Core.Catalog;

namespace PixelHub.Web.Components.State;

/// <summary>An experiment as it is being typed, and what is wrong with it field by field.</summary>
public sealed partial class ExperimentForm
{
    private readonly List<VariantForm> _variants = [];
    private ImmutableArray<FieldFault> _faults = [];
    private string _saved = "";

    private ExperimentForm()
    {
    }

    /// <summary>Its id; null until it is saved.</summary>
    public string? Uid { get; private init; }

    /// <summary>The revision the editing started from.</summary>
    public long? Revision { get; private init; }

    /// <summary>How a variant is chosen. Not shown here, and so not to be changed here.</summary>
    public ExperimentType Type { get; private init; }

    /// <summary>Its status.</summary>
    public ExperimentStatus Status { get; private init; }

    /// <summary>Name for people.</summary>
    public string Name { get; private set; } = "";

    /// <summary>Name in public URLs.</summary>
    public string Slug { get; private set; } = "";

    /// <summary>Whether the slug was typed and no longer follows the name.</summary>
    public bool IsSlugTyped { get; private set; }

    /// <summary>Where clicks lead.</summary>
    public string Destination { get; private set; } = "";

    /// <summary>Days that single hits are kept; empty for the server's setting.</summary>
    public string Retention { get; private set; } = "";

    /// <summary>What is kept of its readers.</summary>
    public PrivacyMode PrivacyMode { get; private set; }

    /// <summary>Whether all variants have the same share.</summary>
    public bool SharesEqually { get; private set; } = true;

    /// <summary>The variants in order.</summary>
    public IReadOnlyList<VariantForm> Variants => _variants;

    /// <summary>Whether something was typed since the last save.</summary>
    public bool IsDirty => Fingerprint() != _saved;

    /// <summary>A new experiment with one variant.</summary>
    public static ExperimentForm New()
    {
        var form = new ExperimentForm();
        form._variants.Add(new VariantForm { Name = "A" });
        form.MarkSaved();
        return form;
    }

    /// <summary>A saved experiment.</summary>
    public static ExperimentForm Of(Experiment experiment)
    {
        var form = new ExperimentForm
        {
            Uid = experiment.Uid,
            Revision = experiment.Revision,
            Type = experiment.Type,
            Status = experiment.Status,
            Name = experiment.Name,
            Slug = experiment.Slug.Value,
            IsSlugTyped = true,
            Destination = experiment.Destination?.Value ?? "",
            Retention = NumberInput.CountText(experiment.RetentionDays),
            PrivacyMode = experiment.PrivacyMode,
            SharesEqually = experiment.Variants.Max(v => v.Weight) - experiment.Variants.Min(v => v.Weight) <= 1,
        };
        form._variants.AddRange(experiment.Variants.Select(VariantForm.Of));
        form.MarkSaved();
        return form;
    }

    /// <summary>Takes a name; the slug follows until it is typed.</summary>
    public void TypeName(string name)
    {
        Name = name;
        Forget("name");
        if (!IsSlugTyped)
        {
            Slug = Core.Catalog.Slug.Suggest(name);
            Forget("slug");
        }
    }

    /// <summary>Takes a slug; emptied, it follows the name again.</summary>
    public void TypeSlug(string slug)
    {
        Slug = slug.Trim().ToLowerInvariant();
        IsSlugTyped = Slug.Length > 0;
        Forget("slug");
    }

    /// <summary>Takes a destination.</summary>
    public void TypeDestination(string destination)
    {
        Destination = destination;
        Forget("destinationUrl");
    }

    /// <summary>Takes the days that single hits are kept.</summary>
    public void TypeRetention(string days)
    {
        Retention = days;
        Forget("retentionDays");
    }

    /// <summary>Takes what is kept of its readers.</summary>
    public void Choose(PrivacyMode mode)
    {
        PrivacyMode = mode;
        Forget("privacyMode");
    }

    /// <summary>Takes a variant away; the last one stays.</summary>
    public void Remove(VariantForm variant)
    {
        if (Variants.Count > 1 && _variants.Remove(variant))
        {
            // Their fields are counted by place, and the places have moved.
            _faults = _faults.RemoveAll(f => f.Field.StartsWith("variants", StringComparison.Ordinal));
        }
    }

    /// <summary>Takes a change of one field of a variant.</summary>
    public void TypeVariant(int index, string field, Action<VariantForm> change)
    {
        change(_variants[index]);
        Forget(VariantField(index, field));
        Forget("variants");
    }

    /// <summary>Adds a variant under the next free letter.</summary>
    public void AddVariant()
    {
        var name = Enumerable.Range('A', 26).Select(c => ((char)c).ToString())
            .FirstOrDefault(letter => _variants.TrueForAll(v => !v.Name.Trim().Equals(letter, StringComparison.OrdinalIgnoreCase)));
        _variants.Add(new VariantForm { Name = name ?? "" });
    }

    /// <summary>Switches between equal and typed shares; typed ones that do not make a whole start out equal.</summary>
    public void ShareEqually(bool equally)
    {
        SharesEqually = equally;
        if (!equally && ShareSum != Variant.WholeWeight)
        {
            foreach (var (variant, weight) in _variants.Zip(ExperimentPlan.EqualWeights(_variants.Count)))
            {
                variant.Share = NumberInput.ShareText(weight);
            }
        }
    }

    /// <summary>Sum of the typed shares in basis points; null while one cannot be read.</summary>
    public int? ShareSum
    {
        get
        {
            var sum = 0;
            foreach (var variant in Variants)
            {
                if (!NumberInput.TryReadShare(variant.Share, out var share))
                {
                    return null;
                }

                sum += share;
            }

            return sum;
        }
    }

    /// <summary>What is asked for.</summary>
    public ExperimentDraft ToDraft() => new()
    {
        Name = Name.Trim(),
        Slug = Slug,
        Type = Type,
        DestinationUrl = Destination.Trim() is { Length: > 0 } destination ? destination : null,
        RetentionDays = NumberInput.TryReadCount(Retention, out var days) ? (int?)(days > int.MaxValue ? int.MaxValue : days) : null,
        PrivacyMode = PrivacyMode,
        Variants = [.. Variants.Select(v => v.ToDraft(!SharesEqually))],
    };

    /// <summary>The experiment as it would become, so that its snippets can be shown before it is saved.</summary>
    /// <param name="catalog">Tells whether the slug is free.</param>
    /// <returns>Null while the slug cannot be used.</returns>
    public Experiment? Sketch(CatalogSnapshot catalog)
    {
        if (!SlugState.Of(Slug, Uid, catalog).IsUsable || !Core.Catalog.Slug.TryParse(Slug, out var slug))
        {
            return null;
        }

        // Only what is saved has an id to be pinned by.
        var saved = _variants.Select((v, i) => new Variant(i + 1, v.Id ?? "", v.Name, 0) { Destination = Link(v.Destination) }).ToImmutableArray();
        var pinnable = saved.RemoveAll(v => v.Id.Length == 0);
        return new Experiment(0, Uid ?? "", slug, Name) { Variants = pinnable.IsEmpty ? [saved[0]] : pinnable, Salt = "", Destination = Link(Destination) };
    }

    private static DestinationUrl? Link(string text) => DestinationUrl.TryParse(text, [], out var url, out _) ? url : null;

    /// <summary>What cannot be read as typed, and would be lost on the way to the store.</summary>
    public IReadOnlyList<FieldFault> Unreadable()
    {
        var faults = new List<FieldFault>();
        for (var i = 0; i < Variants.Count; i++)
        {
            if (!NumberInput.TryReadCount(Variants[i].Sent, out _))
            {
                faults.Add(new FieldFault(VariantField(i, "sentCount"), FaultCodes.InvalidFormat, "Write a whole number, such as 12000."));
            }

            if (!SharesEqually && !NumberInput.TryReadShare(Variants[i].Share, out _))
            {
                faults.Add(new FieldFault(VariantField(i, "weight"), FaultCodes.InvalidFormat, "Write a percentage from 0 to 100, such as 33.3."));
            }
        }

        if (!NumberInput.TryReadCount(Retention, out _))
        {
            faults.Add(new FieldFault("retentionDays", FaultCodes.InvalidFormat, "Write a whole number of days, such as 90."));
        }

        if (!SharesEqually && ShareSum is { } sum and not Variant.WholeWeight)
        {
            faults.Add(new FieldFault("variants", FaultCodes.OutOfRange, $"The shares add up to {NumberInput.ShareText(sum)} %; they must make 100 %."));
        }

        return faults;
    }

    /// <summary>What is typed now is what the store has.</summary>
    public void MarkSaved() => _saved = Fingerprint();

    /// <summary>Puts faults in place of those there were.</summary>
    public void Take(IEnumerable<FieldFault> faults) => _faults = [.. faults];

    /// <summary>What is wrong with a field; null when nothing is.</summary>
    public string? FaultOf(string field) => _faults.FirstOrDefault(f => f.Field == field)?.Message;

    /// <summary>Faults of fields that the page does not show.</summary>
    public IEnumerable<string> OtherFaults() => _faults.Where(f => !IsShown(f.Field)).Select(f => f.Message);

    /// <summary>Whether anything is wrong.</summary>
    public bool HasFaults => !_faults.IsEmpty;

    /// <summary>Path of a variant's field.</summary>
    public static string VariantField(int index, string field) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"variants[{index}].{field}");

    /// <summary>What is being corrected is no longer wrong, as far as anybody knows.</summary>
    private void Forget(string field) => _faults = _faults.RemoveAll(f => f.Field == field);

    private bool IsShown(string field) =>
        field is "name" or "slug" or "destinationUrl" or "variants" or "retentionDays" or "privacyMode"
        || Enumerable.Range(0, Variants.Count).Any(i =>
            field == VariantField(i, "name") || field == VariantField(i, "weight") || field == VariantField(i, "destinationUrl") || field == VariantField(i, "sentCount"));

    private string Fingerprint() => JsonSerializer.Serialize(Keep() with { Revision = null });
}
