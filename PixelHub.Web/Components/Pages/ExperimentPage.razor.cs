using Microsoft.AspNetCore.Components;
using PixelHub.Core.Catalog;
using PixelHub.Web.Components.State;

namespace PixelHub.Web.Components.Pages;

/// <summary>One experiment, live: what it counted, and what to paste into the mail.</summary>
public sealed partial class ExperimentPage(CatalogHolder catalog, IExperimentStore store, LiveFigures live)
{
    private readonly CancellationTokenSource _leaving = new();
    private CancellationToken _left;
    private int _followed;
    private Experiment? _experiment;
    private ExperimentView _view = new();
    private TimeRange? _usual;
    private Figures? _figures;
    private bool _isBusy;
    private string? _refusal;

    /// <summary>Id of the experiment.</summary>
    [Parameter]
    public required string Uid { get; set; }

    /// <summary>Key of the range; nothing for one that shows everything.</summary>
    [SupplyParameterFromQuery]
    public string? Range { get; set; }

    /// <summary>Width of the chart's buckets.</summary>
    [SupplyParameterFromQuery]
    public string? Interval { get; set; }

    /// <summary>What the chart counts.</summary>
    [SupplyParameterFromQuery]
    public string? Metric { get; set; }

    /// <summary>Which side is open.</summary>
    [SupplyParameterFromQuery]
    public string? Tab { get; set; }

    /// <summary>What the hits are broken down by.</summary>
    [SupplyParameterFromQuery]
    public string? By { get; set; }

    /// <summary>How many of its values are shown.</summary>
    [SupplyParameterFromQuery]
    public string? Values { get; set; }

    /// <summary>Whose hits chart, table and totals show; nothing for people.</summary>
    [SupplyParameterFromQuery]
    public string? Classes { get; set; }

    /// <summary>The viewer's clock.</summary>
    [CascadingParameter]
    public ViewerClock Clock { get; set; } = ViewerClock.Utc;

    /// <inheritdoc/>
    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
    }

    /// <inheritdoc/>
    protected override void OnInitialized() => _left = _leaving.Token;

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        _experiment = catalog.Current.FindByUid(Uid);
        if (_experiment is not null)
        {
            // Settled once: the usual range must not change under the eyes of who watches.
            _usual ??= TimeRange.Covering(live.Now - (_experiment.StartedAt ?? live.Now));
            _view = ExperimentView.Read(Range, Interval, Metric, Tab, By, Values, _usual, Classes);
            await RefreshAsync();
        }
    }

    /// <inheritdoc/>
    protected override void OnAfterRender(bool firstRender)
    {
        if (_experiment is not null && _experiment.Number != _followed)
        {
            _followed = _experiment.Number;
            _ = FollowAsync(_experiment);
        }
    }

    private async Task FollowAsync(Experiment experiment)
    {
        try
        {
            await foreach (var _ in live.ChangesAsync(experiment, _left))
            {
                if (experiment.Number != _followed)
                {
                    return; // the page shows another one by now
                }

                await RefreshAsync();
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

    private async Task RefreshAsync()
    {
        var view = _view;
        var experiment = catalog.Current.FindByUid(Uid) ?? _experiment!;
        var figures = await live.ReadAsync(experiment, view, Clock, _left);
        if (view == _view)
        {
            (_experiment, _figures) = (experiment, figures);
        }
    }

    private async Task StepAsync(Transition step)
    {
        _isBusy = true;
        _refusal = await store.TransitionAsync(Uid, step, _left) switch
        {
            StoreResult.Saved => null,
            StoreResult.InvalidTransition refused => $"Nothing was changed: it is {HitWords.Status(refused.Status).ToLowerInvariant()} already, perhaps by somebody else.",
            _ => "Nothing was changed: the experiment is no longer there.",
        };
        _experiment = catalog.Current.FindByUid(Uid);
        _isBusy = false;
    }
}
