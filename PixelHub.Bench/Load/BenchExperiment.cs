using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace PixelHub.Bench.Load;

/// <summary>The experiment that is driven, as a program sees it through the management API.</summary>
internal sealed class BenchExperiment : IDisposable
{
    public const string Slug = "bench-load";

    private const string Prefix = "experiments/api";

    private readonly HttpClient _http;
    private readonly string _uid;

    private BenchExperiment(HttpClient http, string uid)
    {
        _http = http;
        _uid = uid;
    }

    /// <summary>Makes it, with two variants, and starts it.</summary>
    public static async Task<BenchExperiment> CreateAsync(Uri server, string key, CancellationToken cancellationToken)
    {
        var http = new HttpClient { BaseAddress = server, Timeout = TimeSpan.FromMinutes(10) };
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
        return new BenchExperiment(http, uid);
    }

    /// <summary>Hits in the database, row by row.</summary>
    public async Task<long> CountRowsAsync(CancellationToken cancellationToken)
    {
        await using var rows = await _http.GetStreamAsync($"{Prefix}/{_uid}/export.ndjson", cancellationToken);
        var buffer = new byte[65_536];
        var count = 0L;
        int read;
        while ((read = await rows.ReadAsync(buffer, cancellationToken)) > 0)
        {
            count += buffer.AsSpan(0, read).Count((byte)'\n');
        }

        return count;
    }

    public void Dispose() => _http.Dispose();

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
