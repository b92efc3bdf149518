using PixelHub.Core.Accounts;

namespace PixelHub.Tests.Endpoints;

/// <summary>What the calls about recipients say to a developer who is not there yet.</summary>
public sealed class RecipientApiTests(ApiApp api) : IClassFixture<ApiApp>
{
    [Theory]
    [InlineData("""{}""", "recipient required")]
    [InlineData("""{"recipient":""}""", "recipient required")]
    [InlineData("""{"recipient":4711}""", "recipient invalid_type")]
    [InlineData("""{"recipient":"{long}"}""", "recipient too_long")]
    [InlineData("""{"recipient":"a","format":"xml"}""", "format invalid_format")]
    [InlineData("""{"recipient":"a","optOut":"yes"}""", "optOut invalid_type")]
    public async Task A_body_that_names_nobody_gets_a_sentence(string json, string fault)
    {
        json = json.Replace("{long}", new string('x', 4_097), StringComparison.Ordinal);
        foreach (var call in (string[])["/recipients/export", "/recipients/erase"])
        {
            var reply = await api.CallAsync(HttpMethod.Post, call, json);

            reply.IsProblem(400, "validation-error");
            Assert.Equal([fault], reply.Faults());
        }
    }

    [Fact]
    public async Task To_erase_takes_a_key_that_may_write_and_to_export_one_that_may_read()
    {
        var reader = await api.ProgramAsync(ApiScopes.ExperimentsRead);
        var writer = await api.ProgramAsync(ApiScopes.EventsWrite);

        (await ApiApp.CallAsync(reader, HttpMethod.Post, "/recipients/erase", """{"recipient":"a"}""")).IsProblem(403, "insufficient-scope");
        Assert.Equal(200, (await ApiApp.CallAsync(reader, HttpMethod.Post, "/recipients/export", """{"recipient":"a"}""")).Status);
        (await ApiApp.CallAsync(writer, HttpMethod.Post, "/recipients/export", """{"recipient":"a"}""")).IsProblem(403, "insufficient-scope");
        (await ApiApp.CallAsync(api.Visitor(), HttpMethod.Post, "/recipients/export", """{"recipient":"a"}""")).IsProblem(401, "missing-authorization");
    }

    [Fact]
    public async Task A_receipt_that_does_not_exist_is_not_found() =>
        (await api.CallAsync(HttpMethod.Get, "/recipients/erasures/era_none")).IsProblem(404, "not-found");
}
