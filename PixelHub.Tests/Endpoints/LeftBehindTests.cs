using System.Net;
using System.Text.Json;
using PixelHub.Core.Accounts;
using PixelHub.Core.Catalog;
using PixelHub.Core.Ingestion;
using PixelHub.Tests.Support;

namespace PixelHub.Tests.Endpoints;

/// <summary>Looks at every byte in the data folder for what must not be there.</summary>
public sealed class LeftBehindTests
{
    private const string Phone = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148";
    private const string OptedOut = "opted out";
    private const string Address = "203.0.113.77";
    private static readonly string[] Recipients = ["anna+news@private.example", "subscriber-4711-of-a-list", "Ünïcode-ß"];

    [Theory]
    [InlineData(PrivacyMode.Aggregate, null, AddressMode.None)]
    [InlineData(PrivacyMode.Aggregate, null, AddressMode.Prefix)]
    [InlineData(PrivacyMode.Aggregate, null, AddressMode.Hashed)]
    [InlineData(PrivacyMode.Pseudonymous, "Sec-GPC", AddressMode.Prefix)]
    [InlineData(PrivacyMode.Pseudonymous, "DNT", AddressMode.None)]
    [InlineData(PrivacyMode.Identified, "DNT", AddressMode.Hashed)]
    [InlineData(PrivacyMode.Pseudonymous, OptedOut, AddressMode.Hashed)]
    [InlineData(PrivacyMode.Identified, OptedOut, AddressMode.Prefix)]
    public async Task Of_a_reader_who_may_not_be_told_apart_nothing_is_left_but_the_totals(PrivacyMode mode, string? signal, AddressMode addresses)
    {
        await using var app = App(addresses);
        var experiment = await StartAsync(app, mode);
        if (signal == OptedOut)
        {
            await OptOutAsync(app);
        }

        await FetchAllAsync(app, signal);

        Assert.Equal((12, 12), await TotalsAsync(app, experiment));
        var dump = DataDump.Of(app.Folder);
        Assert.All(Traces(app, experiment), trace => Assert.False(trace.IsIn(dump), $"{trace.What} was left behind."));
    }

    [Theory]
    [InlineData(AddressMode.None, null)]
    [InlineData(AddressMode.Prefix, "network")]
    [InlineData(AddressMode.Hashed, "hash of the address")]
    public async Task The_search_finds_what_is_kept_otherwise_and_never_an_address(AddressMode addresses, string? kept)
    {
        await using var app = App(addresses);
        var experiment = await StartAsync(app, PrivacyMode.Pseudonymous);

        await FetchAllAsync(app, signal: null);

        // Three people opened and clicked twice within 30 s, and somebody without an id, whose first open and click count.
        Assert.Equal((4, 4), await TotalsAsync(app, experiment));
        var dump = DataDump.Of(app.Folder);
        Assert.Equal(
            Recipients.Select(r => $"hash of {r}").Append("viewer key").Concat(kept is null ? [] : [kept]),
            Traces(app, experiment).Where(trace => trace.IsIn(dump)).Select(trace => trace.What));
    }

    [Fact]
    public async Task A_recipient_in_the_clear_is_in_the_event_log_and_the_database_and_nowhere_else()
    {
        using var log = new CapturedLog();
        await using var app = App(AddressMode.None, log);
        var experiment = await StartAsync(app, PrivacyMode.Identified);

        await FetchAllAsync(app, signal: null);

        Assert.Equal((4, 4), await TotalsAsync(app, experiment));
        var export = await (await app.ProgramAsync(ApiScopes.ExperimentsRead)).GetStringAsync($"/experiments/api/{experiment.Uid}/export.ndjson", TestContext.Current.CancellationToken);
        var dump = DataDump.Of(app.Folder);
        foreach (var recipient in Recipients)
        {
            Assert.Equal(6, export.Split('\n').Count(line => line.Length > 0 && JsonElement.Parse(line).GetProperty("recipient").GetString() == recipient));
            var places = dump.FilesWith(recipient);
            Assert.Contains(places, place => place.StartsWith("events/", StringComparison.Ordinal));
            Assert.Contains(places, place => place.StartsWith("pixelhub.db", StringComparison.Ordinal));
            Assert.All(places, place => Assert.Matches(@"^(pixelhub\.db(-wal)?|events/.+\.seg)$", place));
            Assert.DoesNotContain(log.Everything, line => line.Contains(recipient, StringComparison.Ordinal) || line.Contains(Uri.EscapeDataString(recipient), StringComparison.Ordinal));
        }

        Assert.NotEmpty(log.Everything);
        Assert.All(Traces(app, experiment).Where(trace => trace.What is "address" or "network" or "hash of the address" or "user agent"), trace => Assert.False(trace.IsIn(dump), $"{trace.What} was left behind."));
    }

