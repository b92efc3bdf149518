using PixelHub.Core.Commit;
using PixelHub.Core.Data.Sqlite;
using PixelHub.Core.Data.Sqlite.People;
using PixelHub.Core.Data.Sqlite.Recount;
using PixelHub.Core.Events;
using PixelHub.Core.Reports;
using PixelHub.Core.Rollups;
using PixelHub.Tests.Support;

namespace PixelHub.Tests.Data.Review;

/// <summary>A database with two experiments, a committer's store that can be restarted, and what is asked of it.</summary>
internal sealed class ReviewedDatabase : IAsyncDisposable
{
    private static readonly PeopleLimits Small = new(Generation: 20, Level1Blocks: 1);

    private SqliteCommitStore _store;

    private ReviewedDatabase(TestDatabase database) => (Database, _store) = (database, NewStore(database));

    public TestDatabase Database { get; }

    /// <summary>Where the next batch begins.</summary>
    public long Position { get; private set; }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<ReviewedDatabase> CreateAsync(TestDatabase? database = null)
    {
        database ??= await TestDatabase.CreateAsync();
        await database.AddExperimentAsync("spring");
        await database.AddExperimentAsync("summer");
        return new ReviewedDatabase(database);
    }

    /// <summary>Commits a batch, as after what was committed before.</summary>
    public async Task<CommitResult> CommitAsync(params LogEntry[] entries)
    {
        var batch = Sample.Batch(Position, entries);
        Position = batch.End;
        return await _store.CommitAsync(batch, Cancel);
    }

    public Task<ReviewResult> ReviewAsync() => _store.ReviewAsync(Cancel);

    /// <summary>As after a crash: everything that was only in memory is gone.</summary>
    public void Restart()
    {
        _store.Dispose();
        _store = NewStore(Database);
    }

    /// <summary>Starts at a position, for a database that has hits already.</summary>
    public void GoOnAt(long position) => Position = position;

    /// <summary>What a recount finds.</summary>
    public async Task<List<string>> RecountAsync()
    {
        List<string> told = [];
        await new SqliteRecount(Database.Database).RunAsync(mend: false, difference => told.Add(difference.ToString()), Cancel);
        return told;
    }

    /// <summary>Every hit of an experiment, by position.</summary>
    public async Task<List<HitRow>> HitsAsync(int experiment = 1) =>
        [.. (await Database.Reports.ExportAsync(experiment, Cancel).ToListAsync(Cancel)).OrderBy(h => h.Position)];

    /// <summary>The rules of an experiment's hits, by position.</summary>
    public async Task<List<string>> RulesAsync() => (await HitsAsync()).ConvertAll(h => h.Event.Rule);

    /// <summary>The figures of an experiment.</summary>
    public async Task<ExperimentNumbers> NumbersAsync(int experiment = 1) => ExperimentNumbers.Of((await ReportAsync(experiment)).Totals, sent: null);

    /// <summary>The report of an experiment.</summary>
    public Task<ExperimentReport> ReportAsync(int experiment = 1) =>
        Database.Reports.ReadAsync(new ReportQuery(experiment, Sample.Noon.AddDays(-1), Sample.Noon.AddDays(2), BucketSize.Hour), Cancel);

    public async ValueTask DisposeAsync()
    {
        _store.Dispose();
        await Database.DisposeAsync();
    }

    private static SqliteCommitStore NewStore(TestDatabase database) => new(database.Database, Small);
}

/// <summary>Events as the review meets them.</summary>
internal static class Hits
{
    public static TrackedEvent Click(ulong recipient, double atSeconds, string? link = null, string client = "Chrome", int experiment = 1) =>
        Sample.Event(experiment, EventKind.Click, atSeconds, recipient, @class: EventClass.HumanBrowser, link: link) with { Rule = "ua.browser", Client = client, Os = "Windows", Device = "desktop" };

    public static TrackedEvent Open(ulong recipient, double atSeconds, EventClass @class = EventClass.HumanClient) =>
        Sample.Event(recipient: recipient, atSeconds: atSeconds, @class: @class);

    public static TrackedEvent[] Sweep(ulong recipient, double atSeconds) =>
        [Click(recipient, atSeconds, "a"), Click(recipient, atSeconds + 1.2, "b"), Click(recipient, atSeconds + 2.4, "c")];
}
