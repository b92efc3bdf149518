using System.Net;
using PixelHub.Core.Catalog;
using PixelHub.Core.Classification;
using PixelHub.Core.EventLog;
using PixelHub.Core.Events;
using PixelHub.Core.Ingestion;
using PixelHub.Tests.Support;

namespace PixelHub.Tests.Ingestion;

/// <summary>What is said of a click's behaviour while it is answered.</summary>
public sealed class ClickBehaviourTests : IDisposable
{
    private readonly CatalogHolder _catalog = new();
    private readonly RecordingLog _log = new();
    private readonly IngestCounters _counters = new();
    private readonly ManualTime _time = new(Sample.Noon);
    private readonly Tracker _tracker;

    public ClickBehaviourTests()
    {
        Assert.True(Slug.TryParse("abc", out var slug));
        Assert.True(DestinationUrl.TryParse("https://example.test/", [], out var destination, out _));
        _catalog.Swap(new CatalogSnapshot(
        [
            new Experiment(1, "exp_1", slug, "N")
            {
                Status = ExperimentStatus.Running,
                Destination = destination,
                Variants = [new Variant(1, "a", "A", 10_000)],
                Salt = "salt",
            },
        ]));
        _tracker = new Tracker(_catalog, new RuleSetHolder(), _log, new PersonKeys(new Secrets(), _time), new Anonymity(new PrivacyOptions(), new OptOuts()), _counters, _time);
    }

    [Fact]
    public async Task The_hidden_link_leads_on_like_any_other_and_gives_away_who_follows_it()
    {
        var outcome = await _tracker.TrackClickAsync("abc", Click("jo") with { Link = "Honeypot" });

        Assert.Equal(new TrackOutcome("https://example.test/", DropReason.None), outcome);
        var click = _log.OnlyEvent();
        Assert.Equal((EventClass.SecurityScanner, "behaviour.honeypot"), (click.Class, click.Rule));
        Assert.Equal(new FirstVerdict(EventClass.HumanBrowser, "ua.browser", "Chrome", "Windows", "desktop"), click.First);
        Assert.Equal((null, null, null), (click.Client, click.Os, click.Device));
    }

    [Fact]
    public async Task A_scanner_that_says_so_on_the_hidden_link_keeps_its_verdict()
    {
        await _tracker.TrackClickAsync("abc", Click("jo") with { Link = "honeypot", UserAgent = "Barracuda Sentinel (EE)" });
        Assert.Equal(("ua.mail-security", null), (_log.OnlyEvent().Rule, _log.OnlyEvent().First));
    }

    [Fact]
    public async Task A_burst_is_noticed_with_its_fifth_recipient_and_the_log_hears_of_the_four_before()
    {
        for (var i = 1; i <= 6; i++)
        {
            Assert.Equal("https://example.test/", (await _tracker.TrackClickAsync("abc", Click($"reader-{i}"))).Location);
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        var clicks = _log.Entries.OfType<TrackedEvent>().ToList();
        Assert.Equal(["ua.browser", "ua.browser", "ua.browser", "ua.browser", "behaviour.burst", "behaviour.burst"], clicks.Select(c => c.Rule));
        Assert.Equal(clicks.Take(4).Select(c => new BurstNotice(c.At, 1, c.Recipient)), _log.Entries.OfType<BurstNotice>());
        Assert.Equal(6, _counters.Recorded);
    }

    [Fact]
    public async Task Behind_a_proxy_that_is_not_configured_many_recipients_are_no_burst()
    {
        for (var i = 1; i <= 6; i++)
        {
            await _tracker.TrackClickAsync("abc", Click($"reader-{i}") with { IsRelayed = true });
        }

        Assert.All(_log.Entries, entry => Assert.Equal("ua.browser", Assert.IsType<TrackedEvent>(entry).Rule));
    }

    [Fact]
    public async Task Opens_are_never_a_burst()
    {
        for (var i = 1; i <= 6; i++)
        {
            await _tracker.TrackImpressionAsync("abc", Click($"reader-{i}"));
        }

        Assert.All(_log.Entries, entry => Assert.Equal("ua.browser", Assert.IsType<TrackedEvent>(entry).Rule));
    }

    [Fact]
    public async Task Outlooks_own_look_at_a_link_and_the_browsers_click_are_one_click_of_a_person()
    {
        await _tracker.TrackClickAsync("abc", Click("jo") with { UserAgent = "Mozilla/4.0 (compatible; ms-office; MSOffice 16)" });
        await _tracker.TrackClickAsync("abc", Click("jo"));

        Assert.Equal([EventClass.MachinePrefetch, EventClass.HumanBrowser], _log.Entries.OfType<TrackedEvent>().Select(e => e.Class));
    }

    [Fact]
    public async Task A_click_is_recorded_whatever_becomes_of_the_notices()
    {
        for (var i = 1; i <= 4; i++)
        {
            await _tracker.TrackClickAsync("abc", Click($"reader-{i}"));
        }

        _log.Outcome = AppendOutcome.Full;
        Assert.Equal(new TrackOutcome("https://example.test/", DropReason.LogFull), await _tracker.TrackClickAsync("abc", Click("reader-5")));
        Assert.Equal((4, 1), (_counters.Recorded, _counters.Dropped(DropReason.LogFull)));
    }

    public void Dispose() => _counters.Dispose();

    private static RequestFacts Click(string recipient) =>
        new() { Recipient = recipient, UserAgent = People.Browser, ClientAddress = IPAddress.Parse("192.0.2.1") };

    private sealed class Secrets : ISecretStore
    {
        public byte[] LoadOrCreateKey(string name, int length) => new byte[length];

        public byte[] LoadOrCreateDayKey(string name, DateOnly day, int length) => new byte[length];
    }
}
