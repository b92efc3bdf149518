using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using PixelHub.Core.Catalog;
using PixelHub.Core.Classification;
using PixelHub.Core.RuleEditing;
using PixelHub.Web.Components.State;

namespace PixelHub.Web.Components.Parts;

/// <summary>Reads history by the rules that hold now: what would change, how far it is, what has changed.</summary>
public sealed partial class ReapplyPanel(ReapplyJob job, IReapplyStore store, IRuleReports reports, RuleSetHolder rules, CatalogHolder catalog, TimeProvider time) : IDisposable
{
    private const int MostMoves = 8;
    private const int MostNames = 3;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private readonly CancellationTokenSource _leaving = new();
    private ReapplyPreview? _preview;
    private ReapplyRun? _run;
    private IReadOnlyList<ReapplyResult>? _results;
    private RuleSet? _read;
    private bool _isAsked;
    private bool _isBusy;

    /// <summary>Whether rules were changed and not saved: what is re-applied are saved ones.</summary>
    [Parameter, EditorRequired]
    public bool IsDirty { get; set; }

    /// <summary>Name of the user.</summary>
    [Parameter, EditorRequired]
    public required string Who { get; set; }

    /// <summary>Raised when a run has ended.</summary>
    [Parameter]
    public EventCallback OnEnded { get; set; }

    private string Verdict => _preview switch
    {
        null => "Reading what the rules decided…",
        { Changing: 0 } p => $"History agrees with the saved rules: none of {NumberText.Exact(p.Hits)} hits would get another class.",
        { } p => $"{NumberText.Exact(p.Changing)} of {NumberText.Exact(p.Hits)} hits would get another class by the saved rules:",
    };

    /// <inheritdoc/>
    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        if (_read != rules.Current)
        {
            await ReadAsync(_leaving.Token);
        }
    }

    /// <inheritdoc/>
    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
        {
            _ = FollowAsync(_leaving.Token);
        }
    }

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        var current = _read = rules.Current;
        (_run, _isAsked) = (job.Current, false);
        _preview = ReapplyPreview.Of(current, await reports.ReadChangeableAsync(cancellationToken));
        _results = _run is null ? null : await store.ReadResultsAsync(_run.Id, cancellationToken);
    }

    /// <summary>The numbers may be hours old by now.</summary>
    private async Task AskAsync()
    {
        await ReadAsync(_leaving.Token);
        _isAsked = true;
    }

    private async Task BeginAsync()
    {
        _isBusy = true;
        await job.BeginAsync(Who, _leaving.Token);
        (_isBusy, _isAsked, _run) = (false, false, job.Current);
    }

    /// <summary>A run tells nobody how far it is, so it is looked at while the page is open.</summary>
    private async Task FollowAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var timer = new PeriodicTimer(Pause, time);
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                if (job.Current is not { } now || now == _run)
                {
                    continue;
                }

                var hasEnded = !now.IsOpen;
                _run = now;
                if (hasEnded)
                {
                    await ReadAsync(cancellationToken);
                    await InvokeAsync(OnEnded.InvokeAsync);
                }

                await InvokeAsync(StateHasChanged);
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

    private string Doing(ReapplyRun run) => (run.State, run.Step) switch
    {
        (ReapplyState.Cancelling, _) => $"Stopping: what has changed in {Name(run.Experiment)} is counted to the end.",
        (_, ReapplyStep.Counting) => $"Counting again: {Name(run.Experiment)}.",
        (_, ReapplyStep.Rewriting) => $"Reading the hits of {Name(run.Experiment)}.",
        _ => "Beginning…",
    };

    private string? Left() => job.TimeLeft() switch
    {
        null => null,
        { TotalMinutes: < 1 } => "less than a minute",
        { TotalHours: < 1 } left => $"about {NumberText.Of((long)Math.Ceiling(left.TotalMinutes), "minute", "minutes")}",
        { } left => $"about {NumberText.Of((long)Math.Ceiling(left.TotalHours), "hour", "hours")}",
    };

    private string Name(int experiment) => ReapplyResults.NameOf(catalog.Current, experiment);

    private string Names(ImmutableArray<int> experiments) =>
        string.Join(", ", experiments.Take(MostNames).Select(Name)) + (experiments.Length > MostNames ? $" and {experiments.Length - MostNames} more" : "");
}
