using Microsoft.AspNetCore.Components;
using PixelHub.Core.Catalog;
using PixelHub.Web.Components.State;

namespace PixelHub.Web.Components.Pages;

/// <summary>Makes an experiment or changes it. What was typed stays, whatever the store says.</summary>
public sealed partial class EditExperimentPage(CatalogHolder catalog, IExperimentStore store, NavigationManager navigation)
{
    private readonly CancellationTokenSource _leaving = new();
    private ExperimentForm? _form;
    private string? _refusal;
    private bool _wasSaved;
    private bool _isBusy;

    /// <summary>Id of the experiment; null for a new one.</summary>
    [Parameter]
    public string? Uid { get; set; }

    private bool CanStart => _form!.Status == ExperimentStatus.Draft;

    private string SaveState => _isBusy ? "Saving…" : _form!.IsDirty ? "Not saved yet" : _wasSaved ? "Saved" : "";

    /// <inheritdoc/>
    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
    }

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        if (_form is null || _form.Uid != Uid)
        {
            Load(Uid is null ? null : catalog.Current.FindByUid(Uid));
        }
    }

    private void Load(Experiment? experiment) =>
        _form = Uid is null ? ExperimentForm.New() : experiment is null ? null : ExperimentForm.Of(experiment);

    private void Typed() => _refusal = null;

    private async Task SaveAsync(bool start)
    {
        if (_isBusy || _form is null)
        {
            return; // a second press of Enter
        }

        _form.Take(_form.Unreadable());
        if (_form.HasFaults)
        {
            return;
        }

        _isBusy = true;
        _refusal = null;
        var draft = _form.ToDraft();
        var result = Uid is null ? await store.CreateAsync(draft, _leaving.Token) : await store.UpdateAsync(Uid, draft, _form.Revision, _leaving.Token);
        if (result is StoreResult.Saved { Experiment: var saved })
        {
            await GoOnAsync(saved, start);
        }
        else
        {
            _refusal = Refusals.Take(_form, result);
        }

        _isBusy = false;
    }

    private async Task GoOnAsync(Experiment saved, bool start)
    {
        _wasSaved = true;
        _form!.MarkSaved();
        if (start && await store.TransitionAsync(saved.Uid, Transition.Start, _leaving.Token) is StoreResult.Saved)
        {
            navigation.NavigateTo($"/experiments/{saved.Uid}");
        }
        else if (Uid is null)
        {
            navigation.NavigateTo($"/experiments/{saved.Uid}/edit", replace: true);
        }
        else
        {
            Load(saved);
        }
    }
}
