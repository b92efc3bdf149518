using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using PixelHub.Core.Accounts;
using PixelHub.Tests.Support;

namespace PixelHub.Tests.Endpoints;

/// <summary>The product and a program with a key that may do everything with experiments.</summary>
public sealed class ApiApp() : HostedApp(services: services => services.AddLog()), IAsyncLifetime
{
    public HttpClient Program { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Program = await ProgramAsync(ApiScopes.ExperimentsRead, ApiScopes.ExperimentsWrite);

    /// <summary>Sends a call of the program.</summary>
    public Task<ApiReply> CallAsync(HttpMethod method, string path, string? json = null) => CallAsync(Program, method, path, json);

    /// <summary>Sends a call and reads its JSON.</summary>
    public static async Task<ApiReply> CallAsync(HttpClient client, HttpMethod method, string path, string? json = null)
    {
        using var request = new HttpRequestMessage(method, "/experiments/api" + path);
        if (json is not null)
        {
            request.Content = new ByteArrayContent(Encoding.Latin1.GetBytes(json)) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        }

        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.False(string.IsNullOrEmpty(text), $"{(int)answer.StatusCode} without a body.");
        return new ApiReply((int)answer.StatusCode, answer.Content.Headers.ContentType?.MediaType, JsonElement.Parse(text), answer.Headers);
    }

    /// <summary>Makes an experiment from a body and gives its uid.</summary>
    public async Task<string> CreateAsync(string slug, string rest = "\"variants\":[{}],\"goalConfig\":{\"destinationUrl\":\"https://example.test/\"}")
    {
        var reply = await CallAsync(HttpMethod.Post, "", $"{{\"name\":\"N\",\"slug\":\"{slug}\",{rest}}}");
        Assert.True(reply.Status == 201, reply.Body.ToString());
        return reply.Body.GetProperty("experiment").GetProperty("uid").GetString()!;
    }
}

/// <summary>An answer of the management API.</summary>
public sealed record ApiReply(int Status, string? MediaType, JsonElement Body, HttpResponseHeaders Headers)
{
    public JsonElement Experiment => Body.GetProperty("experiment");

    /// <summary>Checks that it is a problem of a status and a type.</summary>
    public JsonElement IsProblem(int status, string type)
    {
        Assert.Equal((status, "application/problem+json", type), (Status, MediaType, Body.GetProperty("type").GetString()));
        Assert.Equal(status, Body.GetProperty("status").GetInt32());
        Assert.NotEmpty(Body.GetProperty("title").GetString()!);
        return Body;
    }

    /// <summary>The faults of the fields as "field code".</summary>
    public IEnumerable<string> Faults() =>
        Body.GetProperty("errors").EnumerateArray().Select(e => $"{e.GetProperty("field").GetString()} {e.GetProperty("code").GetString()}").Order(StringComparer.Ordinal);
}
