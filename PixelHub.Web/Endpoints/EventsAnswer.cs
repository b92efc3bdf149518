using System.Text.Json.Serialization;
using PixelHub.Core.Catalog;

namespace PixelHub.Web.Endpoints;

/// <summary>What became of reported events.</summary>
/// <param name="Ok">Whether all of them were taken.</param>
/// <param name="Processed">How many were.</param>
/// <param name="Errors">The others, each with its place in the list.</param>
/// <param name="Warning"><see cref="NotCounted"/>, or nothing.</param>
public sealed record EventsAnswer(
    bool Ok, int Processed, IReadOnlyList<EventFault> Errors, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Warning) : IResult
{
    /// <summary>Some events are kept and not part of any result, because their experiment is not running.</summary>
    public const string NotCounted = "not_counted";

    /// <summary>Whether the disk took none of them: the same again later may go well.</summary>
    [JsonIgnore]
    public bool IsUnavailable { get; init; }

    /// <inheritdoc/>
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.Headers.CacheControl = "no-store";
        if (IsUnavailable)
        {
            response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            response.Headers.RetryAfter = "5";
        }

        return response.WriteAsJsonAsync(this, ApiJson.Options, httpContext.RequestAborted);
    }
}

/// <summary>Why an event was not taken.</summary>
/// <param name="Index">Its place in the list, from 0.</param>
/// <param name="Error">What is wrong and what to do, as a sentence.</param>
/// <param name="Code">Stable word for it.</param>
/// <param name="Field">Which field; null when it is none of them.</param>
public sealed record EventFault(int Index, string Error, string Code, string? Field)
{
    /// <summary>The fault of an event.</summary>
    public static EventFault Of(int index, FieldFault fault) => new(index, fault.Message, fault.Code, fault.Field.Length == 0 ? null : fault.Field);
}
