using BenchmarkDotNet.Attributes;
using PixelHub.Bench.Database;
using PixelHub.Core.Data.Sqlite;
using PixelHub.Core.EventLog;
using PixelHub.Core.Events;
using PixelHub.Core.Rollups;

namespace PixelHub.Bench.Micro;

/// <summary>The step behind the log: counting a full batch, and committing it to a real database in the temporary folder.</summary>
[MemoryDiagnoser]
public class CommitBenchmarks : IDisposable
{
    private const int BatchSize = 5_000;

    private string _folder = "";
    private BenchDatabase _database = null!;
    private SqliteCommitStore _store = null!;
    private EventMaker _events = null!;
    private TrackedEvent[] _folded = null!;
    private LogBatch _batch = null!;
    private long _position;

    [GlobalSetup]
    public async Task SetUp()
    {
        _folder = Directory.CreateTempSubdirectory("pixelhub-bench-").FullName;
        _database = new BenchDatabase(_folder);
        await _database.PrepareAsync(CancellationToken.None);
        _store = new SqliteCommitStore(_database.Database);
        _events = new EventMaker([1, 2], DateTimeOffset.FromUnixTimeSeconds(1_780_000_000), TimeSpan.FromMilliseconds(1));
        _folded = [.. _events.Next(0, BatchSize).Entries.Select(e => (TrackedEvent)e.Entry)];
    }

    [GlobalCleanup]
    public void Dispose()
    {
        _store.Dispose();
        _database.Dispose();
        Directory.Delete(_folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    [Benchmark(Description = "Fold, per event", OperationsPerInvoke = BatchSize)]
    public int Fold()
    {
        var fold = new RollupFold();
        foreach (var @event in _folded)
        {
            fold.Add(@event, isRepeat: false, default);
        }

        return fold.ToCounts().Count;
    }

    /// <summary>A batch can be committed once only: a second try changes nothing, and would be measured as if it did.</summary>
    [IterationSetup(Target = nameof(Commit))]
    public void MakeBatch() => _batch = _events.Next(_position, BatchSize);

    [Benchmark(Description = "Commit, per event", OperationsPerInvoke = BatchSize)]
    public async Task Commit()
    {
        _position = (await _store.CommitAsync(_batch, CancellationToken.None)).Checkpoint;
        if (_position != _batch.End)
        {
            throw new InvalidOperationException("Nothing was committed.");
        }
    }
}
