using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace PixelHub.Bench.Servers;

/// <summary>The experiment that is driven, set up through the management API as a program does it.</summary>
internal static class BenchExperiment
{
    /// <summary>The path of its pixel.</summary>
    public const string PixelPath = $"/s/{Slug}/pixel.gif";

    /// <summary>The path of its link.</summary>
    public const string ClickPath = $"/s/{Slug}/click";

    private const string Slug = "bench-load";
    private const string Prefix = "experiments/api";

    /// <summary>Makes it, with two variants, and starts it.</summary>
    /// <param name="server">The server.</param>
    /// <param name="key">A key that may change experiments.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task CreateAsync(Uri server, string key, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { BaseAddress = server };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        var draft = new
        {
            name = "Bench",
            slug = Slug,
            type = "ab_test",
            variants = new[] { new { id = "a", name = "A", weight = 5_000, isDefault = true }, new { id = "b", name = "B", weight = 5_000, isDefault = false } },
            goalConfig = new { type = "click_through", destinationUrl = "https://example.com/landing" },
        };
        var uid = (await SendAsync(http, HttpMethod.Post, Prefix, draft, cancellationToken)).GetProperty("experiment").GetProperty("uid").GetString()!;
        await SendAsync(http, HttpMethod.Post, $"{Prefix}/{uid}/start", null, cancellationToken);
    }

    private static async Task<JsonElement> SendAsync(HttpClient http, HttpMethod method, string path, object? body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        using var response = await http.SendAsync(request, cancellationToken);
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        return response.IsSuccessStatusCode
            ? JsonSerializer.Deserialize<JsonElement>(text)
            : throw new InvalidOperationException($"{method} {path} answered {(int)response.StatusCode}: {text}");
    }
}
