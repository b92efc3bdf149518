using System.Collections.Immutable;
using PixelHub.Core.Catalog;

namespace PixelHub.Web.Components.State;

/// <summary>Which experiments the list shows, as the address bar says.</summary>
/// <param name="Search">Part of a name or slug; empty for all.</param>
/// <param name="Status">Only this status; null for all.</param>
public sealed record ExperimentFilter(string Search, ExperimentStatus? Status)
{
    /// <summary>Reads the address bar. A status that means nothing is taken for missing.</summary>
    public static ExperimentFilter Read(string? search, string? status) =>
        new(search?.Trim() ?? "", Enum.GetValues<ExperimentStatus>().Where(s => Word(s) == status).Select(s => (ExperimentStatus?)s).FirstOrDefault());

    /// <summary>Whether everything is shown.</summary>
    public bool IsOpen => Search.Length == 0 && Status is null;

    /// <summary>The experiments to show, in the order given.</summary>
    public ImmutableArray<Experiment> Of(ImmutableArray<Experiment> experiments) => IsOpen ? experiments : [.. experiments.Where(Shows)];

    /// <summary>The address of this list.</summary>
    public string Href()
    {
        var words = new List<string>(2);
        if (Search.Length > 0)
        {
            words.Add("search=" + Uri.EscapeDataString(Search));
        }

        if (Status is { } status)
        {
            words.Add("status=" + Word(status));
        }

        return words.Count == 0 ? "/experiments" : "/experiments?" + string.Join('&', words);
    }

    private static string Word(ExperimentStatus status) => status.ToString().ToLowerInvariant();

    private bool Shows(Experiment experiment) =>
        (Status is null || experiment.Status == Status)
        && (Search.Length == 0
            || experiment.Name.Contains(Search, StringComparison.OrdinalIgnoreCase)
            || experiment.Slug.Value.Contains(Search, StringComparison.OrdinalIgnoreCase));
}
