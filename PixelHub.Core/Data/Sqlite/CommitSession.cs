using System.Globalization;
using Microsoft.Data.Sqlite;
using PixelHub.Core.Events;
using PixelHub.Core.Rollups;

namespace PixelHub.Core.Data.Sqlite;

/// <summary>The committer's own connection with its prepared statements and the ids it has looked up. Thrown away whole after a failure.</summary>
internal sealed class CommitSession : IAsyncDisposable
{
    private const int MaxKnownTexts = 20_000;

    private readonly Statement _readCheckpoint;
    private readonly Statement _moveCheckpoint;
    private readonly Statement _insertEvent;
    private readonly Statement _addCounts;
    private readonly Statement _readPerson;
    private readonly Statement _writePerson;
    private readonly Statement _addVerdict;
    private readonly Statement _addOrigin;
    private readonly Statement _addOrphan;
    private readonly Statement _trimOrphans;
    private readonly Dictionary<(EventClass, string, string?, string?, string?), long> _verdicts = [];
    private readonly Dictionary<(string?, string?, string?, string?), long> _origins = [];

    public CommitSession(SqliteConnection connection)
    {
        Connection = connection;
        _readCheckpoint = new(connection, "ReadCheckpoint");
        _moveCheckpoint = new(connection, "MoveCheckpoint", "start", "end", "last_at");
        _insertEvent = new(connection, "InsertEvent", "experiment", "at", "position", "kind", "scope", "variant", "verdict", "origin", "recipient", "viewer", "is_repeat");
        _addCounts = new(connection, "AddCounts", "experiment", "size", "start", "variant", "scope", "kind", "class", "hits", "repeats", "recipients", "viewers", "inferred");
        _readPerson = new(connection, "ReadPerson", "experiment", "person");
        _writePerson = new(connection, "WritePerson", "experiment", "person", "kinds", "variant");
        _addVerdict = new(connection, "AddVerdict", "class", "rule", "client", "os", "device");
        _addOrigin = new(connection, "AddOrigin", "link", "channel", "campaign", "referrer_host");
        _addOrphan = new(connection, "AddOrphan", "slug", "pixels", "clicks", "last_seen");
        _trimOrphans = new(connection, "TrimOrphans", "keep");
    }

    public SqliteConnection Connection { get; }

    public long ReadCheckpoint(SqliteTransaction transaction) => _readCheckpoint.Scalar(transaction) ?? 0;

    /// <summary>False when the checkpoint is not where the batch starts: somebody committed it before.</summary>
    public bool MoveCheckpoint(SqliteTransaction transaction, long start, long end, long lastAt) =>
        _moveCheckpoint.Execute(transaction, start, end, lastAt) == 1;

    public void InsertEvent(SqliteTransaction transaction, long position, TrackedEvent e, bool isRepeat) => _insertEvent.Execute(
        transaction, (long)e.Experiment, e.At.ToUnixTimeMilliseconds(), position, (long)e.Kind, (long)e.Scope, (long)e.Variant, VerdictId(transaction, e),
        OriginId(transaction, e), unchecked((long)e.Recipient), unchecked((long)e.Viewer), isRepeat ? 1L : 0L);

    public void AddCounts(SqliteTransaction transaction, in CountKey key, in CountSums sums) => _addCounts.Execute(
        transaction, (long)key.Experiment, (long)key.Size, key.Start, (long)key.Variant, (long)key.Scope, (long)key.Kind, (long)key.Class,
        sums.Hits, sums.Repeats, sums.Recipients, sums.Viewers, sums.Inferred);

    public PersonKinds ReadPerson(SqliteTransaction transaction, int experiment, ulong person) =>
        (PersonKinds)(_readPerson.Scalar(transaction, (long)experiment, unchecked((long)person)) ?? 0);

    public void WritePerson(SqliteTransaction transaction, int experiment, ulong person, PersonKinds kinds, int variant) =>
        _writePerson.Execute(transaction, (long)experiment, unchecked((long)person), (long)kinds, (long)variant);

    public void AddOrphan(SqliteTransaction transaction, OrphanHit hit) => _addOrphan.Execute(
        transaction, hit.Slug, hit.Kind == EventKind.Click ? 0L : 1L, hit.Kind == EventKind.Click ? 1L : 0L, hit.At.ToUnixTimeMilliseconds());

    public void TrimOrphans(SqliteTransaction transaction, long keep) => _trimOrphans.Execute(transaction, keep);

    public ValueTask DisposeAsync()
    {
        foreach (var statement in (ReadOnlySpan<Statement>)[_readCheckpoint, _moveCheckpoint, _insertEvent, _addCounts, _readPerson, _writePerson, _addVerdict, _addOrigin, _addOrphan, _trimOrphans])
        {
            statement.Dispose();
        }

        return Connection.DisposeAsync();
    }

    private long VerdictId(SqliteTransaction transaction, TrackedEvent e)
    {
        var key = (e.Class, e.Rule, e.Client, e.Os, e.Device);
        return _verdicts.TryGetValue(key, out var id)
            ? id
            : Remember(_verdicts, key, _addVerdict.Scalar(transaction, (long)e.Class, e.Rule, e.Client ?? "", e.Os ?? "", e.Device ?? ""));
    }

    private long OriginId(SqliteTransaction transaction, TrackedEvent e)
    {
        var key = (e.Link, e.Channel, e.Campaign, e.ReferrerHost);
        return _origins.TryGetValue(key, out var id)
            ? id
            : Remember(_origins, key, _addOrigin.Scalar(transaction, e.Link ?? "", e.Channel ?? "", e.Campaign ?? "", e.ReferrerHost ?? ""));
    }

    /// <summary>Strangers choose these texts, so what is kept in memory is bounded.</summary>
    private static long Remember<TKey>(Dictionary<TKey, long> known, TKey key, long? id)
        where TKey : notnull
    {
        if (known.Count >= MaxKnownTexts)
        {
            known.Clear();
        }

        return known[key] = id ?? throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"No id came back for {key}."));
    }
}
