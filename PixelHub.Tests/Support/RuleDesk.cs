using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using PixelHub.Core.Catalog;
using PixelHub.Core.Classification;
using PixelHub.Core.Commit;
using PixelHub.Core.RuleEditing;
using PixelHub.Tests.RuleEditing;

namespace PixelHub.Tests.Support;

/// <summary>What the page of the rules needs, in memory; the store validates as the real one does.</summary>
public sealed class RuleDesk : IRuleStore, IRuleReports, IDisposable
{
    private readonly List<RuleHistoryEntry> _history = [];

    /// <summary>A desk with these experiments.</summary>
    public RuleDesk(params Experiment[] experiments)
    {
        Dashboard = new Dashboard(experiments);
        Job = new ReapplyJob(Runs, Dashboard.Rules, new RecordingLog(), new CommitProgress(), Dashboard.Live, Dashboard.Time, NullLogger<ReapplyJob>.Instance);
    }

    /// <summary>Everything else.</summary>
    public Dashboard Dashboard { get; }

    /// <summary>Where runs are kept.</summary>
    public FakeReapplyStore Runs { get; } = new();

    /// <summary>Re-applies rules, once it is started.</summary>
    public ReapplyJob Job { get; }

    /// <summary>Hits by rule, lately and in all.</summary>
    public IReadOnlyList<RuleHits> Hits { get; set; } = [];

    /// <summary>What the store answers to the next change instead of doing it.</summary>
    public RuleSaveResult? NextAnswer { get; set; }

    /// <summary>Registers all of it.</summary>
    public void Register(IServiceCollection services)
    {
        Dashboard.Register(services);
        services.AddSingleton<IRuleStore>(this);
        services.AddSingleton<IRuleReports>(this);
        services.AddSingleton<IReapplyStore>(Runs);
        services.AddSingleton(Job);
    }

    /// <inheritdoc/>
    public Task LoadAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task<RuleSaveResult> SaveAsync(RuleEdits edits, long version, string who, IReadOnlyList<string> changes, CancellationToken cancellationToken)
    {
        if (NextAnswer is not null || edits.Faults() is { Count: > 0 })
        {
            return Task.FromResult(NextAnswer ?? new RuleSaveResult.Invalid(edits.Faults()));
        }

        var next = new RuleSet(edits.Numbered(Dashboard.Rules.Current.Edits), version + 1);
        Dashboard.Rules.Swap(next);
        _history.Insert(0, new RuleHistoryEntry(Sample.Noon, who, changes));
        return Task.FromResult<RuleSaveResult>(new RuleSaveResult.Saved(next));
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<RuleHistoryEntry>> ReadHistoryAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<RuleHistoryEntry>>([.. _history]);

    /// <inheritdoc/>
    public Task<IReadOnlyList<RuleHits>> ReadSinceAsync(DateOnly from, CancellationToken cancellationToken) => Task.FromResult(Hits);

    /// <inheritdoc/>
    public Task<IReadOnlyList<RuleHits>> ReadChangeableAsync(CancellationToken cancellationToken) => Task.FromResult(Hits);

    /// <inheritdoc/>
    public void Dispose() => Job.Dispose();
}
