using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using PixelHub.Core.Catalog;
using PixelHub.Core.Ingestion;
using PixelHub.Core.Recipients;
using PixelHub.Web.Components.State;
using PixelHub.Web.Endpoints;

namespace PixelHub.Web.Components.Pages;

/// <summary>Looks up, hands out and erases what is stored about one recipient. The recipient stays out of the address bar.</summary>
public sealed partial class RecipientsPage(
    IRecipientRecords records, IErasures erasures, PersonKeys people, OptOuts optOuts, CatalogHolder catalog, TimeProvider time)
{
    private const int MaxReceipts = 100;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private readonly CancellationTokenSource _leaving = new();
    private string _text = "";
    private string? _fault;
    private string _state = "";
    private bool _isBusy;
    private FoundRecipient? _found;
    private ErasureReceipt? _receipt;
    private IReadOnlyList<ErasureReceipt>? _receipts;

    [CascadingParameter]
    private Task<AuthenticationState>? Authentication { get; set; }

    /// <inheritdoc/>
    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        _receipts = await erasures.ListAsync(MaxReceipts, _leaving.Token);
        _receipt = _receipts.FirstOrDefault(r => r.DoneAt is null);
    }

    /// <inheritdoc/>
    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender && _receipt is not null)
        {
            _ = FollowAsync(_receipt.Id); // asked for earlier, or elsewhere
        }
    }

    private void Type(string text)
    {
        _text = text;
        (_fault, _found, _state) = (null, null, ""); // what was found belongs to another name
    }

    private async Task FindAsync()
    {
        if (_isBusy)
        {
            return;
        }

        _found = null;
        _receipt = null;
        if (!RecipientText.TryRead(people, _text, out var recipient, out var fault))
        {
            _fault = fault.Message;
            return;
        }

        (_isBusy, _state) = (true, "Looking through all hits…");
        try
        {
            _found = new FoundRecipient(_text, recipient, optOuts.Contains(recipient), await records.FindAsync(recipient, _leaving.Token));
            _state = _found.Experiments.Count > 0 ? "" : "Nothing is stored about this recipient.";
        }
        catch (OperationCanceledException)
        {
            // The page was left.
        }
        finally
        {
            _isBusy = false;
        }
    }

    private async Task EraseAsync(bool optsOut)
    {
        if (_found is not { } found || _isBusy)
        {
            return;
        }

        _isBusy = true;
        try
        {
            var name = Authentication is null ? null : (await Authentication).User.Identity?.Name;
            var id = await erasures.RequestAsync(new ErasureRequest(found.Recipient, name ?? "dashboard", optsOut), _leaving.Token);
            (_found, _text) = (null, "");
            await FollowAsync(id);
        }
        finally
        {
            _isBusy = false;
        }
    }

    /// <summary>Shows how far an erasure is until it is done.</summary>
    private async Task FollowAsync(string id)
    {
        try
        {
            while (await erasures.ReadAsync(id, _leaving.Token) is { } receipt)
            {
                _receipt = receipt;
                _state = receipt.DoneAt is null ? ReceiptWords.Progress(receipt.Progress) : "";
                StateHasChanged();
                if (receipt.DoneAt is not null)
                {
                    _receipts = await erasures.ListAsync(MaxReceipts, _leaving.Token);
                    StateHasChanged();
                    return;
                }

                await Task.Delay(Pause, time, _leaving.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // The page was left; the erasure goes on.
        }
        catch (Exception ex)
        {
            await DispatchExceptionAsync(ex);
        }
    }
}
