using Microsoft.AspNetCore.Http.HttpResults;
using PixelHub.Core.Accounts;
using PixelHub.Core.Catalog;
using PixelHub.Core.Ingestion;
using PixelHub.Web.Composition;
using PixelHub.Web.Security;

namespace PixelHub.Web.Endpoints;

/// <summary>The management API of opt-outs. The recipient stands in the body, never in an address: addresses end up in logs.</summary>
internal static class OptOutApi
{
    /// <summary>Maps its calls.</summary>
    public static void MapOptOuts(this RouteGroupBuilder group)
    {
        group.MapPost("optouts", AddAsync).RequireScope(ApiScopes.ExperimentsWrite);
        group.MapDelete("optouts", RemoveAsync).RequireScope(ApiScopes.ExperimentsWrite);
        group.MapPost("optouts/link", LinkAsync).RequireScope(ApiScopes.ExperimentsWrite);
    }

    private static async Task<Results<JsonHttpResult<OptOutAnswer>, ApiProblem>> AddAsync(
        HttpRequest request, PersonKeys people, IOptOutStore store, CancellationToken cancellationToken)
    {
        var (recipient, problem) = await ReadAsync(request, people, cancellationToken);
        if (problem is not null)
        {
            return problem;
        }

        await store.AddAsync(recipient, cancellationToken);
        return TypedResults.Json(new OptOutAnswer(OptedOut: true), ApiJson.Options);
    }

    private static async Task<Results<JsonHttpResult<OptOutAnswer>, ApiProblem>> RemoveAsync(
        HttpRequest request, PersonKeys people, IOptOutStore store, CancellationToken cancellationToken)
    {
        var (recipient, problem) = await ReadAsync(request, people, cancellationToken);
        if (problem is not null)
        {
            return problem;
        }

        await store.RemoveAsync(recipient, cancellationToken);
        return TypedResults.Json(new OptOutAnswer(OptedOut: false), ApiJson.Options);
    }

    private static async Task<Results<JsonHttpResult<OptOutUrl>, ApiProblem>> LinkAsync(
        HttpRequest request, PersonKeys people, SealedRecipients seals, PublicAddress address, CancellationToken cancellationToken)
    {
        var (recipient, problem) = await ReadAsync(request, people, cancellationToken);
        return problem is not null
            ? problem
            : TypedResults.Json(new OptOutUrl($"{address.Of(request)}/s/optout/{seals.SealText(recipient, SealPurpose.Link)}"), ApiJson.Options);
    }

    /// <summary>The hash of the recipient, cut as one in a public URL is.</summary>
    private static async Task<(ulong Recipient, ApiProblem? Problem)> ReadAsync(HttpRequest request, PersonKeys people, CancellationToken cancellationToken)
    {
        var (document, problem) = await ApiBody.ReadAsync(request, cancellationToken);
        if (problem is not null)
        {
            return (0, problem);
        }

        using (document)
        {
            List<FieldFault> faults = [];
            var recipient = new JsonFields(document!.RootElement, "", faults).Text("recipient");
            if (faults.Count == 0 && string.IsNullOrEmpty(recipient))
            {
                faults.Add(new FieldFault("recipient", FaultCodes.Required, "Give the recipient as it stands in the addresses of the mail."));
            }

            return faults.Count > 0 ? (0, ApiProblem.Validation(faults)) : (people.OfRecipient(FieldText.Cut(recipient!)), null);
        }
    }
}

/// <summary>Whether a recipient is opted out.</summary>
/// <param name="OptedOut">What holds from now on.</param>
public sealed record OptOutAnswer(bool OptedOut);

/// <summary>Where a recipient can opt out.</summary>
/// <param name="Url">The address of the page.</param>
public sealed record OptOutUrl(string Url);
