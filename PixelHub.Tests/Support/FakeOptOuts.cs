using PixelHub.Core.Ingestion;

namespace PixelHub.Tests.Support;

/// <summary>A list of opt-outs in memory.</summary>
public sealed class FakeOptOuts(TimeProvider time) : IOptOutStore
{
    private readonly List<(ulong Recipient, DateTimeOffset At)> _rows = [];

    /// <summary>What is asked for every hit.</summary>
    public OptOuts OptOuts { get; } = new();

    /// <summary>Entries that no key opens.</summary>
    public int Unreadable { get; set; }

    /// <summary>Thrown at the next who change something; null to do it.</summary>
    public Exception? Fault { get; set; }

    /// <inheritdoc/>
    public Task AddAsync(ulong recipient, CancellationToken cancellationToken) => ChangeAsync(() => _rows.Insert(0, (recipient, time.GetUtcNow())));

    /// <inheritdoc/>
    public Task RemoveAsync(ulong recipient, CancellationToken cancellationToken) => ChangeAsync(() => _rows.RemoveAll(r => r.Recipient == recipient));

    /// <inheritdoc/>
    public Task<OptOutList> ReadAsync(int newest, CancellationToken cancellationToken) =>
        Task.FromResult(new OptOutList(_rows.Count + Unreadable, [.. _rows.Take(newest).Select(r => r.At)]));

    /// <inheritdoc/>
    public Task LoadAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private Task ChangeAsync(Action change)
    {
        if (Fault is not null)
        {
            return Task.FromException(Fault);
        }

        change();
        OptOuts.Swap(_rows.Select(r => r.Recipient));
        return Task.CompletedTask;
    }
}
