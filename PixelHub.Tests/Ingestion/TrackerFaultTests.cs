using Microsoft.Extensions.Logging;
using PixelHub.Core.Catalog;
using PixelHub.Core.Classification;
using PixelHub.Core.EventLog;
using PixelHub.Core.Events;
using PixelHub.Core.Ingestion;
using PixelHub.Tests.Support;

namespace PixelHub.Tests.Ingestion;

public sealed class TrackerFaultTests : IDisposable
{
    private readonly ManualTime _time = new();
    private readonly CatalogHolder _catalog = new();
    private readonly RuleSetHolder _rules = new();
    private readonly IngestCounters _counters = new();
    private readonly RecordingLog _log = new();
    private readonly CapturedLog _captured = new();
    private readonly LoggerFactory _loggers;
    private readonly Tracker _tracker;

    public TrackerFaultTests()
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
        _loggers = new LoggerFactory([_captured]);
        _tracker = new Tracker(_catalog, _rules, _log, new PersonKeys(new OneDayOfSecrets(_time), _time), new Anonymity(new PrivacyOptions(), new OptOuts()), _counters, _time, _loggers.CreateLogger<Tracker>());
    }

    [Fact]
    public async Task A_fault_while_a_hit_is_described_costs_its_record_and_a_click_still_leads_on()
    {
        _time.Advance(TimeSpan.FromDays(1)); // the day's salt cannot be made

        Assert.Equal(new TrackOutcome(null, DropReason.Fault), await _tracker.TrackImpressionAsync("abc", default));
        Assert.Equal(new TrackOutcome("https://example.test/", DropReason.Fault), await _tracker.TrackClickAsync("abc", default));

        Assert.Empty(_log.Entries);
        Assert.Equal(2, _counters.Dropped(DropReason.Fault));
    }

    [Fact]
    public async Task However_many_hits_meet_a_fault_the_error_log_hears_of_it_once_a_minute()
    {
        _time.Advance(TimeSpan.FromDays(1));
        for (var i = 0; i < 100; i++)
        {
            await _tracker.TrackImpressionAsync("abc", default);
        }

        Assert.Single(_captured.Complaints);
        _time.Advance(TimeSpan.FromSeconds(61));
        await _tracker.TrackImpressionAsync("abc", default);

        Assert.Equal(2, _captured.Complaints.Count);
        Assert.Contains("99 more", _captured.Complaints[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_click_waits_for_the_log_and_leads_on_when_the_log_gives_up()
    {
        var log = new RecordingLog { Gate = new TaskCompletionSource(), Outcome = AppendOutcome.DiskFailed };
        var tracker = new Tracker(_catalog, new RuleSetHolder(), log, new PersonKeys(new OneDayOfSecrets(_time), _time), new Anonymity(new PrivacyOptions(), new OptOuts()), _counters, _time);

        var click = tracker.TrackClickAsync("abc", default).AsTask();
        Assert.False(click.IsCompleted);
        log.Gate.SetResult();

        Assert.Equal(new TrackOutcome("https://example.test/", DropReason.DiskFailed), await click.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken));
        Assert.Equal(1, _counters.Dropped(DropReason.DiskFailed));
    }

    [Fact]
    public async Task A_merge_tag_that_nobody_filled_in_is_no_recipient()
    {
        await _tracker.TrackImpressionAsync("abc", new RequestFacts { Recipient = "*|UNIQID|*" });

        Assert.Equal((0UL, EventClass.TestOrUnmerged), (_log.OnlyEvent().Recipient, _log.OnlyEvent().Class));
    }

    [Fact]
    public async Task A_merge_tag_is_no_recipient_whatever_class_the_owner_gives_it()
    {
        _rules.Swap(new RuleSet(RuleEdits.None with { Changes = RuleEdits.None.Changes.Add("signal.unfilled-tag", new RuleChange(EventClass.HumanClient, null)) }, 1));

        await _tracker.TrackImpressionAsync("abc", new RequestFacts { Recipient = "*|UNIQID|*" });

        Assert.Equal((0UL, EventClass.HumanClient), (_log.OnlyEvent().Recipient, _log.OnlyEvent().Class));
    }

    public void Dispose()
    {
        _loggers.Dispose();
        _captured.Dispose();
        _counters.Dispose();
    }

    private sealed class OneDayOfSecrets(TimeProvider time) : ISecretStore
    {
        private readonly DateOnly _day = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);

        public byte[] LoadOrCreateKey(string name, int length) => new byte[length];

        public byte[] LoadOrCreateDayKey(string name, DateOnly day, int length) => day == _day ? new byte[length] : throw new IOException("The disk is full.");
    }
}
