using PixelHub.Core.Classification;
using PixelHub.Core.Data.Rows;
using PixelHub.Core.Events;
using PixelHub.Core.Reports;
using PixelHub.Core.RuleEditing;

namespace PixelHub.Core.Data.Sqlite.Reapply;

/// <summary>The statements of a run.</summary>
internal sealed class ReapplyRows(WriterConnection connection) : IDisposable
{
    private readonly Statement _saveRun = new(
        connection, "Reapply/SaveRun", "ended_at", "state", "experiment", "step", "at", "position", "passes", "total", "looked", "changed", "changed_here", "id");

    private readonly Statement _readSlice = new(connection, "Reapply/ReadSlice", "experiment", "at", "position", "limit");
    private readonly Statement _changeVerdict = new(connection, "Reapply/ChangeVerdict", "verdict", "experiment", "at", "position");

    /// <summary>The newest run; null when there was none.</summary>
    public ReapplyRun? ReadLast()
    {
        using var run = new Statement(connection, "Reapply/ReadLastRun");
        if (!run.Read())
        {
            return null;
        }

        var last = new ReapplyRun(run.Int64(0), new RuleSet(RuleDocument.Read(run.Text(2)), run.Int64(1)), run.Text(3), Instant(run.Int64(4)))
        {
            EndedAt = run.Int64(5) == 0 ? null : Instant(run.Int64(5)),
            State = (ReapplyState)run.Int64(6),
            Experiment = (int)run.Int64(7),
            Step = (ReapplyStep)run.Int64(8),
            At = run.Int64(9),
            Position = run.Int64(10),
            Passes = (int)run.Int64(11),
            Total = run.Int64(12),
            Looked = run.Int64(13),
            Changed = run.Int64(14),
            ChangedHere = run.Int64(15),
        };
        run.Reset();
        return last;
    }

    /// <summary>Adds a run.</summary>
    public ReapplyRun Begin(RuleSet rules, string who, DateTimeOffset at)
    {
        using var count = new Statement(connection, "Reapply/CountRows");
        var total = count.Scalar() ?? 0;
        using var add = new Statement(connection, "Reapply/AddRun", "version", "started_at", "total", "edits", "who");
        var id = add.Bind(1, rules.Version, at.ToUnixTimeMilliseconds(), total).Bind(4, RuleDocument.Write(rules.Edits)).Bind(5, who).Scalar();
        return new ReapplyRun(id ?? throw new InvalidOperationException("The run got no number."), rules, who, at) { Total = total };
    }

    /// <summary>Keeps how far a run is.</summary>
    public ReapplyRun Save(ReapplyRun run)
    {
        _saveRun
            .Bind(1, run.EndedAt?.ToUnixTimeMilliseconds() ?? 0, (long)run.State, run.Experiment, (long)run.Step, run.At, run.Position,
                run.Passes, run.Total, run.Looked, run.Changed, run.ChangedHere, run.Id)
            .Execute();
        return run;
    }

    /// <summary>The experiment behind one; null when there is none.</summary>
    public int? NextExperiment(int experiment)
    {
        using var next = new Statement(connection, "Reapply/NextExperiment", "experiment");
        return next.Bind(1, experiment).Scalar() is { } number and > 0 ? (int)number : null;
    }

    /// <summary>Up to when an experiment's rows may be deleted already, in unix milliseconds.</summary>
    public long ReadPurge(int experiment)
    {
        using var purge = new Statement(connection, "Recount/ReadPurge", "experiment");
        return purge.Bind(1, experiment).Scalar() ?? long.MinValue;
    }

    /// <summary>The rows behind where a run stands.</summary>
    public List<StoredHit> ReadSlice(ReapplyRun run, int limit)
    {
        List<StoredHit> rows = [];
        _readSlice.Bind(1, run.Experiment, run.At, run.Position, limit);
        while (_readSlice.Read())
        {
            rows.Add(new StoredHit(_readSlice.Int64(0), _readSlice.Int64(1), (EventKind)_readSlice.Int64(2), _readSlice.Int64(3), _readSlice.Int64(4)));
        }

        return rows;
    }

    /// <summary>Gives a row another verdict.</summary>
    public void ChangeVerdict(int experiment, in StoredHit row, long verdict) => _changeVerdict.Bind(1, verdict, experiment, row.At, row.Position).Execute();

    /// <summary>Notes an experiment's figures before.</summary>
    public void AddResult(long run, int experiment)
    {
        var f = ReadFigures(experiment);
        using var add = new Statement(connection, "Reapply/AddResult", "run", "experiment", "opened", "opens", "clicked", "clicks", "machine_only");
        add.Bind(1, run, experiment, f.Opened, f.Opens, f.Clicked, f.Clicks, f.MachineOnly).Execute();
    }

    /// <summary>Notes an experiment's figures after.</summary>
    public void EndResult(ReapplyRun run)
    {
        var f = ReadFigures(run.Experiment);
        using var end = new Statement(connection, "Reapply/EndResult", "changed", "opened", "opens", "clicked", "clicks", "machine_only", "run", "experiment");
        end.Bind(1, run.ChangedHere, f.Opened, f.Opens, f.Clicked, f.Clicks, f.MachineOnly, run.Id, run.Experiment).Execute();
    }

    /// <summary>Forgets an experiment in which nothing changed.</summary>
    public void DropResult(long run, int experiment)
    {
        using var drop = new Statement(connection, "Reapply/DropResult", "run", "experiment");
        drop.Bind(1, run, experiment).Execute();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _saveRun.Dispose();
        _readSlice.Dispose();
        _changeVerdict.Dispose();
    }

    private ReapplyFigures ReadFigures(int experiment)
    {
        List<CountLine> lines = [];
        using var totals = new Statement(connection, "ReadTotals", "experiment");
        totals.Bind(1, experiment);
        while (totals.Read())
        {
            lines.Add(new CountLine(
                (int)totals.Int64(1), (EventScope)totals.Int64(2), (EventKind)totals.Int64(3), (EventClass)totals.Int64(4),
                totals.Int64(5), totals.Int64(6), totals.Int64(7), totals.Int64(8), totals.Int64(9)));
        }

        var machineOnly = 0L;
        using var machines = new Statement(connection, "ReadMachineOnly", "experiment");
        machines.Bind(1, experiment);
        while (machines.Read())
        {
            machineOnly += machines.Int64(1);
        }

        var numbers = ExperimentNumbers.Of(lines, sent: null);
        return new ReapplyFigures(numbers.Opened, numbers.Opens, numbers.Clicked, numbers.Clicks, machineOnly);
    }

    private static DateTimeOffset Instant(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
}
