using System.Text.Json.Serialization;
using PixelHub.Core.Catalog;

namespace PixelHub.Web.Endpoints;

/// <summary>What went wrong with a call of the management API, as RFC 9457 has it.</summary>
public sealed record ApiProblem : IResult
{
    private const string MediaType = "application/problem+json";

    /// <summary>Stable word for the kind of problem; <c>about:blank</c> when the status says it all.</summary>
    public required string Type { get; init; }

    /// <summary>The kind of problem for people.</summary>
    public required string Title { get; init; }

    /// <summary>The HTTP status.</summary>
    public required int Status { get; init; }

    /// <summary>What happened this time and what to do.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Detail { get; init; }

    /// <summary>The path that was called.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Instance { get; init; }

    /// <summary>The fields that are wrong.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<FieldFault>? Errors { get; init; }

    /// <summary>Status of the experiment, for a step it does not allow.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? CurrentStatus { get; init; }

    /// <summary>The steps it does allow.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? AllowedTransitions { get; init; }

    /// <summary>No Authorization header.</summary>
    public static ApiProblem MissingAuthorization() => new()
    {
        Type = "missing-authorization",
        Title = "An API key is needed",
        Status = StatusCodes.Status401Unauthorized,
        Detail = "Send the header Authorization: Bearer ph_live_… with a key made by “key create”.",
    };

    /// <summary>A malformed, unknown, expired or revoked key. Which of them is nobody's business.</summary>
    public static ApiProblem InvalidApiKey() => new()
    {
        Type = "invalid-api-key",
        Title = "The API key is not valid",
        Status = StatusCodes.Status401Unauthorized,
        Detail = "The key is malformed, unknown, expired or revoked.",
    };

    /// <summary>A good key that may not do this.</summary>
    public static ApiProblem InsufficientScope(string? needed) => new()
    {
        Type = "insufficient-scope",
        Title = "The API key may not do this",
        Status = StatusCodes.Status403Forbidden,
        Detail = needed is null ? null : $"The key needs the scope {needed}.",
    };

    /// <summary>Fields of the body are wrong.</summary>
    public static ApiProblem Validation(IReadOnlyList<FieldFault> faults) => new()
    {
        Type = "validation-error",
        Title = "The request is not valid",
        Status = StatusCodes.Status400BadRequest,
        Detail = faults is [var only] ? only.Message : $"{faults.Count} fields need a correction.",
        Errors = faults,
    };

    /// <summary>The body is no JSON object.</summary>
    public static ApiProblem Malformed(string detail) => new()
    {
        Type = "validation-error",
        Title = "The body cannot be read",
        Status = StatusCodes.Status400BadRequest,
        Detail = detail,
        Errors = [],
    };

    /// <summary>The body is larger than any experiment can be.</summary>
    public static ApiProblem TooLarge(int maxBytes) => new()
    {
        Type = "validation-error",
        Title = "The body is too large",
        Status = StatusCodes.Status413PayloadTooLarge,
        Detail = $"At most {maxBytes / 1024} KB are read.",
        Errors = [],
    };

    /// <summary>Nothing is at this address.</summary>
    public static ApiProblem NotFound(string detail) => new()
    {
        Type = "not-found",
        Title = "Not found",
        Status = StatusCodes.Status404NotFound,
        Detail = detail,
    };

    /// <summary>Another experiment has the slug.</summary>
    public static ApiProblem SlugTaken(string slug) => new()
    {
        Type = "slug-taken",
        Title = "The slug is taken",
        Status = StatusCodes.Status409Conflict,
        Detail = $"Another experiment uses “{slug}”, or used it in mails that are still out there. Choose another.",
    };

    /// <summary>A step that the experiment's status does not allow.</summary>
    public static ApiProblem InvalidState(ExperimentStatus status, IReadOnlyList<Transition> allowed) => new()
    {
        Type = "invalid-state",
        Title = "Not possible in this state",
        Status = StatusCodes.Status409Conflict,
        Detail = $"The experiment is {status.Wire()}.",
        CurrentStatus = status.Wire(),
        AllowedTransitions = [.. allowed.Select(t => t.Wire())],
    };

    /// <summary>The database does not answer, or not with a change.</summary>
    public static ApiProblem DatabaseUnavailable() => new()
    {
        Type = "about:blank",
        Title = "The database is not available",
        Status = StatusCodes.Status503ServiceUnavailable,
        Detail = "It is locked, full or read-only. Read the experiment to see whether the change was made, and try again in a moment; if it stays so, the server's log has the cause.",
    };

    /// <summary>A fault in the server.</summary>
    public static ApiProblem ServerFault() => new()
    {
        Type = "about:blank",
        Title = "Internal server error",
        Status = StatusCodes.Status500InternalServerError,
        Detail = "The server's log has the details.",
    };

    /// <inheritdoc/>
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = Status;
        response.Headers.CacheControl = "no-store";
        if (Status == StatusCodes.Status503ServiceUnavailable)
        {
            response.Headers.RetryAfter = "5";
        }

        var path = httpContext.Request.Path.Value;
        return response.WriteAsJsonAsync(this with { Instance = path }, ApiJson.Options, MediaType, httpContext.RequestAborted);
    }
}
