using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using PixelHub.Core.Catalog;
using PixelHub.Core.Reports;
using PixelHub.Web.Components.State;

namespace PixelHub.Web.Components.Pages;

/// <summary>All experiments with their counts, live.</summary>
public sealed partial class ExperimentsPage(CatalogHolder catalog, LiveFigures live, NavigationManager navigation)
{
    private readonly CancellationTokenSource _leaving = new();
    private CancellationToken _left;
    private ImmutableArray<Experiment> _all = [];
    private ImmutableArray<Experiment> _shown = [];
    private ExperimentFilter _filter = new("", null);
    private IReadOnlyDictionary<int, IReadOnlyList<CountLine>>? _totals;

    /// <summary>Part of a name or slug.</summary>
    [SupplyParameterFromQuery(Name = "search")]
    public string? SearchText { get; set; }

    /// <summary>Only this status.</summary>
    [SupplyParameterFromQuery]
    public string? Status { get; set; }

    /// <inheritdoc/>
    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        _left = _leaving.Token;
        _totals = await live.ReadAllTotalsAsync(_left);
    }

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        _filter = ExperimentFilter.Read(SearchText, Status);
        Look();
    }

    /// <inheritdoc/>
    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
        {
            _ = FollowAsync();
        }
    }

    private void Look() => (_all, _shown) = (catalog.Current.Experiments, _filter.Of(catalog.Current.Experiments));

    /// <summary>Into the address bar, without a step back for every letter.</summary>
    private void Search(string text) => navigation.NavigateTo((_filter with { Search = text }).Href(), replace: true);

    private async Task FollowAsync()
    {
        try
        {
            await foreach (var _ in live.AllChangesAsync(_left))
            {
                _totals = await live.ReadAllTotalsAsync(_left);
                Look();
                StateHasChanged();
            }
        }
        catch (OperationCanceledException)
        {
            // The page was left.
        }
        catch (Exception ex)
        {
            await DispatchExceptionAsync(ex);
        }
    }
}
