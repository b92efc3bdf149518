using Microsoft.Extensions.DependencyInjection;
using PixelHub.Core.Catalog;
using PixelHub.Core.EventLog;
using PixelHub.Core.Events;
using PixelHub.Tests.Support;

namespace PixelHub.Tests.Endpoints;

/// <summary>Many recipients' clicks from one address, as the address is known behind a proxy.</summary>
public sealed class BurstTests
{
    [Fact]
    public async Task Behind_a_trusted_proxy_the_fifth_recipient_from_one_address_is_part_of_a_burst()
    {
        var log = await ClickAsync("127.0.0.0/8,::1", "198.51.100.7");

        Assert.Equal("behaviour.burst", log.Entries.OfType<TrackedEvent>().Last().Rule);
        Assert.Equal(4, log.Entries.OfType<BurstNotice>().Count());
    }

    [Theory]
    [InlineData("127.0.0.0/8,::1", "10.0.0.7")]
    [InlineData(null, "198.51.100.7")]
    [InlineData(null, null)]
    public async Task Where_nobody_says_who_comes_from_where_there_is_no_burst(string? trusted, string? address)
    {
        var log = await ClickAsync(trusted, address);

        Assert.Equal(5, log.Entries.Count);
        Assert.All(log.Entries, entry => Assert.Equal("ua.browser", Assert.IsType<TrackedEvent>(entry).Rule));
    }

    private static async Task<RecordingLog> ClickAsync(string? trusted, string? address)
    {
        var log = new RecordingLog();
        await using var app = new HostedApp(
            trusted is null ? null : new Dictionary<string, string?> { ["PixelHub:TrustedProxies"] = trusted }, s => s.AddSingleton<IEventLog>(log));
        await app.SaveAsync(new ExperimentDraft { Name = "Spring", Slug = "spring", DestinationUrl = "https://example.test/", Variants = [new()] });
        var visitor = app.Visitor();
        for (var i = 1; i <= 5; i++)
        {
            using var click = new HttpRequestMessage(HttpMethod.Get, $"/s/spring/click?r=reader-{i}");
            click.Headers.TryAddWithoutValidation("User-Agent", People.Browser);
            if (address is not null)
            {
                click.Headers.Add("X-Forwarded-For", address);
            }

            using var answer = await visitor.SendAsync(click, TestContext.Current.CancellationToken);
            Assert.Equal("https://example.test/", answer.Headers.Location?.OriginalString);
        }

        return log;
    }
}
