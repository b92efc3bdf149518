using System.Net.Http.Headers;
using System.Text.Json;
using PixelHub.Core.Catalog;
using PixelHub.Core.Commit;
using PixelHub.Core.EventLog;
using PixelHub.Core.Events;
using PixelHub.Tests.Support;

namespace PixelHub.Tests.Endpoints;

public sealed class ExperimentApiTests(ApiApp app) : IClassFixture<ApiApp>
{
    private static readonly string[] EventFields =
    [
        "id", "at", "kind", "experiment", "variantId", "class", "rule", "firstClass", "firstRule", "client", "os", "device", "country", "recipient", "viewer", "link",
        "channel", "campaign", "referrerHost", "repeat", "scope", "value", "currency",
    ];

    private static readonly string[] ExperimentFields =
    [
        "uid", "slug", "type", "name", "status", "variants", "goalConfig", "banditConfig", "hypothesis", "minimumSampleSize", "confidenceThreshold",
        "minimumRunDays", "winnerVariantId", "winnerDeclaredAt", "fallbackImageUrl", "startAt", "endAt", "expiresAt", "privacyMode", "tags", "urls",
        "createdAt", "updatedAt", "revision",
    ];

    private static readonly string[] VariantFields =
    [
        "id", "name", "weight", "isDefault", "imageUrl", "destinationUrl", "conditions", "priority", "schedule", "sentCount", "bouncedCount", "sends", "delivered",
        "impressions", "clicks", "uniqueImpressions", "uniqueClicks", "machineImpressions", "conversions",
    ];

    [Fact]
    public async Task A_new_experiment_is_a_draft_with_every_field_of_the_model()
    {
        var reply = await app.CallAsync(HttpMethod.Post, "", """
            {"name":"Spring","type":"ab_test","slug":"Spring-Sale","variants":[
              {"id":"a","name":"A","weight":2500,"sentCount":1000,"bouncedCount":25},
              {"id":"b","weight":7.5e3,"isDefault":true,"destinationUrl":"https://example.test/b"}],
             "goalConfig":{"type":"click_through","destinationUrl":"https://example.test/all"}}
            """);

        Assert.Equal(201, reply.Status);
        Assert.Equal("application/json", reply.MediaType);
        var experiment = reply.Experiment;
        Assert.Equal(ExperimentFields.Order(), experiment.EnumerateObject().Select(p => p.Name).Order());
        Assert.Equal(("spring-sale", "draft", "ab_test"), (experiment.GetProperty("slug").GetString(), experiment.GetProperty("status").GetString(), experiment.GetProperty("type").GetString()));
        Assert.Equal("https://example.test/all", experiment.GetProperty("goalConfig").GetProperty("destinationUrl").GetString());
        Assert.Equal($"{app.Address}s/spring-sale/pixel.gif", experiment.GetProperty("urls").GetProperty("pixel").GetString());
        Assert.Equal($"{app.Address}s/spring-sale/click", experiment.GetProperty("urls").GetProperty("click").GetString());
        Assert.Equal(("0.95", "1000", "7"), (experiment.GetProperty("confidenceThreshold").GetRawText(), experiment.GetProperty("minimumSampleSize").GetRawText(), experiment.GetProperty("minimumRunDays").GetRawText()));
        Assert.EndsWith("Z", experiment.GetProperty("createdAt").GetString(), StringComparison.Ordinal);

        var variants = experiment.GetProperty("variants").EnumerateArray().ToArray();
        Assert.All(variants, v => Assert.Equal(VariantFields.Order(), v.EnumerateObject().Select(p => p.Name).Order()));
        Assert.Equal([2500, 7500], variants.Select(v => v.GetProperty("weight").GetInt32()));
        Assert.Equal("https://example.test/b", variants[1].GetProperty("destinationUrl").GetString());
        Assert.Equal([1000, 25, 975, 0], new[] { "sentCount", "bouncedCount", "delivered", "sends" }.Select(name => variants[0].GetProperty(name).GetInt64()));
        Assert.Equal(JsonValueKind.Null, variants[1].GetProperty("delivered").ValueKind);

        var uid = experiment.GetProperty("uid").GetString()!;
        Assert.StartsWith("exp_", uid, StringComparison.Ordinal);
        Assert.Equal($"/experiments/api/{uid}", reply.Headers.Location?.ToString());
        Assert.Equal($"\"{experiment.GetProperty("revision").GetInt64()}\"", reply.Headers.ETag?.Tag);
        Assert.Equal(experiment.GetRawText(), (await app.CallAsync(HttpMethod.Get, "/" + uid)).Experiment.GetRawText());
    }

