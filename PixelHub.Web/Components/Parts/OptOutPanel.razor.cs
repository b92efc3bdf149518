using Microsoft.AspNetCore.Components;
using PixelHub.Core.Ingestion;
using PixelHub.Web.Components.State;
using PixelHub.Web.Composition;
using PixelHub.Web.Endpoints;

namespace PixelHub.Web.Components.Parts;

/// <summary>Who opted out, as far as that can be known: how many, when, and whether one recipient is among them.</summary>
public sealed partial class OptOutPanel(
    OptOuts optOuts, IOptOutStore store, PersonKeys people, SealedRecipients seals, PublicAddress address, NavigationManager navigation, ILogger<OptOutPanel> logger)
    : IDisposable
{
    private const int Newest = 10;

    private readonly CancellationTokenSource _leaving = new();
    private OptOutList? _list;
    private string _recipient = "";
    private string? _link;
    private string? _refusal;
    private bool _isAsking;
    private bool _isBusy;

    /// <summary>The viewer's clock.</summary>
    [CascadingParameter]
    public ViewerClock Clock { get; set; } = ViewerClock.Utc;

    private bool HasRecipient => _recipient.Trim().Length > 0;

    /// <summary>The hash of what was typed, cut as one in a public URL is.</summary>
    private ulong Hash => people.OfRecipient(FieldText.Cut(_recipient.Trim()));

    private bool IsOut => HasRecipient && optOuts.Contains(Hash);

    private string State => !HasRecipient ? "" : IsOut
        ? "Opted out: their opens and clicks only raise the totals."
        : "Not opted out: of their hits is kept what the mode of each experiment says.";

    /// <inheritdoc/>
    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync() => _list = await store.ReadAsync(Newest, _leaving.Token);

    private void Type(string recipient) => (_recipient, _link, _refusal, _isAsking) = (recipient, null, null, false);

    private void MakeLink() =>
        _link = $"{address.Configured ?? navigation.BaseUri.TrimEnd('/')}/s/optout/{seals.SealText(Hash, SealPurpose.Link)}";

    /// <summary>Enter opts out, and never undoes.</summary>
    private Task TakeOrKeepAsync() => HasRecipient && !IsOut ? ChangeAsync(optOut: true) : Task.CompletedTask;

    private async Task ChangeAsync(bool optOut)
    {
        if (_isBusy)
        {
            return;
        }

        (_isBusy, _refusal, _isAsking) = (true, null, false);
        try
        {
            await (optOut ? store.AddAsync(Hash, _leaving.Token) : store.RemoveAsync(Hash, _leaving.Token));
            _list = await store.ReadAsync(Newest, _leaving.Token);
        }
        catch (OperationCanceledException) when (_leaving.IsCancellationRequested)
        {
            // The page was left.
        }
        catch (Exception ex)
        {
            EndpointMessages.OptOutNotChanged(logger, ex);
            _refusal = "Nothing has changed: the database did not take it. Try again in a moment; if it stays so, the server’s log has the cause.";
        }

        _isBusy = false;
    }
}
