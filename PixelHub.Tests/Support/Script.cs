using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace PixelHub.Tests.Support;

/// <summary>What a program does with the management API: makes experiments, starts them, reads their hits.</summary>
internal sealed class Script : IDisposable
{
    private readonly HttpClient _http;

    public Script(Uri server, string key)
    {
        _http = new HttpClient { BaseAddress = server, Timeout = TimeSpan.FromSeconds(30) };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
    }

    /// <summary>Makes an experiment with one variant and starts it.</summary>
    public async Task<ScriptedExperiment> RunExperimentAsync(string slug, string destination, CancellationToken cancellationToken)
    {
        var experiment = await CreateAsync(slug, destination, cancellationToken);
        await StartAsync(experiment, cancellationToken);
        return experiment;
    }

    /// <summary>Starts an experiment.</summary>
    public async Task StartAsync(ScriptedExperiment experiment, CancellationToken cancellationToken)
    {
        using var response = await _http.PostAsync($"experiments/api/{experiment.Uid}/start", content: null, cancellationToken);
        var body = await response.Content.ReadAsStringAsync(cancellationToken);
        Assert.True(response.StatusCode == HttpStatusCode.OK, $"start answered {response.StatusCode}: {body}");
        Assert.Equal("running", JsonElement.Parse(body).GetProperty("experiment").GetProperty("status").GetString());
    }

    /// <summary>Makes an experiment with one variant as a draft.</summary>
    public Task<ScriptedExperiment> CreateAsync(string slug, string destination, CancellationToken cancellationToken) =>
        CreatedAsync(PostExperimentAsync(slug, destination, cancellationToken), cancellationToken);

    /// <summary>Makes a draft in which everything is as long and as much as it may be.</summary>
    public Task<ScriptedExperiment> CreateOverfullAsync(CancellationToken cancellationToken) =>
        CreatedAsync(
            _http.PostAsJsonAsync(
                "experiments/api",
                new
                {
                    name = new string('W', 255),
                    type = "ab_test",
                    slug = new string('w', 60),
                    variants = Enumerable.Range(1, 20).Select(i => new { id = $"v{i}", name = $"{i} {new string('W', 97)}", weight = 500, sentCount = 9_999_999 }),
                    goalConfig = new { type = "click_through", destinationUrl = "https://shop.example.test/" + new string('w', 2_000) },
                },
                cancellationToken),
            cancellationToken);

    /// <summary>The bare answer to the creation of an experiment.</summary>
    public Task<HttpResponseMessage> PostExperimentAsync(string slug, string destination, CancellationToken cancellationToken) =>
        _http.PostAsJsonAsync(
            "experiments/api",
            new
            {
                name = $"Scripted {slug}",
                type = "ab_test",
                slug,
                variants = new[] { new { id = "a", name = "A", weight = 10_000, isDefault = true } },
                goalConfig = new { type = "click_through", destinationUrl = destination },
            },
            cancellationToken);

    /// <summary>All hits of an experiment, one JSON object each, in order.</summary>
    public async Task<IReadOnlyList<JsonElement>> ExportAsync(string uid, CancellationToken cancellationToken)
    {
        using var response = await _http.GetAsync($"experiments/api/{uid}/export.ndjson", cancellationToken);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        return [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line))];
    }

    /// <summary>Waits until the export satisfies the condition: hits are on disk when answered, and in the database a moment later.</summary>
    /// <returns>The export that did, or the last one when the limit was reached.</returns>
    public async Task<IReadOnlyList<JsonElement>> ExportWhenAsync(
        string uid, Func<IReadOnlyList<JsonElement>, bool> isComplete, TimeSpan limit, CancellationToken cancellationToken)
    {
        var clock = System.Diagnostics.Stopwatch.StartNew();
        while (true)
        {
            var rows = await ExportAsync(uid, cancellationToken);
            if (isComplete(rows) || clock.Elapsed > limit)
            {
                return rows;
            }

            await Task.Delay(200, cancellationToken);
        }
    }

    public void Dispose() => _http.Dispose();

    private static async Task<ScriptedExperiment> CreatedAsync(Task<HttpResponseMessage> answer, CancellationToken cancellationToken)
    {
        using var response = await answer;
        var body = await response.Content.ReadAsStringAsync(cancellationToken);
        Assert.True(response.StatusCode == HttpStatusCode.Created, $"create answered {response.StatusCode}: {body}");
        var experiment = JsonElement.Parse(body).GetProperty("experiment");
        Assert.Equal("draft", experiment.GetProperty("status").GetString());
        var urls = experiment.GetProperty("urls");
        return new ScriptedExperiment(
            experiment.GetProperty("uid").GetString()!,
            experiment.GetProperty("slug").GetString()!,
            new Uri(urls.GetProperty("pixel").GetString()!, UriKind.Absolute),
            new Uri(urls.GetProperty("click").GetString()!, UriKind.Absolute));
    }
}

/// <summary>An experiment that a script made.</summary>
/// <param name="Uid">Its id for programs.</param>
/// <param name="Slug">Its name in public URLs.</param>
/// <param name="Pixel">Address of its pixel, as the server gives it.</param>
/// <param name="Click">Address of its link, as the server gives it.</param>
internal sealed record ScriptedExperiment(string Uid, string Slug, Uri Pixel, Uri Click)
{
    /// <summary>The same experiment behind another address: a server that is started again listens elsewhere.</summary>
    public ScriptedExperiment At(Uri server) => this with { Pixel = new Uri(server, Pixel.PathAndQuery), Click = new Uri(server, Click.PathAndQuery) };
}