    [Fact]
    public async Task A_destination_among_the_variables_is_read_where_the_field_is_absent()
    {
        var uid = await app.CreateAsync("with-variables", """
            "variables":{"destinationUrl":"https://example.test/exp"},"variants":[
              {"id":"a","variables":{"destinationUrl":"https://example.test/a"}},
              {"id":"b","destinationUrl":"https://example.test/b","variables":{"destinationUrl":"https://example.test/not-this"}}]
            """);

        var experiment = (await app.CallAsync(HttpMethod.Get, "/" + uid)).Experiment;

        Assert.Equal("https://example.test/exp", experiment.GetProperty("goalConfig").GetProperty("destinationUrl").GetString());
        Assert.Equal(["https://example.test/a", "https://example.test/b"], experiment.GetProperty("variants").EnumerateArray().Select(v => v.GetProperty("destinationUrl").GetString()));
        Assert.Equal([5000, 5000], experiment.GetProperty("variants").EnumerateArray().Select(v => v.GetProperty("weight").GetInt32()));
    }

    [Fact]
    public async Task Start_and_pause_take_an_empty_body_that_says_it_is_JSON()
    {
        var uid = await app.CreateAsync("start-and-pause");
        foreach (var (step, status) in new[] { ("start", "running"), ("pause", "paused"), ("start", "running") })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"/experiments/api/{uid}/{step}") { Content = new ByteArrayContent([]) };
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");

            using var answer = await app.Program.SendAsync(request, TestContext.Current.CancellationToken);

