using Microsoft.AspNetCore.Http.HttpResults;
using PixelHub.Core.Accounts;
using PixelHub.Core.Catalog;
using PixelHub.Core.Ingestion;
using PixelHub.Core.Recipients;
using PixelHub.Web.Security;

namespace PixelHub.Web.Endpoints;

/// <summary>The management API of what is stored about one recipient. The recipient stands in the body, never in an address: addresses end up in logs.</summary>
internal static class RecipientApi
{
    private const int MaxReceipts = 1_000;

    /// <summary>How long a call waits for an erasure to be done; a large database takes longer, and the receipt then says so.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(100);

    /// <summary>Maps its calls.</summary>
    public static void MapRecipients(this RouteGroupBuilder group)
    {
        group.MapPost("recipients/export", ExportAsync).RequireScope(ApiScopes.ExperimentsRead);
        group.MapPost("recipients/erase", EraseAsync).RequireScope(ApiScopes.ExperimentsWrite);
        group.MapGet("recipients/erasures", ListAsync).RequireScope(ApiScopes.ExperimentsRead);
        group.MapGet("recipients/erasures/{id}", ReadAsync).RequireScope(ApiScopes.ExperimentsRead);
    }

    private static async Task<Results<RecipientExport, ApiProblem>> ExportAsync(
        HttpRequest request, PersonKeys people, RecipientExports exports, CancellationToken cancellationToken)
    {
        var (call, problem) = await ReadBodyAsync(request, people, cancellationToken);
        return problem is not null ? problem : exports.Of(call.Text, call.Recipient, call.IsCsv);
    }

    private static async Task<Results<JsonHttpResult<ReceiptAnswer>, ApiProblem>> EraseAsync(
        HttpRequest request, PersonKeys people, IErasures erasures, CatalogHolder catalog, TimeProvider time, CancellationToken cancellationToken)
    {
        var (call, problem) = await ReadBodyAsync(request, people, cancellationToken);
        if (problem is not null)
        {
            return problem;
        }

        var by = "key " + request.HttpContext.User.Identity?.Name;
        var id = await erasures.RequestAsync(new ErasureRequest(call.Recipient, by, call.OptsOut), cancellationToken);
        var started = time.GetTimestamp();
        ErasureReceipt receipt;
        while ((receipt = (await erasures.ReadAsync(id, cancellationToken))!).DoneAt is null && time.GetElapsedTime(started) < Patience)
        {
            await Task.Delay(Step, time, cancellationToken);
        }

        return Answer(receipt, catalog, receipt.DoneAt is null ? StatusCodes.Status202Accepted : StatusCodes.Status200OK);
    }

    private static async Task<Results<JsonHttpResult<ReceiptAnswer>, ApiProblem>> ReadAsync(
        string id, IErasures erasures, CatalogHolder catalog, CancellationToken cancellationToken) =>
        await erasures.ReadAsync(id, cancellationToken) is { } receipt
            ? Answer(receipt, catalog, StatusCodes.Status200OK)
            : ApiProblem.NotFound("There is no receipt of that id.");

    private static async Task<JsonHttpResult<ReceiptsAnswer>> ListAsync(IErasures erasures, CatalogHolder catalog, CancellationToken cancellationToken)
    {
        var receipts = await erasures.ListAsync(MaxReceipts, cancellationToken);
        return TypedResults.Json(new ReceiptsAnswer([.. receipts.Select(r => ReceiptJson.Of(r, catalog.Current))]), ApiJson.Options);
    }

    private static JsonHttpResult<ReceiptAnswer> Answer(ErasureReceipt receipt, CatalogHolder catalog, int status) =>
        TypedResults.Json(new ReceiptAnswer(ReceiptJson.Of(receipt, catalog.Current)), ApiJson.Options, contentType: null, statusCode: status);

    private static async Task<(Call Call, ApiProblem? Problem)> ReadBodyAsync(HttpRequest request, PersonKeys people, CancellationToken cancellationToken)
    {
        var (document, problem) = await ApiBody.ReadAsync(request, cancellationToken);
        if (problem is not null)
        {
            return (default, problem);
        }

        using (document)
        {
            List<FieldFault> faults = [];
            var fields = new JsonFields(document!.RootElement, "", faults);
            var (text, format, optsOut) = (fields.Text("recipient"), fields.Text("format") ?? "json", fields.Flag("optOut") ?? false);
            if (format is not ("json" or "csv"))
            {
                faults.Add(new FieldFault("format", FaultCodes.InvalidFormat, "Give json or csv."));
            }

            var isRead = RecipientText.TryRead(people, text, out var recipient, out var fault);
            if (!isRead && faults.TrueForAll(f => f.Field != "recipient"))
            {
                faults.Add(fault!);
            }

            return faults.Count > 0 ? (default, ApiProblem.Validation(faults)) : (new Call(text!, recipient, format == "csv", optsOut), null);
        }
    }

    private readonly record struct Call(string Text, ulong Recipient, bool IsCsv, bool OptsOut);
}
