using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace PixelHub.Web.Endpoints;

/// <summary>Reads the body of a call as one JSON object, or a list, whatever its content type says, within limits of size and depth.</summary>
public static class ApiBody
{
    /// <summary>Largest body: twenty variants with every field at its longest are a fifth of it.</summary>
    public const int MaxBytes = 256 * 1024;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 16, AllowDuplicateProperties = false };

    /// <summary>The object, to be disposed by the caller, or the problem.</summary>
    public static Task<(JsonDocument? Document, ApiProblem? Problem)> ReadAsync(HttpRequest request, CancellationToken cancellationToken) =>
        ReadAsync(request, MaxBytes, isListAllowed: false, cancellationToken);

    /// <summary>The object or the list, to be disposed by the caller, or the problem.</summary>
    /// <param name="request">The call.</param>
    /// <param name="maxBytes">Largest body.</param>
    /// <param name="isListAllowed">Whether the body may be a list of anything.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public static async Task<(JsonDocument? Document, ApiProblem? Problem)> ReadAsync(
        HttpRequest request, int maxBytes, bool isListAllowed, CancellationToken cancellationToken)
    {
        if (request.ContentLength > maxBytes)
        {
            return (null, ApiProblem.TooLarge(maxBytes));
        }

        // The document keeps what it was parsed from, so the buffer is not rented.
        var buffer = new byte[request.ContentLength is { } announced ? (int)announced : maxBytes + 1];
        var length = await request.Body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        return length > maxBytes ? (null, ApiProblem.TooLarge(maxBytes)) : Parse(buffer.AsMemory(0, length), isListAllowed);
    }

    private static (JsonDocument? Document, ApiProblem? Problem) Parse(ReadOnlyMemory<byte> body, bool isListAllowed)
    {
        body = body.Span.StartsWith("\uFEFF"u8) ? body[3..] : body;
        if (!body.Span.ContainsAnyExcept(WhiteSpace))
        {
            return (null, ApiProblem.Malformed("The body is empty; send a JSON object."));
        }

        try
        {
            var document = JsonDocument.Parse(body, Strict);
            if (document.RootElement.ValueKind == JsonValueKind.Object || (isListAllowed && document.RootElement.ValueKind == JsonValueKind.Array))
            {
                return (document, null);
            }

            using (document)
            {
                return (null, ApiProblem.Malformed($"The body is a JSON {Name(document.RootElement.ValueKind)}; send an object."));
            }
        }
        catch (InvalidOperationException)
        {
            return (null, ApiProblem.Malformed("The name of a field holds characters that do not exist.")); // half of a surrogate pair
        }
        catch (JsonException ex)
        {
            var line = ((ex.LineNumber ?? 0) + 1).ToString(CultureInfo.InvariantCulture);
            var column = ((ex.BytePositionInLine ?? 0) + 1).ToString(CultureInfo.InvariantCulture);
            return (null, ApiProblem.Malformed($"The body is not valid JSON: look at line {line}, byte {column}. {Reason(ex.Message)}"));
        }
    }

    /// <summary>The name of a JSON type for people.</summary>
    public static string Name(JsonValueKind kind) => kind switch
    {
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.String => "text",
        JsonValueKind.Number => "number",
        JsonValueKind.True or JsonValueKind.False => "true or false",
        _ => "null",
    };

    /// <summary>The parser's words without the position, which is already said.</summary>
    private static string Reason(string message)
    {
        var end = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return end < 0 ? message : message[..end];
    }

    private static readonly SearchValues<byte> WhiteSpace = SearchValues.Create(" \t\r\n"u8);
}
