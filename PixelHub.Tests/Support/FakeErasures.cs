using PixelHub.Core.Recipients;

namespace PixelHub.Tests.Support;

/// <summary>Receipts that a test has written.</summary>
public sealed class FakeErasures : IErasures
{
    public IReadOnlyList<ErasureReceipt> Receipts { get; set; } = [];

    public Task<string> RequestAsync(ErasureRequest request, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<ErasureReceipt?> ReadAsync(string id, CancellationToken cancellationToken) => Task.FromResult(Receipts.FirstOrDefault(r => r.Id == id));

    public Task<IReadOnlyList<ErasureReceipt>> ListAsync(int limit, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<ErasureReceipt>>([.. Receipts.Take(limit)]);
}
