using Microsoft.AspNetCore.Mvc;
using PixelHub.Core.Accounts;
using PixelHub.Core.Ingestion;

namespace PixelHub.Web.Endpoints;

/// <summary>The download on the recipients page: a form, so that the recipient stands in no address.</summary>
internal static class RecipientDownload
{
    /// <summary>Where the form goes.</summary>
    public const string Path = "/recipients/export";

    /// <summary>Maps it.</summary>
    public static void MapRecipientDownload(this IEndpointRouteBuilder routes) =>
        routes.MapPost(Path, Download).RequireAuthorization(static policy => policy.RequireRole(Roles.Admin));

    private static IResult Download([FromForm] string? recipient, [FromForm] string? format, PersonKeys people, RecipientExports exports) =>
        RecipientText.TryRead(people, recipient, out var hash, out _)
            ? exports.Of(recipient!, hash, isCsv: format == "csv")
            : TypedResults.Redirect("/recipients");
}
