using PixelHub.Core.Ingestion;

namespace PixelHub.Tests.Support;

/// <summary>Nobody opts out here; or, with a fault, nobody can.</summary>
internal sealed class NoOptOuts : IOptOutStore
{
    /// <summary>Thrown at the next who try.</summary>
    public Exception? Fault { get; init; }

    public Task AddAsync(ulong recipient, CancellationToken cancellationToken) => Fault is null ? Task.CompletedTask : Task.FromException(Fault);

    public Task LoadAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
