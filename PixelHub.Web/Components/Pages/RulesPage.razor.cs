using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using PixelHub.Core.Classification;
using PixelHub.Core.RuleEditing;
using PixelHub.Web.Components.State;

namespace PixelHub.Web.Components.Pages;

/// <summary>The rules by which hits are classified: seen, changed, tried out, and re-applied to history.</summary>
public sealed partial class RulesPage(RuleSetHolder rules, IRuleStore store, IRuleReports reports, TimeProvider time)
{
    private const int Days = 28;

    private readonly CancellationTokenSource _leaving = new();
    private RuleForm _form = new(rules.Current);
    private IReadOnlyDictionary<string, long>? _usage;
    private IReadOnlyList<RuleHistoryEntry>? _history;
    private string? _refusal;
    private string _who = "";
    private bool _wasSaved;
    private bool _isBusy;

    /// <summary>Who is signed in.</summary>
    [CascadingParameter]
    public Task<AuthenticationState>? SignedIn { get; set; }

    private string SaveWord => _form.Changes.Count > 0 ? $"Save {NumberText.Of(_form.Changes.Count, "change", "changes")}" : "Save";

    private string State => _isBusy ? "Saving…" : _form.IsDirty ? "Not saved yet: hits are sorted by the rules as they were." : _wasSaved ? "Saved. It holds for every hit from now on." : "";

    /// <inheritdoc/>
    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        _who = SignedIn is null ? "" : (await SignedIn).User.Identity?.Name ?? "";
        _history = await store.ReadHistoryAsync(_leaving.Token);
        await CountAsync();
    }

    private void Typed() => (_refusal, _wasSaved) = (null, false);

    private void Discard() => (_form, _refusal, _wasSaved) = (new RuleForm(rules.Current), null, false);

    private async Task CountAsync()
    {
        var hits = await reports.ReadSinceAsync(DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime).AddDays(1 - Days), _leaving.Token);
        _usage = hits.GroupBy(h => h.Rule, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Sum(h => h.Hits), StringComparer.Ordinal);
    }

    private async Task SaveAsync()
    {
        (_refusal, _wasSaved) = (null, false);
        if (_isBusy || !_form.Check())
        {
            _refusal = _isBusy ? null : "Nothing is saved yet: look at the fields that are marked.";
            return;
        }

        _isBusy = true;
        try
        {
            switch (await store.SaveAsync(_form.ToEdits(), _form.Version, _who, _form.Changes, _leaving.Token))
            {
                case RuleSaveResult.Saved saved:
                    (_form, _wasSaved) = (new RuleForm(saved.Rules), true);
                    _history = await store.ReadHistoryAsync(_leaving.Token);
                    break;
                case RuleSaveResult.Invalid invalid:
                    _form.Take(invalid.Faults);
                    _refusal = "Nothing was saved: look at the fields that are marked.";
                    break;
                default:
                    _refusal = "Nothing was saved: somebody else changed the rules meanwhile. Note your changes, then press Discard to see theirs.";
                    break;
            }
        }
        finally
        {
            _isBusy = false;
        }
    }
}
