using PixelHub.Core.Ingestion;

namespace PixelHub.Tests.Support;

/// <summary>Nobody opts out here; or, with a fault, nobody can.</summary>
internal sealed class NoOptOuts : IOptOutStore
{
    /// <summary>Thrown at the next who try.</summary>
    public Exception? Fault { get; init; }

    public Task AddAsync(ulong recipient, CancellationToken cancellationToken) => Fault is null ? Task.CompletedTask : Task.FromException(Fault);

    public Task RemoveAsync(ulong recipient, CancellationToken cancellationToken) => AddAsync(recipient, cancellationToken);

    public Task<OptOutList> ReadAsync(int newest, CancellationToken cancellationToken) => Task.FromResult(new OptOutList(0, []));

    public Task LoadAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
