using System.Text;
using System.Text.Json;
using PixelHub.Core.Accounts;
using PixelHub.Core.Catalog;
using PixelHub.Core.EventLog;
using PixelHub.Core.Events;
using PixelHub.Core.Ingestion;
using PixelHub.Tests.Support;

namespace PixelHub.Tests.Endpoints;

public sealed class EventsTests(PublicPlaneApp app) : IClassFixture<PublicPlaneApp>
{
    private const string Send = """{"event":"send","experiment":"summer-sale","recipient":"u1"}""";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_send_is_on_disk_before_it_is_answered_with_the_variant_that_the_pixel_will_show()
    {
        PutFive();
        for (var i = 0; i < 20; i++)
        {
            app.Log.Clear();
            var reply = await PostAsync($$"""{"event":"send","experiment":"Summer-Sale","recipient":"u{{i}}@example.test","channel":"EMAIL","timestamp":"2026-03-14T12:00:00+01:00"}""");
            await RawHttp.SendAsync(app.Address, $"GET /s/summer-sale/pixel.gif?r=u{i}%40example.test HTTP/1.1\r\nUser-Agent: Mozilla/5.0");

            Assert.Equal("""{"ok":true,"processed":1,"errors":[]}""", reply.Body.GetRawText());
            var (send, open) = (Assert.IsType<TrackedEvent>(app.Log.Entries[0]), Assert.IsType<TrackedEvent>(app.Log.Entries[1]));
            Assert.Equal((EventKind.Send, EventScope.Counted, "email", new DateTimeOffset(2026, 3, 14, 11, 0, 0, TimeSpan.Zero)), (send.Kind, send.Scope, send.Channel, send.At));
            Assert.Equal((open.Recipient, open.Variant), (send.Recipient, send.Variant));
        }
    }

    [Fact]
    public async Task One_bad_event_does_not_spoil_the_rest_and_each_learns_what_is_wrong()
    {
        PutFive();
        string[] events =
        [
            Send, "7", "{}", """{"event":"click","experiment":"summer-sale"}""", """{"event":"sent","experiment":"summer-sale"}""", """{"event":"send"}""",
            """{"event":"send","experiment":"winter-sale","recipient":"u"}""", """{"event":"send","experiment":"summer-sale","variantId":"z"}""",
            """{"event":"send","experiment":"summer-sale"}""", """{"event":"send","experiment":"summer-sale","recipient":"*|UNIQID|*"}""",
            """{"event":"send","experiment":"summer-sale","recipient":""}""", """{"event":"send","experiment":"summer-sale","recipient":7}""",
            """{"event":"send","experiment":"summer-sale","recipient":"u","timestamp":"yesterday"}""",
            """{"event":"send","experiment":"summer-sale","recipient":"u","timestamp":"2999-01-01T00:00:00Z"}""",
            """{"event":"send","experiment":"summer-sale","recipient":"u","channel":"pigeon"}""",
            """{"event":"send","experiment":"exp_7","variantId":"v2","messageId":"m1","metadata":{"deep":[1]},"value":3}""",
        ];

        var reply = await PostAsync($"[{string.Join(',', events)}]");

        Assert.Equal((200, false, 2), (reply.Status, reply.Body.GetProperty("ok").GetBoolean(), reply.Body.GetProperty("processed").GetInt32()));
        Assert.Equal(
            [
                "1 invalid_type ", "2 required event", "3 invalid_format event", "4 invalid_format event", "5 required experiment", "6 not-found experiment",
                "7 invalid_format variantId", "8 required variantId", "9 invalid_format recipient", "10 invalid_format recipient", "11 invalid_type recipient",
                "12 invalid_format timestamp", "13 out_of_range timestamp", "14 invalid_format channel",
            ],
            reply.Body.GetProperty("errors").EnumerateArray().Select(e => $"{e.GetProperty("index")} {e.GetProperty("code")} {e.GetProperty("field").GetString()}"));
        Assert.All(reply.Body.GetProperty("errors").EnumerateArray(), e => Assert.EndsWith(".", e.GetProperty("error").GetString(), StringComparison.Ordinal));
        Assert.Equal([(true, false), (false, true)], app.Log.Entries.Cast<TrackedEvent>().Select(e => (e.Recipient != 0, e.Viewer != 0)));
        Assert.Equal(2, Assert.IsType<TrackedEvent>(app.Log.Entries[1]).Variant);
    }

