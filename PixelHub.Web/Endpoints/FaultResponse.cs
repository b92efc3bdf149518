using System.Data.Common;
using Microsoft.AspNetCore.Diagnostics;

namespace PixelHub.Web.Endpoints;

/// <summary>What a fault in the server looks like from outside: no stack trace, no message of an exception.</summary>
public static class FaultResponse
{
    private const string Page =
        "<!DOCTYPE html><html lang=\"en\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>PixelHub</title>" +
        "<h1>{0}</h1><p>{1}</p><p><a href=\"\">Try again</a> · <a href=\"/\">Overview</a></p></html>";

    /// <summary>Answers in problem+json under the management API, with a plain page elsewhere.</summary>
    public static Task WriteAsync(HttpContext http)
    {
        var problem = ProblemOf(http.Features.Get<IExceptionHandlerFeature>()?.Error);
        if (http.Request.Path.StartsWithSegments(ExperimentApi.Prefix, StringComparison.OrdinalIgnoreCase))
        {
            return problem.ExecuteAsync(http);
        }

        http.Response.StatusCode = problem.Status;
        http.Response.ContentType = "text/html; charset=utf-8";
        http.Response.Headers.CacheControl = "no-store";
        return http.Response.WriteAsync(
            Page.Replace("{0}", problem.Title, StringComparison.Ordinal).Replace("{1}", problem.Detail, StringComparison.Ordinal), http.RequestAborted);
    }

    /// <summary>A database that is locked, full or read-only passes; everything else is a fault of ours.</summary>
    internal static ApiProblem ProblemOf(Exception? exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            if (cause is DbException)
            {
                return ApiProblem.DatabaseUnavailable();
            }

            if (cause is BadHttpRequestException bad)
            {
                return new ApiProblem { Type = "about:blank", Title = "The request cannot be read", Status = bad.StatusCode, Detail = "Check its headers and its body." };
            }
        }

        return ApiProblem.ServerFault();
    }
}
