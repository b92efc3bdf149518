using System.Text.Json;
using Microsoft.AspNetCore.Authentication;
using PixelHub.Core.Accounts;
using PixelHub.Core.Ingestion;
using PixelHub.Web.Security;

namespace PixelHub.Web.Endpoints;

/// <summary>
/// Answers <c>POST /s/events</c>: events that a trusted program reports, one or a list. This version takes sends; the other kinds are refused event by
/// event, so that a client which reports several kinds learns what was taken.
/// </summary>
/// <remarks>Stands in the public plane, because it answers on every host and at any time, but asks for a key: whoever may report sends makes every rate.</remarks>
public sealed class EventsEndpoint(SendIntake sends, ILogger<EventsEndpoint> logger)
{
    /// <summary>Most events in one call.</summary>
    public const int MaxEvents = 100;

    /// <summary>Largest body: a hundred events of some 5 KB each.</summary>
    public const int MaxBytes = 512 * 1024;

    private const string AllowedMethods = "POST, OPTIONS";

    /// <summary>Answers. Not for a thread of the sockets: the database may be asked for the key.</summary>
    public async Task AnswerAsync(HttpContext http)
    {
        if (HttpMethods.IsOptions(http.Request.Method))
        {
            PublicHeaders.AllowFromAnywhere(http.Response, AllowedMethods);
            http.Response.StatusCode = StatusCodes.Status204NoContent;
        }
        else if (!HttpMethods.IsPost(http.Request.Method))
        {
            http.Response.Headers.Allow = AllowedMethods;
            http.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            http.Response.ContentLength = 0;
        }
        else
        {
            http.Response.Headers.AccessControlAllowOrigin = "*";
            http.Response.Headers[PublicHeaders.RobotsTag] = PublicHeaders.NoIndex;
            await TakeGuardedAsync(http);
        }
    }

    /// <summary>Nothing that handles faults stands before the public plane.</summary>
    private async Task TakeGuardedAsync(HttpContext http)
    {
        try
        {
            if (await RefuseAsync(http))
            {
                return;
            }

            var answer = await TakeAsync(http.Request, http.RequestAborted);
            await PoolThread.Switch(); // the event log answers on a thread of the sockets
            await answer.ExecuteAsync(http);
        }
        catch (Exception exception) when (!http.Response.HasStarted && !http.RequestAborted.IsCancellationRequested)
        {
            var problem = FaultResponse.ProblemOf(exception);
            if (problem.Status >= StatusCodes.Status500InternalServerError)
            {
                EndpointMessages.EventsNotTaken(logger, exception);
            }

            await problem.ExecuteAsync(http);
        }
    }

    /// <returns>Whether the program may not do this, and was told so.</returns>
    private static async Task<bool> RefuseAsync(HttpContext http)
    {
        var program = await http.AuthenticateAsync(ApiKeyHandler.Name);
        if (!program.Succeeded)
        {
            await http.ChallengeAsync(ApiKeyHandler.Name);
            return true;
        }

        if (!program.Principal.HasClaim(ApiKeyHandler.ScopeClaim, ApiScopes.EventsWrite) && !program.Principal.HasClaim(ApiKeyHandler.ScopeClaim, ApiScopes.Admin))
        {
            await ApiProblem.InsufficientScope(ApiScopes.EventsWrite).ExecuteAsync(http);
            return true;
        }

        return false;
    }

    private async Task<IResult> TakeAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var (document, problem) = await ApiBody.ReadAsync(request, MaxBytes, isListAllowed: true, cancellationToken);
        if (problem is not null)
        {
            return problem;
        }

        using (document)
        {
            JsonElement[] events = document!.RootElement.ValueKind == JsonValueKind.Array ? [.. document.RootElement.EnumerateArray()] : [document.RootElement];
            return events.Length <= MaxEvents
                ? await TakeAsync(events)
                : ApiProblem.Malformed($"The list has {events.Length} events; send at most {MaxEvents} in one call.");
        }
    }

    /// <summary>All of them at once, so that they share a flush to disk; then what became of each.</summary>
    private async Task<IResult> TakeAsync(JsonElement[] events)
    {
        var parsed = events.Select(EventInput.Read).ToArray();
        var recorded = new Task<SendOutcome>?[events.Length];
        for (var i = 0; i < events.Length; i++)
        {
            recorded[i] = parsed[i].Report is { } report ? sends.RecordAsync(report).AsTask() : null;
        }

        List<EventFault> faults = [];
        var (processed, notRunning, notKept) = (0, 0, 0);
        for (var i = 0; i < events.Length; i++)
        {
            if (recorded[i] is not { } task)
            {
                faults.Add(EventFault.Of(i, parsed[i].Fault!));
                continue;
            }

            var outcome = await task;
            if (EventInput.FaultOf(outcome, parsed[i].Report!) is { } fault)
            {
                faults.Add(EventFault.Of(i, fault));
                notKept += outcome == SendOutcome.NotKept ? 1 : 0;
            }
            else
            {
                processed++;
                notRunning += outcome == SendOutcome.NotRunning ? 1 : 0;
            }
        }

        return new EventsAnswer(faults.Count == 0, processed, faults, notRunning > 0 ? EventsAnswer.NotCounted : null)
        {
            IsUnavailable = notKept > 0 && processed == 0, // nothing would be counted twice by sending all of it again
        };
    }
}
