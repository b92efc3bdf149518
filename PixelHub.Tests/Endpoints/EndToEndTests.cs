using System.Text.Json;
using PixelHub.Core.Accounts;
using PixelHub.Tests.Support;

namespace PixelHub.Tests.Endpoints;

public sealed class EndToEndTests
{
    private const string Phone = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148";

    [Fact]
    public async Task What_was_fetched_is_in_the_export_and_in_the_counts_a_moment_later()
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var app = new HostedApp();
        var program = await app.ProgramAsync(ApiScopes.Admin);
        var created = await ApiApp.CallAsync(program, HttpMethod.Post, "", """
            {"name":"N","slug":"whole-way","variants":[{"id":"a","sentCount":10}],"goalConfig":{"destinationUrl":"https://example.test/"}}
            """);
        var uid = created.Experiment.GetProperty("uid").GetString()!;
        await FetchAsync("/s/whole-way/pixel.gif?r=u0");
        await ApiApp.CallAsync(program, HttpMethod.Post, $"/{uid}/start");
        await FetchAsync("/s/whole-way/pixel.gif?r=u1&ch=email");
        await FetchAsync("/s/whole-way/u2/pixel.gif");
        await FetchAsync("/s/whole-way/u1/click");
        await FetchAsync("/s/never-made/pixel.gif");

        var lines = await ExportAsync(4);

        Assert.Equal(
            ["impression test", "impression counted", "impression counted", "click counted"],
            lines.Select(l => $"{l.GetProperty("kind").GetString()} {l.GetProperty("scope").GetString()}"));
        Assert.Equal(["human_client"], lines.Where(l => l.GetProperty("kind").GetString() == "impression").Select(l => l.GetProperty("class").GetString()).Distinct());
        Assert.Equal(lines[1].GetProperty("recipient").GetString(), lines[3].GetProperty("recipient").GetString());
        var variant = (await ApiApp.CallAsync(program, HttpMethod.Get, "/" + uid)).Experiment.GetProperty("variants")[0];
        Assert.Equal((2, 2, 1), (variant.GetProperty("impressions").GetInt32(), variant.GetProperty("uniqueImpressions").GetInt32(), variant.GetProperty("clicks").GetInt32()));

        async Task FetchAsync(string path)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "User-Agent", Phone } } };
            using var answer = await app.Visitor().SendAsync(request, cancel);
            Assert.Contains((int)answer.StatusCode, new[] { 200, 302 });
        }

        async Task<JsonElement[]> ExportAsync(int count)
        {
            for (var attempt = 0; ; attempt++)
            {
                var text = await program.GetStringAsync($"/experiments/api/{uid}/export.ndjson", cancel);
                var found = text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonElement.Parse(l)).ToArray();
                if (found.Length >= count || attempt == 100)
                {
                    return found;
                }

                await Task.Delay(50, cancel);
            }
        }
    }
}