    private static HostedApp App(AddressMode addresses, CapturedLog? log = null) => new(
        new Dictionary<string, string?>
        {
            ["PixelHub:TrustedProxies"] = "127.0.0.1,::1",
            ["PixelHub:AddressMode"] = addresses.ToString(),
            ["Logging:LogLevel:Default"] = "Information",
            ["Logging:LogLevel:PixelHub"] = "Trace",
        },
        services => log?.AddTo(services));

    private static async Task<Experiment> StartAsync(HostedApp app, PrivacyMode mode)
    {
        var draft = new ExperimentDraft { Name = "N", Slug = "left-behind", DestinationUrl = "https://example.test/", Variants = [new() { Id = "a" }], PrivacyMode = mode };
        var experiment = await app.SaveAsync(draft);
        return Assert.IsType<StoreResult.Saved>(await app.Service<IExperimentStore>().TransitionAsync(experiment.Uid, Transition.Start, TestContext.Current.CancellationToken)).Experiment;
    }

    /// <summary>Every way to name a recipient, and none: 12 hits on each endpoint where nobody's repeats are known.</summary>
    private static async Task FetchAllAsync(HostedApp app, string? signal)
    {
        foreach (var endpoint in (string[])["pixel.gif", "click"])
        {
            foreach (var recipient in Recipients.Select(Uri.EscapeDataString))
            {
                await FetchAsync(app, $"/s/left-behind/{endpoint}?r={recipient}", signal);
                await FetchAsync(app, $"/s/left-behind/{recipient}/{endpoint}", signal);
                await FetchAsync(app, $"/s/left-behind/{recipient}/{endpoint}?r={recipient}", signal);
            }

            for (var i = 0; i < 3; i++)
            {
                // Who opted out did so as a recipient; without the id only the browser's signal tells.
                await FetchAsync(app, $"/s/left-behind/{endpoint}", signal == OptedOut ? "DNT" : signal);
            }
        }
    }

    private static async Task OptOutAsync(HostedApp app)
    {
        foreach (var recipient in Recipients)
        {
            await app.Service<IOptOutStore>().AddAsync(app.Service<PersonKeys>().OfRecipient(recipient), TestContext.Current.CancellationToken);
        }
    }

    private static async Task FetchAsync(HostedApp app, string path, string? signal)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "User-Agent", Phone }, { "X-Forwarded-For", Address } } };
        if (signal is not null and not OptedOut)
        {
            request.Headers.Add(signal, "1");
        }

        using var answer = await app.Visitor().SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Contains((int)answer.StatusCode, new[] { 200, 302 });
    }

    /// <summary>Opens and clicks as they are counted, once all of them are.</summary>
    private static async Task<(int Opens, int Clicks)> TotalsAsync(HostedApp app, Experiment experiment)
    {
        var program = await app.ProgramAsync(ApiScopes.ExperimentsRead);
        for (var attempt = 0; attempt < 200; attempt++)
        {
            var lines = await program.GetStringAsync($"/experiments/api/{experiment.Uid}/export.ndjson", TestContext.Current.CancellationToken);
            if (lines.Count(c => c == '\n') == 24)
            {
                break;
            }

            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        var variant = (await ApiApp.CallAsync(program, HttpMethod.Get, "/" + experiment.Uid)).Experiment.GetProperty("variants")[0];
        return (variant.GetProperty("impressions").GetInt32(), variant.GetProperty("clicks").GetInt32());
    }

    private static IEnumerable<Trace> Traces(HostedApp app, Experiment experiment)
    {
        var keys = app.Service<PersonKeys>();
        var now = TimeProvider.System.GetUtcNow();
        var address = IPAddress.Parse(Address);
        foreach (var recipient in Recipients)
        {
            var hash = keys.Of(experiment.Uid, recipient, address, Phone, now).Recipient;
            yield return new($"{recipient}", dump => dump.Holds(recipient) || dump.Holds(Uri.EscapeDataString(recipient)));
            yield return new($"hash of {recipient}", dump => dump.Holds(hash));
        }

        var viewer = keys.Of(experiment.Uid, null, address, Phone, now).Viewer;
        yield return new("viewer key", dump => dump.Holds(viewer));
        yield return new("network", dump => dump.Holds("203.0.113.") || dump.Holds(address.GetAddressBytes()[..3].Append((byte)0).ToArray()));
        yield return new("hash of the address", dump => dump.Holds(keys.OfAddress(experiment.Uid, address, now)));
        yield return new("address", dump => dump.Holds(Address) || dump.Holds(address.GetAddressBytes()));
        yield return new("user agent", dump => dump.Holds("AppleWebKit"));
    }

    private sealed record Trace(string What, Predicate<DataDump> IsIn);
}
