using System.Globalization;
using PixelHub.Core.Events;
using PixelHub.Core.Rollups;

namespace PixelHub.Core.Data.Sqlite;

/// <summary>The committer's own connection with its prepared statements and the ids it has looked up. Thrown away whole after a failure.</summary>
internal sealed class CommitSession : IDisposable
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

    public CommitSession(string file)
    {
        Connection = new WriterConnection(file);
        var connection = Connection;
        _readCheckpoint = new(connection, "ReadCheckpoint");
        _moveCheckpoint = new(connection, "MoveCheckpoint", "end", "last_at", "start");
        _insertEvent = new(connection, "InsertEvent", "experiment", "at", "position", "kind", "scope", "variant", "verdict", "origin", "recipient", "viewer", "is_repeat");
        _addCounts = new(connection, "AddCounts", "experiment", "size", "start", "variant", "scope", "kind", "class", "hits", "repeats", "recipients", "viewers", "inferred");
        _readPerson = new(connection, "ReadPerson", "experiment", "person");
        _writePerson = new(connection, "WritePerson", "experiment", "person", "kinds", "variant");
        _addVerdict = new(connection, "AddVerdict", "class", "rule", "client", "os", "device");
        _addOrigin = new(connection, "AddOrigin", "link", "channel", "campaign", "referrer_host");
        _addOrphan = new(connection, "AddOrphan", "slug", "pixels", "clicks", "last_seen");
        _trimOrphans = new(connection, "TrimOrphans", "keep");
    }

    public WriterConnection Connection { get; }

    public long ReadCheckpoint() => _readCheckpoint.Scalar() ?? 0;

    /// <summary>False when the checkpoint is not where the batch starts: somebody committed it before.</summary>
    public bool MoveCheckpoint(long start, long end, long lastAt) => _moveCheckpoint.Bind(1, end, lastAt, start).Execute() == 1;

    public void InsertEvent(long position, TrackedEvent e, bool isRepeat) => _insertEvent
        .Bind(1, e.Experiment, e.At.ToUnixTimeMilliseconds(), position, (long)e.Kind, (long)e.Scope, e.Variant, VerdictId(e), OriginId(e))
        .Bind(9, unchecked((long)e.Recipient), unchecked((long)e.Viewer), isRepeat ? 1 : 0)
        .Execute();

    public void AddCounts(in CountKey key, in CountSums sums) => _addCounts
        .Bind(1, key.Experiment, (long)key.Size, key.Start, key.Variant, (long)key.Scope, (long)key.Kind, (long)key.Class)
        .Bind(8, sums.Hits, sums.Repeats, sums.Recipients, sums.Viewers, sums.Inferred)
        .Execute();

    public KnownPerson ReadPerson(int experiment, ulong person) =>
        _readPerson.Bind(1, experiment, unchecked((long)person)).Pair() is { } row ? new KnownPerson((PersonKinds)row.First, (int)row.Second) : default;

    public void WritePerson(int experiment, ulong person, KnownPerson known) =>
        _writePerson.Bind(1, experiment, unchecked((long)person), (long)known.Kinds, known.Variant).Execute();

    public void AddOrphan(OrphanHit hit)
    {
        var isClick = hit.Kind == EventKind.Click;
        _addOrphan.Bind(1, hit.Slug).Bind(2, isClick ? 0 : 1, isClick ? 1 : 0, hit.At.ToUnixTimeMilliseconds()).Execute();
    }

    public void TrimOrphans(long keep) => _trimOrphans.Bind(1, keep).Execute();

    public void Dispose()
    {
        foreach (var statement in (ReadOnlySpan<Statement>)[_readCheckpoint, _moveCheckpoint, _insertEvent, _addCounts, _readPerson, _writePerson, _addVerdict, _addOrigin, _addOrphan, _trimOrphans])
        {
            statement.Dispose();
        }

        Connection.Dispose();
    }

    private long VerdictId(TrackedEvent e)
    {
        var key = (e.Class, e.Rule, e.Client, e.Os, e.Device);
        return _verdicts.TryGetValue(key, out var id)
            ? id
            : Remember(_verdicts, key, _addVerdict.Bind(1, (long)e.Class).Bind(2, e.Rule).Bind(3, e.Client).Bind(4, e.Os).Bind(5, e.Device).Scalar());
    }

    private long OriginId(TrackedEvent e)
    {
        var key = (e.Link, e.Channel, e.Campaign, e.ReferrerHost);
        return _origins.TryGetValue(key, out var id)
            ? id
            : Remember(_origins, key, _addOrigin.Bind(1, e.Link).Bind(2, e.Channel).Bind(3, e.Campaign).Bind(4, e.ReferrerHost).Scalar());
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
