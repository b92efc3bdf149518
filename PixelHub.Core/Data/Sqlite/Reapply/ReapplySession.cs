using PixelHub.Core.Classification;

namespace PixelHub.Core.Data.Sqlite.Reapply;

/// <summary>The connection of a run with what was looked up on it.</summary>
internal sealed class ReapplySession : IDisposable
{
    private VerdictTargets? _targets;

    public ReapplySession(string file)
    {
        Connection = new WriterConnection(file);
        Rows = new ReapplyRows(Connection);
    }

    public WriterConnection Connection { get; }

    public ReapplyRows Rows { get; }

    /// <summary>What stored verdicts become by these rules.</summary>
    public VerdictTargets TargetsOf(RuleSet rules)
    {
        if (_targets?.Rules != rules)
        {
            _targets?.Dispose();
            _targets = new VerdictTargets(Connection, rules);
        }

        return _targets;
    }

    public void Dispose()
    {
        _targets?.Dispose();
        Rows.Dispose();
        Connection.Dispose();
    }
}
