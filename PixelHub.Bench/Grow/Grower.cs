using System.Diagnostics;
using PixelHub.Bench.Database;
using PixelHub.Bench.Reporting;
using PixelHub.Core.Commit;
using PixelHub.Core.EventLog;

namespace PixelHub.Bench.Grow;

/// <summary>Feeds made-up hits to the commit store in batches as the committer does, and measures what they cost.</summary>
internal sealed class Grower(ICommitStore store, EventMaker events, TimeSpan makingAnEvent)
{
    /// <summary>As many events as the committer puts into a transaction when it has to catch up.</summary>
    public const int BatchSize = 5_000;

    /// <summary>Events of a turn: a second or two. Shorter ones would measure how the processor's caches fill again after the other's turn.</summary>
    public const int Turn = 200_000;

    private static readonly TimeSpan BetweenNotes = TimeSpan.FromSeconds(15);

    /// <summary>Goes on until so many events have been made. Events are made between commits, and what that took is taken off.</summary>
    public async Task<CommitCost> GrowAsync(long size, CancellationToken cancellationToken)
    {
        var position = await store.ReadCheckpointAsync(cancellationToken);
        var made = events.Made;
        var wall = new Stopwatch();
        var processor = Environment.CpuUsage.TotalTime;
        var note = (At: Stopwatch.StartNew(), events.Made, Processor: processor);
        while (events.Made < size)
        {
            var batch = events.Next(position, (int)Math.Min(BatchSize, size - events.Made));
            wall.Start();
            position = await CommitAsync(batch, cancellationToken);
            wall.Stop();
            if (note.At.Elapsed > BetweenNotes)
            {
                var now = Environment.CpuUsage.TotalTime;
                var since = new CommitCost(events.Made - note.Made, note.At.Elapsed, now - note.Processor - (makingAnEvent * (events.Made - note.Made)));
                await Console.Error.WriteLineAsync($"{events.Made:N0} events, {Markdown.Microseconds(since.ProcessorPerEvent)} of processor time for each since the note before");
                note = (Stopwatch.StartNew(), events.Made, now);
            }
        }

        var count = events.Made - made;
        return new CommitCost(count, wall.Elapsed, Environment.CpuUsage.TotalTime - processor - (makingAnEvent * count));
    }

    /// <summary>Both go on by so many events, taking turns: a machine that is slower for a while is so for both.</summary>
    public static async Task<Comparison> CompareAsync(Grower large, Grower small, int events, CancellationToken cancellationToken)
    {
        var rounds = new List<(CommitCost Large, CommitCost Small)>();
        while (rounds.Count < events / Turn)
        {
            rounds.Add((await large.TakeTurnAsync(cancellationToken), await small.TakeTurnAsync(cancellationToken)));
        }

        return new Comparison(rounds);
    }

    /// <summary>Processor time that making an event takes.</summary>
    public static TimeSpan MeasureMaking(Func<EventMaker> fresh)
    {
        const int Batches = 100;
        fresh().Next(0, BatchSize * 20);
        var maker = fresh();
        var processor = Environment.CpuUsage.TotalTime;
        for (var i = 0; i < Batches; i++)
        {
            maker.Next(0, BatchSize);
        }

        return (Environment.CpuUsage.TotalTime - processor) / (Batches * BatchSize);
    }

    /// <summary>A turn's events are made beforehand, so that nothing but their commits is measured.</summary>
    private async Task<CommitCost> TakeTurnAsync(CancellationToken cancellationToken)
    {
        var position = await store.ReadCheckpointAsync(cancellationToken);
        var batches = new List<LogBatch>();
        while (batches.Count < Turn / BatchSize)
        {
            batches.Add(events.Next(batches is [.., var last] ? last.End : position, BatchSize));
        }

        GC.Collect();
        var processor = Environment.CpuUsage.TotalTime;
        var wall = Stopwatch.StartNew();
        foreach (var batch in batches)
        {
            await CommitAsync(batch, cancellationToken);
        }

        return new CommitCost(Turn, wall.Elapsed, Environment.CpuUsage.TotalTime - processor);
    }

    private async Task<long> CommitAsync(LogBatch batch, CancellationToken cancellationToken)
    {
        var result = await store.CommitAsync(batch, cancellationToken);
        return result.Checkpoint == batch.End
            ? result.Checkpoint
            : throw new InvalidOperationException($"The batch from {batch.Start} to {batch.End} left the checkpoint at {result.Checkpoint}.");
    }
}
