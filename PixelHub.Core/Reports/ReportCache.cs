using System.Collections.Concurrent;
using PixelHub.Core.Live;

namespace PixelHub.Core.Reports;

/// <summary>
/// Answers a question once per revision, however many pages ask it: everybody who watches the same experiment over the same range shares one query.
/// </summary>
public sealed class ReportCache(IExperimentReports reports, LiveFeed live)
{
    private readonly ConcurrentDictionary<ReportQuery, Entry> _answers = new();

    /// <summary>The figures, at least as new as the newest revision when the call was made.</summary>
    /// <param name="query">The question.</param>
    /// <param name="cancellationToken">Stops waiting; the query itself goes on for the others who asked.</param>
    public Task<ExperimentReport> ReadAsync(ReportQuery query, CancellationToken cancellationToken)
    {
        var revision = live.Revision;
        var entry = _answers.AddOrUpdate(
            query,
            static (q, state) => new Entry(state.revision, state.reports, q),
            static (q, old, state) => old.Revision >= state.revision && !old.HasFailed ? old : new Entry(state.revision, state.reports, q),
            (revision, reports));
        Trim();
        return entry.Answer.WaitAsync(cancellationToken);
    }

    private const int MaxEntries = 256;

    private void Trim()
    {
        if (_answers.Count <= MaxEntries)
        {
            return;
        }

        // Questions of past moments are never asked again; those of the present are asked anew at the next revision anyway.
        foreach (var (query, _) in _answers.OrderBy(a => a.Value.Revision).Take(_answers.Count - (MaxEntries / 2)))
        {
            _answers.TryRemove(query, out _);
        }
    }

    private sealed class Entry(long revision, IExperimentReports reports, ReportQuery query)
    {
        // On a thread of its own: SQLite answers while the caller waits, and whoever else asks would wait for the lazy value with a thread each.
        private readonly Lazy<Task<ExperimentReport>> _answer = new(() => Task.Run(() => reports.ReadAsync(query, CancellationToken.None)));

        public long Revision => revision;

        public bool HasFailed => _answer is { IsValueCreated: true, Value: { IsFaulted: true } or { IsCanceled: true } };

        public Task<ExperimentReport> Answer => _answer.Value;
    }
}
