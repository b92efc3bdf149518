using PixelHub.Bench.Database;
using PixelHub.Bench.Reporting;
using PixelHub.Bench.Servers;
using PixelHub.Core.Data.Sqlite;

namespace PixelHub.Bench.Grow;

/// <summary>What is asked for.</summary>
/// <param name="Dll">The built server; null when its start is not measured.</param>
/// <param name="Folder">The data folder that grows, empty at the start.</param>
/// <param name="Sizes">Events at which everything is measured, in rising order.</param>
internal sealed record GrowPlan(string? Dll, string Folder, IReadOnlyList<long> Sizes);

/// <summary>Grows one database and measures it whenever it has reached a size.</summary>
internal sealed class GrowMeasurement(GrowPlan plan)
{
    /// <summary>The commit of as many more events is the cost at a size.</summary>
    public const int Window = 1_000_000;

    /// <summary>The same in the hardest case, behind it.</summary>
    public const int HardWindow = 600_000;

    private const int Experiments = 6;
    private const int Starts = 3;

    /// <summary>A hundred million hits are about a year, as the prices of storage think of it.</summary>
    private static readonly TimeSpan Step = TimeSpan.FromDays(365) / 100_000_000;

    /// <param name="tell">Gets the report after each size: the next one may take an hour.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task RunAsync(Action<GrowReport> tell, CancellationToken cancellationToken)
    {
        var experiments = await PrepareAsync(plan.Folder, cancellationToken);
        // The last hit is a recent one, so that the pages of a kept database have something to show.
        var since = TimeProvider.System.GetUtcNow() - (Step * (plan.Sizes[^1] + Window + HardWindow));
        EventMaker Fresh() => new(experiments, since, Step);
        var making = Grower.MeasureMaking(Fresh);
        var events = Fresh();
        var stages = new List<GrowStage>();
        foreach (var size in plan.Sizes)
        {
            var grown = await GrowAsync(events, Fresh(), size, making, cancellationToken);
            stages.Add(await MeasureAsync(grown, experiments[0], since, events.Now, cancellationToken));
            tell(new GrowReport(stages));
        }
    }

    private static async Task<int[]> PrepareAsync(string folder, CancellationToken cancellationToken)
    {
        using var database = new BenchDatabase(folder);
        await database.PrepareAsync(cancellationToken);
        return await BenchCatalog.CreateAsync(database, Experiments, cancellationToken);
    }

    /// <param name="events">What the database is grown with.</param>
    /// <param name="smallEvents">The same from the start, for a second database of the smallest size, with which it is compared.</param>
    /// <param name="size">Up to how many; then it is measured what more of them cost.</param>
    /// <param name="making">What making an event takes.</param>
    /// <param name="cancellationToken">Ends it.</param>
    private async Task<GrowStage> GrowAsync(EventMaker events, EventMaker smallEvents, long size, TimeSpan making, CancellationToken cancellationToken)
    {
        var smallFolder = plan.Folder + "-small";
        Directory.CreateDirectory(smallFolder);
        try
        {
            await PrepareAsync(smallFolder, cancellationToken);
            using var database = new BenchDatabase(plan.Folder);
            using var store = new SqliteCommitStore(database.Database);
            using var smallStore = new SqliteCommitStore(new BenchDatabase(smallFolder).Database);
            var (grower, small) = (new Grower(store, events, making), new Grower(smallStore, smallEvents, making));
            var sinceLast = await grower.GrowAsync(size, cancellationToken);
            await small.GrowAsync(plan.Sizes[0], cancellationToken);
            var window = await Grower.CompareAsync(grower, small, Window, cancellationToken);
            (events.AllComeBackAtAnyTime, smallEvents.AllComeBackAtAnyTime) = (true, true);
            var hard = await Grower.CompareAsync(grower, small, HardWindow, cancellationToken);
            events.AllComeBackAtAnyTime = false;
            return new GrowStage { Events = size, Stored = events.Made, SinceLast = sinceLast, Window = window, HardWindow = hard, WalBytes = database.Bytes.Wal, Queries = [] };
        }
        finally
        {
            Directory.Delete(smallFolder, recursive: true);
        }
    }

    private async Task<GrowStage> MeasureAsync(GrowStage stage, int experiment, DateTimeOffset since, DateTimeOffset now, CancellationToken cancellationToken)
    {
        using (var database = new BenchDatabase(plan.Folder))
        {
            stage = stage with { Queries = await new DashboardQueries(database.Reports, experiment, since, now).MeasureAsync(cancellationToken) };
        }

        // Closed by everybody, so that all of it is in the file.
        stage = stage with { FileBytes = new BenchDatabase(plan.Folder).Bytes.File };
        if (plan.Dll is null)
        {
            return stage;
        }

        var starts = new List<TimeSpan>();
        var idle = new List<long>();
        while (starts.Count < Starts)
        {
            var (server, toFirstPixel) = await ServerProcess.StartAsync(plan.Dll, plan.Folder, cancellationToken);
            await using (server)
            {
                starts.Add(toFirstPixel);
                await Task.Delay(TimeSpan.FromSeconds(2), cancellationToken); // what a start leaves to do afterwards belongs to it
                idle.Add(server.ResidentBytes);
            }
        }

        return stage with { Start = starts.Median(), IdleBytes = idle.Median() };
    }
}
