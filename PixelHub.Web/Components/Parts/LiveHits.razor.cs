using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using PixelHub.Core.Catalog;
using PixelHub.Core.Reports;
using PixelHub.Web.Components.State;

namespace PixelHub.Web.Components.Parts;

/// <summary>The newest hits. Stands still while somebody points at it, and says how many wait.</summary>
public sealed partial class LiveHits
{
    private IReadOnlyList<HitRow> _shown = [];
    private long? _seenAtFirst;
    private long _waiting;
    private bool _isPaused;

    /// <summary>Newest first.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<HitRow> Hits { get; set; }

    /// <summary>Variants of the experiment, for their names.</summary>
    [Parameter, EditorRequired]
    public required ImmutableArray<Variant> Variants { get; set; }

    /// <summary>Whether the experiment keeps names at this moment; hits read a moment earlier may still carry some.</summary>
    [Parameter]
    public bool ShowsNames { get; set; }

    /// <summary>Stands in place of the hits while there is none.</summary>
    [Parameter, EditorRequired]
    public required string Nothing { get; set; }

    /// <summary>When the hits were read.</summary>
    [Parameter, EditorRequired]
    public required DateTimeOffset Now { get; set; }

    /// <summary>The viewer's clock.</summary>
    [CascadingParameter]
    public ViewerClock Clock { get; set; } = ViewerClock.Utc;

    /// <inheritdoc/>
    protected override void OnParametersSet() => Show();

    private bool HasReaders => ShowsNames || _shown.Any(h => h.Event.Address is not null);

    private void Pause(bool isPaused)
    {
        _isPaused = isPaused;
        Show();
    }

    private void Show()
    {
        if (_isPaused && _shown.Count > 0)
        {
            _waiting = Hits.TakeWhile(h => h.Position > _shown[0].Position).LongCount();
            return;
        }

        _seenAtFirst ??= Hits.Count > 0 ? Hits[0].Position : long.MinValue;
        _shown = Hits;
        _waiting = 0;
    }

    /// <summary>Rows that came while the page was open slide in; those of the first sight stand there.</summary>
    private bool IsNew(HitRow hit) => hit.Position > _seenAtFirst;

    private string VariantName(int number) => Variants.FirstOrDefault(v => v.Number == number)?.Name ?? NumberText.None;
}
