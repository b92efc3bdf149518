using System.Security.Cryptography;
using System.Text;
using PixelHub.Core.Ingestion;

namespace PixelHub.Web.Endpoints;

/// <summary>
/// Answers <c>/s/optout/{token}</c>. Opening the link asks and changes nothing, because scanners open every link of a mail; only the button, which
/// sends what stood on the page, opts out. The token is all that is needed: there is no cookie that another site could make use of.
/// </summary>
public sealed class OptOutLink(SealedRecipients seals, OptOuts optOuts, IOptOutStore store, ILogger<OptOutLink> logger)
{
    private const string AllowedMethods = "GET, HEAD, POST";
    private const int MaxBody = 256;

    private static readonly OptOutWords Words = OptOutWords.English;

    /// <summary>Answers. Not for a thread of the sockets: the database is asked when the button was pressed.</summary>
    /// <param name="http">The request.</param>
    /// <param name="token">What stands in its place in the path; any text at all.</param>
    public async Task AnswerAsync(HttpContext http, string token)
    {
        var method = http.Request.Method;
        if (!HttpMethods.IsGet(method) && !HttpMethods.IsHead(method) && !HttpMethods.IsPost(method))
        {
            http.Response.Headers.Allow = AllowedMethods;
            http.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            http.Response.ContentLength = 0;
        }
        else if (!seals.TryOpen(token, SealPurpose.Link, out var recipient))
        {
            await OptOutPage.WriteAsync(http, StatusCodes.Status404NotFound, Words, Words.Unknown);
        }
        else if (HttpMethods.IsPost(method))
        {
            await TakeAsync(http, recipient);
        }
        else if (optOuts.Contains(recipient))
        {
            await OptOutPage.WriteAsync(http, StatusCodes.Status200OK, Words, Words.Done);
        }
        else
        {
            await OptOutPage.WriteAsync(http, StatusCodes.Status200OK, Words, Words.Ask, seals.SealText(recipient, SealPurpose.Form));
        }
    }

    private async Task TakeAsync(HttpContext http, ulong recipient)
    {
        if (IsFromElsewhere(http.Request) || !await HasProofAsync(http.Request, recipient))
        {
            await OptOutPage.WriteAsync(http, StatusCodes.Status400BadRequest, Words, Words.Refused);
            return;
        }

        try
        {
            await store.AddAsync(recipient, CancellationToken.None); // who closes the page after the button was pressed has pressed it
        }
        catch (Exception ex)
        {
            EndpointMessages.OptOutNotKept(logger, ex);
            http.Response.Headers.RetryAfter = "60";
            await OptOutPage.WriteAsync(http, StatusCodes.Status503ServiceUnavailable, Words, Words.Failed);
            return;
        }

        await OptOutPage.WriteAsync(http, StatusCodes.Status200OK, Words, Words.Done);
    }

    /// <summary>Whether a browser says that the form was not ours.</summary>
    private static bool IsFromElsewhere(HttpRequest request) => request.Headers["Sec-Fetch-Site"] is { Count: > 0 } site && site != "same-origin";

    /// <summary>Whether the body is what our form sends, to the letter. Nothing else is parsed, and no more than that is read.</summary>
    private async Task<bool> HasProofAsync(HttpRequest request, ulong recipient)
    {
        var buffer = new byte[MaxBody];
        int length;
        try
        {
            length = await request.Body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, request.HttpContext.RequestAborted);
        }
        catch (Exception ex) when (ex is IOException or OperationCanceledException)
        {
            return false; // too slow, too long, malformed, or gone
        }

        var expected = Encoding.ASCII.GetBytes($"{OptOutPage.Field}={seals.SealText(recipient, SealPurpose.Form)}");
        return CryptographicOperations.FixedTimeEquals(buffer.AsSpan(0, length), expected);
    }
}