            Assert.Equal(200, (int)answer.StatusCode);
            var body = JsonElement.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
            Assert.Equal(status, body.GetProperty("experiment").GetProperty("status").GetString());
        }
    }

    [Fact]
    public async Task A_step_that_the_state_does_not_allow_says_which_it_does()
    {
        var uid = await app.CreateAsync("wrong-step");

        var problem = (await app.CallAsync(HttpMethod.Post, $"/{uid}/pause")).IsProblem(409, "invalid-state");

        Assert.Equal("draft", problem.GetProperty("currentStatus").GetString());
        Assert.Equal(["start"], problem.GetProperty("allowedTransitions").EnumerateArray().Select(t => t.GetString()));
        Assert.Equal($"/experiments/api/{uid}/pause", problem.GetProperty("instance").GetString());
    }

    [Theory]
    [InlineData("aggregate")]
    [InlineData("pseudonymous")]
    [InlineData("identified")]
    public async Task The_privacy_mode_is_the_one_that_was_asked_for(string mode)
    {
        var uid = await app.CreateAsync($"mode-{mode}", $"\"variants\":[{{}}],\"privacyMode\":\"{mode}\"");

        Assert.Equal(mode, (await app.CallAsync(HttpMethod.Get, $"/{uid}")).Experiment.GetProperty("privacyMode").GetString());
    }

    [Theory]
    [InlineData("anonymous", "Give pseudonymous, aggregate or identified.")]
    [InlineData("Identified", "Give pseudonymous, aggregate or identified.")]
    public async Task A_privacy_mode_that_cannot_be_kept_is_refused_and_never_replaced_by_another(string mode, string message)
    {
        var reply = await app.CallAsync(HttpMethod.Post, "", $"{{\"name\":\"N\",\"slug\":\"mode-refused\",\"variants\":[{{}}],\"privacyMode\":\"{mode}\"}}");

        var problem = reply.IsProblem(400, "validation-error");
        Assert.Equal(["privacyMode invalid_format"], reply.Faults());
        Assert.Equal(message, problem.GetProperty("detail").GetString());
    }

    [Fact]
    public async Task The_same_slug_again_is_a_conflict()
    {
        await app.CreateAsync("only-once");

        var reply = await app.CallAsync(HttpMethod.Post, "", """{"name":"N","slug":"ONLY-once","variants":[{}]}""");

        reply.IsProblem(409, "slug-taken");
    }

    [Theory]
    [InlineData("free-slug", true)]
    [InlineData("taken-SLUG", false)]
    [InlineData("x", false)]
    [InlineData("events", false)]
    [InlineData("", false)]
    public async Task A_slug_can_be_checked_before(string slug, bool available)
    {
        if (app.Service<CatalogHolder>().Current.FindBySlug("taken-slug") is null)
        {
            await app.CreateAsync("taken-slug");
        }

        var reply = await app.CallAsync(HttpMethod.Get, $"/check-slug?slug={slug}");

        Assert.Equal((200, available), (reply.Status, reply.Body.GetProperty("available").GetBoolean()));
        Assert.Equal(!available, reply.Body.TryGetProperty("reason", out _));
    }

    [Fact]
    public async Task The_export_is_one_line_for_each_hit_with_exactly_the_fields_of_the_specification()
    {
        var uid = await app.CreateAsync("exported");
        var number = app.Service<CatalogHolder>().Current.FindByUid(uid)!.Number;
        var checkpoint = await app.Service<ICommitStore>().ReadCheckpointAsync(TestContext.Current.CancellationToken);
        LogEntry[] hits =
        [
            Sample.Event(number, recipient: 0xABC, link: "top") with { Campaign = "line\nbreak \"quoted\" <b>" },
            Sample.Event(number, EventKind.Click, atSeconds: 5, viewer: 1),
            Sample.Event(number, atSeconds: 6, @class: EventClass.Crawler),
        ];
        await app.Service<ICommitStore>().CommitAsync(
            new LogBatch(checkpoint, checkpoint + 100, [.. hits.Select((h, i) => new PositionedEntry(checkpoint + i, h))]), TestContext.Current.CancellationToken);

        using var answer = await app.Program.GetAsync($"/experiments/api/{uid}/export.ndjson", TestContext.Current.CancellationToken);

        Assert.Equal("application/x-ndjson", answer.Content.Headers.ContentType?.MediaType);
        var lines = (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonElement.Parse(l)).ToArray();
        Assert.Equal(3, lines.Length);
        Assert.All(lines, l => Assert.Equal(EventFields, l.EnumerateObject().Select(p => p.Name)));
        Assert.Equal(("impression", "exported", "0000000000000abc", "top", "line\nbreak \"quoted\" <b>"), (Text(lines[0], "kind"), Text(lines[0], "experiment"), Text(lines[0], "recipient"), Text(lines[0], "link"), Text(lines[0], "campaign")));
        Assert.Equal(("2026-03-14T12:00:05.000Z", "0000000000000001", "counted", "human_client"), (Text(lines[1], "at"), Text(lines[1], "viewer"), Text(lines[1], "scope"), Text(lines[1], "class")));

        var variant = (await app.CallAsync(HttpMethod.Get, "/" + uid)).Experiment.GetProperty("variants")[0];
        Assert.Equal((1, 1, 1, 1, 1), (Count(variant, "impressions"), Count(variant, "uniqueImpressions"), Count(variant, "clicks"), Count(variant, "uniqueClicks"), Count(variant, "machineImpressions")));
    }

    [Fact]
    public async Task Links_are_made_with_the_configured_address()
    {
        await using var configured = new HostedApp(
            new Dictionary<string, string?> { ["PixelHub:PublicUrl"] = "https://mail.example.test/" }, s => s.AddLog());
        var client = await configured.ProgramAsync("admin");

        var reply = await ApiApp.CallAsync(client, HttpMethod.Post, "", """{"name":"N","slug":"abc","variants":[{}],"goalConfig":{"destinationUrl":"https://mail.example.test/s/abc/click"}}""");
        Assert.Equal(["goalConfig.destinationUrl invalid_format"], reply.Faults());

        reply = await ApiApp.CallAsync(client, HttpMethod.Post, "", """{"name":"N","slug":"abc","variants":[{}]}""");
        Assert.Equal("https://mail.example.test/s/abc/pixel.gif", reply.Experiment.GetProperty("urls").GetProperty("pixel").GetString());
        Assert.Equal("impressions_only", reply.Experiment.GetProperty("goalConfig").GetProperty("type").GetString());
    }

    private static string? Text(JsonElement line, string field) => line.GetProperty(field).GetString();

    private static int Count(JsonElement variant, string field) => variant.GetProperty(field).GetInt32();
}
