namespace PixelHub.Web.Components.State;

/// <summary>One answer for everybody who asks at the same revision.</summary>
internal sealed class PerRevision<T>(long revision, Func<Task<T>> read)
{
    private readonly Lazy<Task<T>> _answer = new(read);

    /// <summary>The revision at which it was asked.</summary>
    public long Revision => revision;

    /// <summary>The answer. Stopping to wait does not stop the others.</summary>
    public Task<T> WaitAsync(CancellationToken cancellationToken) => _answer.Value.WaitAsync(cancellationToken);

    /// <summary>This, when it is new enough and did not fail; else a newer one.</summary>
    public PerRevision<T> OrNewer(long wanted, Func<Task<T>> again) =>
        revision >= wanted && !(_answer is { IsValueCreated: true, Value: { IsFaulted: true } or { IsCanceled: true } }) ? this : new PerRevision<T>(wanted, again);
}
