using Microsoft.AspNetCore.Components;
using PixelHub.Core.Catalog;
using PixelHub.Core.Ingestion;
using PixelHub.Core.Recipients;
using PixelHub.Core.Reports;
using PixelHub.Web.Components.State;
using PixelHub.Web.Composition;

namespace PixelHub.Web.Components.Pages;

/// <summary>What is kept of an experiment's readers, as it is when the page is opened. It does not move: it says when that was.</summary>
public sealed partial class PrivacyReceiptPage(
    CatalogHolder catalog, IReaderReports readers, IErasures erasures, OptOuts optOuts, PixelHubOptions settings, TimeProvider time)
{
    /// <summary>Newest erasures that are looked through for those that met this experiment.</summary>
    private const int MostErasures = 100;

    private readonly CancellationTokenSource _leaving = new();
    private Experiment? _experiment;
    private PrivacyReceipt? _receipt;
    private DateTimeOffset _readAt;
    private string? _read;

    /// <summary>Id of the experiment.</summary>
    [Parameter]
    public required string Uid { get; set; }

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
    protected override void OnParametersSet()
    {
        _experiment = catalog.Current.FindByUid(Uid);
        _receipt = _read == Uid ? _receipt : null;
    }

    /// <summary>Not while the page is drawn for the first time without a connection: it would count everything twice.</summary>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_read == Uid || _experiment is not { } experiment)
        {
            return;
        }

        var uid = _read = Uid;
        try
        {
            var kept = await readers.ReadAsync(experiment.Number, _leaving.Token);
            var erased = await erasures.ListAsync(MostErasures, _leaving.Token);
            if (uid == Uid)
            {
                _readAt = time.GetUtcNow();
                _receipt = new PrivacyReceipt(experiment, settings, kept, optOuts.Count, $"{Clock.Full(_readAt)} ({Clock.Label})")
                {
                    ErasureLines = ErasureWords.Of(erased, experiment.Number, Clock),
                };
                StateHasChanged();
            }
        }
        catch (OperationCanceledException) when (_leaving.IsCancellationRequested)
        {
            // The page was left.
        }
    }
}
