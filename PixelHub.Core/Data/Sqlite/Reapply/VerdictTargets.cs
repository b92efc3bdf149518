using PixelHub.Core.Classification;
using PixelHub.Core.Events;

namespace PixelHub.Core.Data.Sqlite.Reapply;

/// <summary>What stored verdicts become by newer rules. There are few different ones, so each is read and judged once.</summary>
internal sealed class VerdictTargets(WriterConnection connection, RuleSet rules) : IDisposable
{
    private readonly Statement _readVerdicts = new(connection, "Reapply/ReadVerdicts", "id");
    private readonly Statement _addVerdict = new(connection, "AddVerdict", "class", "rule", "client", "os", "device");
    private readonly Dictionary<long, Verdict> _verdicts = [];
    private readonly Dictionary<(EventKind Kind, long Verdict, long First), Verdict?> _targets = [];
    private readonly Dictionary<Verdict, long> _ids = [];
    private long _last;

    /// <summary>The rules.</summary>
    public RuleSet Rules => rules;

    /// <summary>What a row becomes; null when it stays as it is.</summary>
    public Verdict? Find(in StoredHit row)
    {
        var key = (row.Kind, row.Verdict, row.First);
        if (!_targets.TryGetValue(key, out var target))
        {
            var first = row.First == 0 ? null : Read(row.First);
            _targets[key] = target = Read(row.Verdict) is { } stored ? StoredVerdicts.Reread(rules, row.Kind, stored, first) : null;
        }

        return target;
    }

    /// <summary>The number of a verdict, which gets one when it is new. Inside a transaction.</summary>
    public long IdOf(Verdict verdict) => _ids.TryGetValue(verdict, out var id)
        ? id
        : _ids[verdict] = _addVerdict
            .Bind(1, (long)verdict.Class).Bind(2, verdict.Rule).Bind(3, verdict.Client).Bind(4, verdict.Os).Bind(5, verdict.Device)
            .Scalar() ?? throw new InvalidOperationException("The verdict got no number.");

    /// <inheritdoc/>
    public void Dispose()
    {
        _readVerdicts.Dispose();
        _addVerdict.Dispose();
    }

    /// <summary>A verdict by its number; the table only grows, so new ones stand behind those known.</summary>
    private Verdict? Read(long id)
    {
        if (id > _last)
        {
            _readVerdicts.Bind(1, _last);
            while (_readVerdicts.Read())
            {
                _last = _readVerdicts.Int64(0);
                _verdicts[_last] = new Verdict((EventClass)_readVerdicts.Int64(1), _readVerdicts.Text(2), Text(3), Text(4), Text(5));
            }
        }

        return _verdicts.GetValueOrDefault(id);
    }

    private string? Text(int column) => _readVerdicts.Text(column) is { Length: > 0 } text ? text : null;
}

/// <summary>What a run looks at of a row of events.</summary>
/// <param name="At">Unix milliseconds.</param>
/// <param name="Position">Its position in the log.</param>
/// <param name="Kind">What happened.</param>
/// <param name="Verdict">Number of its verdict.</param>
/// <param name="First">Number of the verdict it arrived with; 0 when that never changed.</param>
internal readonly record struct StoredHit(long At, long Position, EventKind Kind, long Verdict, long First);
