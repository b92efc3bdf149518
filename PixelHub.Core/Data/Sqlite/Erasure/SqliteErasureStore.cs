using System.Security.Cryptography;
using PixelHub.Core.Commit;
using PixelHub.Core.Data.Sqlite.Recount;
using PixelHub.Core.Recipients;

namespace PixelHub.Core.Data.Sqlite.Erasure;

/// <summary>
/// Erasures in SQLite. While one is under way the committer commits hits of its recipient as nobody's, so nothing comes in behind the search. Deleted
/// bytes are overwritten, and at the end the WAL is emptied, which holds pages as they were before.
/// </summary>
public sealed class SqliteErasureStore(SqliteDatabase database, TimeProvider time) : IErasureStore, IErasures
{
    private const int IdBytes = 10;

    /// <summary>Leaves the database's one writer to the committer most of the time.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(10);

    /// <summary>Called with the name of each step when it is done: tests end there what they pretend to be a process.</summary>
    internal Action<string>? AfterStep { get; init; }

    /// <inheritdoc/>
    public Task<string> RequestAsync(ErasureRequest request, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfZero(request.Recipient, nameof(request));
        var id = "era_" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdBytes));
        return WriteAsync(pending => pending.Begin(id, request, time.GetUtcNow()), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<ErasureReceipt?> ReadAsync(string id, CancellationToken cancellationToken) => ReadAsync(pending => pending.Read(id), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<ErasureReceipt>> ListAsync(int limit, CancellationToken cancellationToken) => ReadAsync(pending => pending.List(limit), cancellationToken);

    /// <inheritdoc/>
    public Task<PendingErasure?> NextAsync(CancellationToken cancellationToken) =>
        database.IsReadOnly ? Task.FromResult<PendingErasure?>(null) : ReadAsync(pending => pending.Next(), cancellationToken);

    /// <inheritdoc/>
    public Task EraseAsync(PendingErasure erasure, CancellationToken cancellationToken) =>
        Task.Run(() => EraseInEachAsync(erasure, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public async Task ForgetAsync(PendingErasure erasure, CancellationToken cancellationToken)
    {
        await WriteAsync(
            pending =>
            {
                pending.Forget(erasure);
                return true;
            },
            cancellationToken);
        AfterStep?.Invoke("forgotten");
    }

    /// <inheritdoc/>
    public Task<bool> TryCompleteAsync(PendingErasure erasure, CancellationToken cancellationToken) => Task.Run(
        () =>
        {
            database.EnsureUnchanged();
            using var connection = new WriterConnection(database.File);
            if (!connection.TryEmptyWal())
            {
                return false;
            }

            AfterStep?.Invoke("emptied");
            return connection.InTransaction(() =>
            {
                new PendingErasures(connection).Complete(erasure, time.GetUtcNow());
                return true;
            });
        },
        cancellationToken);

    private async Task EraseInEachAsync(PendingErasure erasure, CancellationToken cancellationToken)
    {
        database.EnsureUnchanged();
        using var connection = new WriterConnection(database.File);
        var pending = new PendingErasures(connection);
        var experiments = SqliteRecount.ReadExperiments(connection);
        for (var i = 0; i < experiments.Count; i++)
        {
            await new ExperimentErasure(connection, pending, erasure.Id, experiments[i], erasure.Recipient).RunAsync(RestAsync, cancellationToken);
            pending.NoteProgress(erasure.Id, i + 1, experiments.Count);
        }

        async Task RestAsync()
        {
            AfterStep?.Invoke("erased some");
            await Task.Delay(Rest, time, cancellationToken);
            await database.Edits.GiveWayAsync(cancellationToken);
        }
    }

    private Task<T> WriteAsync<T>(Func<PendingErasures, T> change, CancellationToken cancellationToken) => Task.Run(
        () =>
        {
            database.EnsureUnchanged();
            using var connection = new WriterConnection(database.File);
            return connection.InTransaction(() => change(new PendingErasures(connection)));
        },
        cancellationToken);

    private Task<T> ReadAsync<T>(Func<PendingErasures, T> read, CancellationToken cancellationToken) => Task.Run(
        () =>
        {
            using var connection = new WriterConnection(database.File);
            return connection.InSnapshot(() => read(new PendingErasures(connection)));
        },
        cancellationToken);
}