    [Fact]
    public async Task The_same_message_is_the_same_person_and_another_one_is_not()
    {
        app.Put(ExperimentStatus.Running, change: e => e with { Variants = [e.Variants[0]] });

        await PostAsync("""[{"event":"send","experiment":"summer-sale","messageId":"m1"},{"event":"send","experiment":"summer-sale","messageId":"m1"},{"event":"send","experiment":"summer-sale","messageId":"m2"},{"event":"send","experiment":"summer-sale","recipient":"m1"}]""");

        Assert.Equal([0, 0, 2, 3], app.Log.Entries.Cast<TrackedEvent>().Select(e => app.Log.Entries.Cast<TrackedEvent>().Select(o => o.Person).ToList().IndexOf(e.Person)));
    }

    [Theory]
    [InlineData(PrivacyMode.Aggregate)]
    [InlineData(PrivacyMode.Pseudonymous)]
    public async Task Where_nobody_may_be_told_apart_nothing_of_a_recipient_or_message_is_kept(PrivacyMode mode)
    {
        app.Put(ExperimentStatus.Running, change: e => e with { PrivacyMode = mode, Variants = [e.Variants[0]] });
        await app.Service<IOptOutStore>().AddAsync(app.Service<PersonKeys>().OfRecipient("opted-out"), Cancel);

        await PostAsync("""[{"event":"send","experiment":"summer-sale","recipient":"opted-out"},{"event":"send","experiment":"summer-sale","messageId":"m1"}]""");

        Assert.Equal(
            [0UL, mode == PrivacyMode.Aggregate ? 0UL : app.Service<PersonKeys>().OfMessage("m1")], app.Log.Entries.Cast<TrackedEvent>().Select(e => e.Person));
    }

    [Theory]
    [InlineData(ExperimentStatus.Draft, EventScope.Test)]
    [InlineData(ExperimentStatus.Paused, EventScope.Outside)]
    [InlineData(ExperimentStatus.Completed, EventScope.Outside)]
    public async Task Where_the_experiment_does_not_run_the_answer_says_that_it_does_not_count(ExperimentStatus status, EventScope scope)
    {
        app.Put(status);

        var reply = await PostAsync(Send);

        Assert.Equal("""{"ok":true,"processed":1,"errors":[],"warning":"not_counted"}""", reply.Body.GetRawText());
        Assert.Equal(scope, app.Log.OnlyEvent().Scope);
        app.Put(ExperimentStatus.Archived);
        Assert.Equal("invalid-state", (await PostAsync(Send)).Body.GetProperty("errors")[0].GetProperty("code").GetString());
    }

    [Fact]
    public async Task Without_a_key_of_the_scope_nothing_is_taken()
    {
        app.Put(ExperimentStatus.Running);

        (await PostAsync(Send, app.Visitor())).IsProblem(401, "missing-authorization");
        (await PostAsync(Send, await app.ProgramAsync(ApiScopes.ExperimentsWrite))).IsProblem(403, "insufficient-scope");
        var stranger = app.Visitor();
        stranger.DefaultRequestHeaders.Authorization = new("Bearer", "ph_live_" + new string('0', 64));
        (await PostAsync(Send, stranger)).IsProblem(401, "invalid-api-key");

        Assert.Empty(app.Log.Entries);
        Assert.Equal(200, (await PostAsync(Send, await app.ProgramAsync(ApiScopes.Admin), contentType: "text/plain")).Status);
    }

