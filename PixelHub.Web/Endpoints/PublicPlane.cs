using PixelHub.Core.Ingestion;

namespace PixelHub.Web.Endpoints;

/// <summary>
/// Everything that mails, proxies and scanners meet. Stands before routing, authentication and static files: none of them may delay a pixel,
/// set a cookie on it or turn it into an error.
/// </summary>
public sealed class PublicPlane(RequestDelegate next, Tracker tracker, OptOutLink optOut, EventsEndpoint events)
{
    private const string AllowedMethods = "GET, HEAD, OPTIONS";

    /// <summary>Answers paths of the public plane; hands on all others.</summary>
    public Task InvokeAsync(HttpContext http)
    {
        var path = http.Request.Path.Value ?? "";
        if (PublicRoute.Covers(path))
        {
            return AnswerAsync(http, PublicRoute.Parse(path));
        }

        return path.Equals(RobotsResponse.Path, StringComparison.OrdinalIgnoreCase) ? RobotsResponse.WriteAsync(http) : HandOnAsync(http);
    }

    /// <summary>What comes after the public plane may block, so it never runs where the sockets are served.</summary>
    private async Task HandOnAsync(HttpContext http)
    {
        http.Features.Get<PublicConnection>()?.BecomeOrdinary();
        await PoolThread.Switch();
        await next(http);
    }

    private Task AnswerAsync(HttpContext http, PublicRoute route)
    {
        if (route.Endpoint == PublicEndpoint.None)
        {
            return NoBody(http, StatusCodes.Status404NotFound);
        }

        if (route.Endpoint == PublicEndpoint.OptOut)
        {
            return AnswerOptOutAsync(http, route.Token.ToString());
        }

        if (route.Endpoint == PublicEndpoint.Events)
        {
            return AnswerEventsAsync(http);
        }

        var method = http.Request.Method;
        if (HttpMethods.IsGet(method) || HttpMethods.IsHead(method))
        {
            var tracked = TrackAsync(http, route);
            return route.Endpoint == PublicEndpoint.Pixel ? AnswerPixelAsync(http, tracked) : AnswerClickAsync(http, tracked);
        }

        if (HttpMethods.IsOptions(method))
        {
            PublicHeaders.AllowFromAnywhere(http.Response, AllowedMethods);
            return NoBody(http, StatusCodes.Status204NoContent);
        }

        http.Response.Headers.Allow = AllowedMethods;
        return NoBody(http, StatusCodes.Status405MethodNotAllowed);
    }

    private static async Task AnswerPixelAsync(HttpContext http, ValueTask<TrackOutcome> tracked)
    {
        await tracked;                                                 // outcome ignored on purpose; it is counted inside
        PixelResponse.Write(http);
    }

    private static async Task AnswerClickAsync(HttpContext http, ValueTask<TrackOutcome> tracked) =>
        RedirectResponse.Write(http, (await tracked).Location);

    private async Task AnswerOptOutAsync(HttpContext http, string token)
    {
        http.Features.Get<PublicConnection>()?.BecomeOrdinary();
        await PoolThread.Switch();
        await optOut.AnswerAsync(http, token);
    }

    private async Task AnswerEventsAsync(HttpContext http)
    {
        http.Features.Get<PublicConnection>()?.BecomeOrdinary();
        await PoolThread.Switch();
        await events.AnswerAsync(http);
    }

    private ValueTask<TrackOutcome> TrackAsync(HttpContext http, in PublicRoute route)
    {
        RequestFacts facts;
        try
        {
            facts = RequestFactsReader.Read(http, route);
        }
        catch (Exception ex)
        {
            // The reader is total, or so its tests say. If they are wrong, the hit is recorded without its facts.
            tracker.ReportFault(ex);
            facts = default;
        }

        return route.Endpoint == PublicEndpoint.Pixel
            ? tracker.TrackImpressionAsync(route.Slug, facts)
            : tracker.TrackClickAsync(route.Slug, facts);
    }

    private static Task NoBody(HttpContext http, int status)
    {
        http.Response.StatusCode = status;
        http.Response.Headers.CacheControl = PublicHeaders.NoStore;
        http.Response.Headers[PublicHeaders.RobotsTag] = PublicHeaders.NoIndex;
        http.Response.ContentLength = status == StatusCodes.Status204NoContent ? null : 0;
        return Task.CompletedTask;
    }
}
