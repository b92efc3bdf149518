using Microsoft.Extensions.Logging.Abstractions;
using PixelHub.Core.Catalog;
using PixelHub.Core.Classification;
using PixelHub.Core.Data;
using PixelHub.Core.Data.Sqlite;
using PixelHub.Core.Data.Sqlite.Recount;
using PixelHub.Core.EventLog;
using PixelHub.Core.Events;
using PixelHub.Core.Ingestion;
using PixelHub.Core.Reports;
using PixelHub.Core.Rollups;
using PixelHub.Tests.Support;

namespace PixelHub.Tests.Scenarios;

/// <summary>Ten thousand mails of which is known who read them: the numbers are the truth, to the last recipient.</summary>
public sealed class CampaignTests : IAsyncDisposable
{
    private const int Recipients = 10_000;
    private const int AtOnce = 400;

    private static readonly DateTimeOffset Sent = new(2026, 3, 14, 6, 0, 0, TimeSpan.Zero);

    private readonly TempFolder _folder = new();
    private readonly ManualTime _time = new(Sent);
    private TestDatabase? _database;
    private Experiment? _experiment;
    private long _position;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("as they come", 1)]
    [InlineData("the last first", 2)]
    [InlineData("in no order", 3)]
    [InlineData("in no order", 4)]
    public async Task The_numbers_are_the_truth_in_any_order_with_every_hit_twice_and_a_restart_in_the_middle(string order, int seed)
    {
        var campaign = new Campaign(Recipients, seed);
        var hits = Arrange(campaign.Hits, order, new Random(seed));
        _database = await TestDatabase.CreateAsync(_time);
        _experiment = await StartAsync(_database);

        await DeliverAsync(hits[..(hits.Count / 2)], new Random(seed));
        await DeliverAsync(hits[(hits.Count / 2)..], new Random(seed + 1));

        var report = await _database.Reports.ReadAsync(new ReportQuery(_experiment.Number, Sent, Sent.AddDays(1), BucketSize.Hour), Cancel);
        var rates = OpenRates.Of(report, campaign.Delivered);
        Assert.Equal((campaign.Opened, campaign.MachineOnly, campaign.Clicked), (rates.Opened, rates.MachineOnly, rates.Clicked));
        Assert.Equal((double)campaign.Opened / campaign.Delivered, rates.Confirmed);
        Assert.Equal((double)(campaign.Opened + campaign.MachineOnly) / campaign.Delivered, rates.Raw);
        Assert.Equal((double)campaign.Opened / (campaign.Delivered - campaign.MachineOnly), rates.Estimate);
        Assert.Equal(hits.Count, await _database.ScalarAsync("select count(*) from events"));

        List<string> differences = [];
        await new SqliteRecount(_database.Database).RunAsync(mend: false, difference => differences.Add(difference.ToString()), Cancel);
        Assert.Empty(differences);
    }

    public async ValueTask DisposeAsync()
    {
        if (_database is not null)
        {
            await _database.DisposeAsync();
        }

        _folder.Dispose();
    }

    /// <summary>Each hit twice: a client that heard no answer asks again, at once or much later.</summary>
    private static List<CampaignHit> Arrange(IReadOnlyList<CampaignHit> hits, string order, Random chance)
    {
        CampaignHit[] twice = [.. hits, .. hits];
        switch (order)
        {
            case "in no order":
                chance.Shuffle(twice);
                return [.. twice];
            case "the last first":
                return [.. twice.OrderByDescending(h => h.After)];
            default:
                return [.. twice.OrderBy(h => h.After)];
        }
    }

    private static async Task<Experiment> StartAsync(TestDatabase database)
    {
        var experiment = await database.AddExperimentAsync("campaign", new VariantDraft { Name = "A", Weight = 5_000 }, new VariantDraft { Name = "B", Weight = 5_000 });
        var running = await database.Experiments.TransitionAsync(experiment.Uid, Transition.Start, Cancel);
        return Assert.IsType<StoreResult.Saved>(running).Experiment;
    }

    /// <summary>A server's life: it answers these hits, commits them at moments of its own, and is gone. Every batch is handed over twice.</summary>
    private async Task DeliverAsync(IEnumerable<CampaignHit> hits, Random chance)
    {
        await using var log = new FileEventLog(new EventLogOptions { Directory = _folder.File("events") }, TimeProvider.System, NullLogger<FileEventLog>.Instance);
        using var store = new SqliteCommitStore(_database!.Database);
        using var counters = new IngestCounters();
        var people = new PersonKeys(new SecretFiles(_database.Options), _time);
        var tracker = new Tracker(_database.Catalog, new RuleSetHolder(), log, people, new Anonymity(new PrivacyOptions(), new OptOuts()), counters, _time);
        foreach (var some in hits.Chunk(AtOnce))
        {
            List<Task<TrackOutcome>> answers = [];
            foreach (var hit in some)
            {
                _time.Advance(Sent + hit.After - _time.GetUtcNow());
                answers.Add(hit.Kind == EventKind.Click ? tracker.TrackClickAsync("campaign", hit.Facts).AsTask() : tracker.TrackImpressionAsync("campaign", hit.Facts).AsTask());
            }

            Assert.All(await Task.WhenAll(answers), answer => Assert.Equal(DropReason.None, answer.Dropped));
            if (chance.Next(3) == 0)
            {
                await CommitAsync(log, store, chance);
            }
        }

        await CommitAsync(log, store, chance);
        await store.ReviewAsync(Cancel);
    }

    private async Task CommitAsync(FileEventLog log, SqliteCommitStore store, Random chance)
    {
        while (log.Read(_position, 1 + chance.Next(1_500)) is { Entries.Count: > 0 } batch)
        {
            await store.CommitAsync(batch, Cancel);
            Assert.Equal(batch.End, (await store.CommitAsync(batch, Cancel)).Checkpoint); // the answer to the first was lost
            _position = batch.End;
            if (chance.Next(4) == 0)
            {
                await store.ReviewAsync(Cancel);
            }
        }
    }
}
