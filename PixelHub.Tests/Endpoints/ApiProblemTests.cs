using PixelHub.Core.Accounts;

namespace PixelHub.Tests.Endpoints;

public sealed class ApiProblemTests(ApiApp app) : IClassFixture<ApiApp>
{
    [Fact]
    public async Task Without_a_key_the_answer_is_401_in_problem_json_and_no_redirect()
    {
        foreach (var (method, path) in new[] { (HttpMethod.Get, "/exp_1"), (HttpMethod.Post, ""), (HttpMethod.Get, "/check-slug"), (HttpMethod.Delete, "/no/such/call") })
        {
            var reply = await ApiApp.CallAsync(app.Visitor(), method, path);

            reply.IsProblem(401, "missing-authorization");
            Assert.Contains(reply.Headers.WwwAuthenticate, h => h.Scheme == "Bearer");
        }
    }

    [Theory]
    [InlineData("Bearer ph_live_0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("Bearer nonsense")]
    [InlineData("Bearer ")]
    [InlineData("Bearer")]
    [InlineData("Basic dXNlcjpwYXNz")]
    public async Task With_a_wrong_key_the_answer_is_401(string header)
    {
        using var client = new HttpClient { BaseAddress = app.Address };
        client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", header);

        (await ApiApp.CallAsync(client, HttpMethod.Get, "/exp_1")).IsProblem(401, "invalid-api-key");
    }

    [Fact]
    public async Task A_key_without_the_scope_is_403_and_told_which_it_lacks()
    {
        var reader = await app.ProgramAsync(ApiScopes.ExperimentsRead);
        var writer = await app.ProgramAsync(ApiScopes.ExperimentsWrite);

        var problem = (await ApiApp.CallAsync(reader, HttpMethod.Post, "", "{}")).IsProblem(403, "insufficient-scope");
        Assert.Contains(ApiScopes.ExperimentsWrite, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        (await ApiApp.CallAsync(writer, HttpMethod.Get, "/exp_1")).IsProblem(403, "insufficient-scope");
    }

    [Fact]
    public async Task A_key_with_the_scope_admin_may_do_everything()
    {
        var admin = await app.ProgramAsync(ApiScopes.Admin);

        Assert.Equal(201, (await ApiApp.CallAsync(admin, HttpMethod.Post, "", """{"name":"N","slug":"by-admin","variants":[{}]}""")).Status);
        Assert.Equal(200, (await ApiApp.CallAsync(admin, HttpMethod.Get, "/check-slug?slug=abc")).Status);
    }

    [Theory]
    [InlineData("GET", "/exp_unknown")]
    [InlineData("GET", "/exp_unknown/export.ndjson")]
    [InlineData("POST", "/exp_unknown/start")]
    [InlineData("POST", "/exp_unknown/pause")]
    [InlineData("GET", "/no/such/call")]
    public async Task What_is_not_there_is_404(string method, string path) =>
        (await app.CallAsync(new HttpMethod(method), path)).IsProblem(404, "not-found");

    [Theory]
    [InlineData("{\"name\":\"N\",\n  \"slug\": oops}", "line 2, byte 11")]
    [InlineData("{\"name\":\"N\"", "line 1")]
    [InlineData("{\"name\":\"N\",\"name\":\"M\"}", "name")]
    [InlineData("{} {}", "line 1, byte 4")]
    [InlineData("", "empty")]
    [InlineData("  \r\n", "empty")]
    [InlineData("[]", "array")]
    [InlineData("\"text\"", "text")]
    public async Task A_body_that_is_no_JSON_object_is_400_and_says_where(string body, string where)
    {
        var problem = (await app.CallAsync(HttpMethod.Post, "", body)).IsProblem(400, "validation-error");

        Assert.Contains(where, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(0, problem.GetProperty("errors").GetArrayLength());
    }

    [Fact]
    public async Task Deep_nesting_is_400()
    {
        var body = "{\"x\":" + new string('[', 5_000) + new string(']', 5_000) + "}";

        (await app.CallAsync(HttpMethod.Post, "", body)).IsProblem(400, "validation-error");
    }

    [Fact]
    public async Task Fields_of_the_wrong_type_are_all_named()
    {
        var reply = await app.CallAsync(HttpMethod.Post, "", """
            {"name":1,"slug":["a"],"type":"quiz","goalConfig":"x","variants":[
              {"id":7,"weight":"5000","isDefault":"yes","sentCount":1.5},"b",{"weight":20000,"variables":[]}]}
            """);

        reply.IsProblem(400, "validation-error");
        Assert.Equal(
            [
                "goalConfig invalid_type", "name invalid_type", "slug invalid_type", "type invalid_format", "variants[0].id invalid_type",
                "variants[0].isDefault invalid_type", "variants[0].sentCount out_of_range", "variants[0].weight invalid_type", "variants[1] invalid_type",
                "variants[2].variables invalid_type", "variants[2].weight out_of_range",
            ],
            reply.Faults());
    }

    [Fact]
    public async Task What_the_rules_of_an_experiment_refuse_is_named_too()
    {
        var reply = await app.CallAsync(HttpMethod.Post, "", """
            {"slug":"a b","variants":[{"weight":1},{"weight":2,"destinationUrl":"javascript:alert(1)"}],"goalConfig":{"destinationUrl":"https://user:pass@example.test/"}}
            """);

        reply.IsProblem(400, "validation-error");
        var faults = reply.Faults().ToArray();
        Assert.Contains("name required", faults);
        Assert.Contains("slug invalid_format", faults);
        Assert.Contains("goalConfig.destinationUrl invalid_format", faults);
        Assert.Contains("variants[1].destinationUrl invalid_format", faults);
    }

    [Theory]
    [InlineData("{\"name\":\"\\ud800\",\"slug\":\"abc\",\"variants\":[{}]}")]
    [InlineData("{\"name\":\"\u00ff\u00fe\",\"slug\":\"abc\",\"variants\":[{}]}")]
    public async Task A_text_of_characters_that_do_not_exist_is_400(string body) =>
        Assert.Equal(["name invalid_format"], (await app.CallAsync(HttpMethod.Post, "", body)).Faults());

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_body_beyond_256_KB_is_413_with_and_without_a_length(bool announced)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/experiments/api") { Content = new StringContent($"{{\"name\":\"{new string('x', 300_000)}\"}}") };
        request.Headers.TransferEncodingChunked = !announced;

        using var answer = await app.Program.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal((413, "application/problem+json"), ((int)answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
    }
}
