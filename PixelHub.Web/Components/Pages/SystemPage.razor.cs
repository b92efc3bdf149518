using PixelHub.Core.Reports;
using PixelHub.Web.Health;

namespace PixelHub.Web.Components.Pages;

/// <summary>Whether everything that arrives is kept, and what arrives that nobody set up.</summary>
public sealed partial class SystemPage(SystemWatch system, IExperimentReports reports, TimeProvider time)
{
    private const int MaxOrphans = 100;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _leaving = new();
    private SystemState _state = SystemState.Nothing;
    private IReadOnlyList<OrphanRow>? _orphans;

    /// <inheritdoc/>
    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        _state = system.Read();
        _orphans = await reports.ReadOrphansAsync(MaxOrphans, _leaving.Token);
    }

    /// <inheritdoc/>
    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
        {
            _ = FollowAsync(_leaving.Token);
        }
    }

    /// <summary>The counters are in memory and tell nobody that they moved, so they are looked at every second while the page is open.</summary>
    private async Task FollowAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var timer = new PeriodicTimer(Pause, time);
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                var before = _state;
                _state = system.Read();
                if (_state.Orphans != before.Orphans)
                {
                    _orphans = await reports.ReadOrphansAsync(MaxOrphans, cancellationToken);
                }

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
