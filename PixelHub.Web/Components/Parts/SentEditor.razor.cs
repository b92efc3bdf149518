using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using PixelHub.Core.Catalog;
using PixelHub.Core.Reports;
using PixelHub.Web.Components.State;

namespace PixelHub.Web.Components.Parts;

/// <summary>How many mails were sent: typed, or read from a file. What was typed stays, whatever the store says.</summary>
public sealed partial class SentEditor(IExperimentStore store) : IDisposable
{
    private const int MostSentences = 20;

    private readonly CancellationTokenSource _leaving = new();
    private SentForm? _form;
    private IReadOnlyList<string> _sentences = [];
    private string? _uid;
    private string? _done;
    private bool _isRefused;
    private bool _isBusy;

    /// <summary>The experiment.</summary>
    [Parameter, EditorRequired]
    public required Experiment Experiment { get; set; }

    /// <summary>The counts of all time, in which reported sends are; null while loading.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<CountLine>? Counts { get; set; }

    /// <summary>Raised after they were saved.</summary>
    [Parameter]
    public EventCallback OnSaved { get; set; }

    private bool IsClosed => !Editing.CanCountSent(Experiment.Status);

    private IReadOnlyList<string> Sentences => _form!.Fault is { } fault ? [.. _sentences, fault] : _sentences;

    private string State => _isBusy ? "Saving…" : _done is null && _form!.IsDirty ? "Not saved yet" : _done ?? "";

    /// <inheritdoc/>
    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
    }

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        // Somebody else's numbers are shown, unless they would wipe away what is being typed here: then saving says so.
        if (_form is null || _uid != Experiment.Uid || (!_form.Follow(Experiment) && !_form.IsDirty))
        {
            (_form, _uid) = (new SentForm(Experiment), Experiment.Uid);
        }
    }

    /// <summary>Mails reported as sent; null when no program reports any.</summary>
    private long? Reported(SentRow row)
    {
        var reported = Mails.ReportedByVariant(Counts ?? []);
        return reported.Count == 0 ? null : row.Variant == SentCounts.UnsplitVariant ? reported.Values.Sum() : reported.GetValueOrDefault(row.Variant);
    }

    private bool IsUsed(SentRow row) => row.Sent.Length == 0 && (row.Variant != SentCounts.UnsplitVariant || _form!.Variants.All(v => v.Sent.Length == 0));

    private void Choose(bool isSplit) => Type(() => _form!.IsSplit = isSplit);

    private void Type(Action change)
    {
        change();
        (_done, _sentences) = (null, []);
        _form!.Take([]);
    }

    private async Task LoadAsync(InputFileChangeEventArgs chosen)
    {
        (_done, _isRefused) = (null, false);
        if (chosen.File.Size > SentCsv.MaxBytes)
        {
            _sentences = [$"The file is larger than {NumberText.Exact(SentCsv.MaxBytes)} bytes. It should have one line for each variant."];
            return;
        }

        using var reader = new StreamReader(chosen.File.OpenReadStream(SentCsv.MaxBytes, _leaving.Token));
        Take(SentCsv.Parse(await reader.ReadToEndAsync(_leaving.Token), Experiment.Variants));
    }

    private void Take(SentCsv file)
    {
        _form!.Take(file);
        (_sentences, _isRefused) = (file.Faults, false);
        _done = $"{(file.Counts.Count == 0 ? "No line was read" : $"{NumberText.Of(file.Counts.Count, "line", "lines")} read")}{(file.Faults.IsEmpty ? "" : $", {file.Faults.Length} left out")}"
            + (file.Counts.Count > 0 && _form.IsDirty ? ". Look over the numbers, and save." : ".");
    }

    private async Task SaveAsync()
    {
        if (_isBusy || _form!.Read() is not { } counts)
        {
            return;
        }

        (_isBusy, _done, _sentences) = (true, null, []);
        var result = await store.CountSentAsync(Experiment.Uid, counts, _form.Revision, _leaving.Token);
        _isRefused = result is not StoreResult.Saved;
        switch (result)
        {
            case StoreResult.Saved saved:
                (_form, _done) = (new SentForm(saved.Experiment), "Saved");
                await OnSaved.InvokeAsync();
                break;
            case StoreResult.Invalid invalid:
                _form.Take(invalid.Faults);
                break;
            case StoreResult.Stale:
                _sentences = ["Nothing was saved: somebody else changed this experiment meanwhile. Note your numbers, then reload the page to see theirs."];
                break;
            case StoreResult.NotEditable locked:
                _sentences = [$"Nothing was saved: while it is {HitWords.Status(locked.Status).ToLowerInvariant()}, the sent counts cannot change."];
                break;
            default:
                _sentences = ["Nothing was saved: the experiment is no longer there."];
                break;
        }

        _isBusy = false;
    }
}