    [Theory]
    [InlineData("", 400)]
    [InlineData("[", 400)]
    [InlineData("7", 400)]
    [InlineData("[]", 200)]
    public async Task A_body_that_is_no_event_and_no_list_is_refused_as_a_whole(string body, int status)
    {
        app.Put(ExperimentStatus.Running);

        var reply = await PostAsync(body);

        Assert.Equal(status, reply.Status);
        Assert.Empty(app.Log.Entries);
    }

    [Fact] // found by the fuzzing
    public async Task Half_of_a_surrogate_pair_in_a_name_is_a_fault_of_the_program_and_not_of_the_server()
    {
        app.Put(ExperimentStatus.Running);

        var reply = await PostAsync("""{"event":"send","experiment":"summer-sale","r\ud83dient":"u1"}""");

        Assert.True(reply.Status == 400 || reply.Body.GetProperty("errors")[0].GetProperty("code").GetString() == "invalid_format", reply.Body.GetRawText());
        Assert.Empty(app.Log.Entries);
    }

    [Fact]
    public async Task More_than_a_hundred_events_and_a_body_that_is_too_large_are_refused()
    {
        app.Put(ExperimentStatus.Running);

        (await PostAsync($"[{string.Join(',', Enumerable.Repeat(Send, 101))}]")).IsProblem(400, "validation-error");
        (await PostAsync($"[{new string(' ', 600 * 1024)}]")).IsProblem(413, "validation-error");
        Assert.Empty(app.Log.Entries);
        Assert.Equal(100, (await PostAsync($"[{string.Join(',', Enumerable.Repeat(Send, 100))}]")).Body.GetProperty("processed").GetInt32());
    }

    [Fact]
    public async Task A_disk_that_takes_nothing_is_told_so_that_the_program_tries_again()
    {
        app.Put(ExperimentStatus.Running);
        app.Log.Outcome = AppendOutcome.DiskFailed;
        var before = app.Counters.Dropped(DropReason.DiskFailed);

        var reply = await PostAsync($"[{Send},{Send}]");

        Assert.Equal((503, 0, 2), (reply.Status, reply.Body.GetProperty("processed").GetInt32(), reply.Body.GetProperty("errors").GetArrayLength()));
        Assert.Equal(2, app.Counters.Dropped(DropReason.DiskFailed) - before);
        app.Log.Fault = new InvalidOperationException("a fault of ours");
        Assert.Equal(500, (await PostAsync(Send)).Status);
    }

    [Theory]
    [InlineData("GET", 405)]
    [InlineData("HEAD", 405)]
    [InlineData("PUT", 405)]
    [InlineData("OPTIONS", 204)]
    public async Task Other_methods_are_told_which_there_are(string method, int status)
    {
        var answer = await RawHttp.SendAsync(app.Address, $"{method} /s/events/ HTTP/1.1\r\nContent-Length: 0");

        Assert.Equal((status, "POST, OPTIONS"), (answer.Status, answer["Allow"]));
        Assert.Equal(status == 204 ? "*" : null, answer["Access-Control-Allow-Origin"]);
    }

    private void PutFive() => app.Put(ExperimentStatus.Running, change: e => e with
    {
        Variants = [.. Enumerable.Range(1, 5).Select(i => new Variant(i, $"v{i}", $"V{i}", 2_000))],
    });

    private async Task<ApiReply> PostAsync(string body, HttpClient? program = null, string contentType = "application/json")
    {
        program ??= await app.ProgramAsync(ApiScopes.EventsWrite);
        using var content = new StringContent(body, Encoding.UTF8, contentType);
        using var answer = await program.PostAsync(new Uri("/s/events", UriKind.Relative), content, Cancel);
        return new ApiReply(
            (int)answer.StatusCode, answer.Content.Headers.ContentType?.MediaType, JsonElement.Parse(await answer.Content.ReadAsStringAsync(Cancel)), answer.Headers);
    }
}
