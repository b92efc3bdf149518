using System.Globalization;
using PixelHub.Core.Data.Sqlite.People;
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
    private readonly Statement _addBreakdown;
    private readonly Statement _addMachineOnly;
    private readonly Statement _addVerdict;
    private readonly Statement _addOrigin;
    private readonly Statement _addOrphan;
    private readonly Statement _trimOrphans;
    private readonly FacetValues _facetValues;
    private readonly long _peopleRevision;
    private readonly HashSet<ulong> _erasing = [];
    private readonly Dictionary<(EventClass, string, string?, string?, string?), long> _verdicts = [];
    private readonly Dictionary<(string?, string?, string?, string?, string?), long> _origins = [];

    public CommitSession(string file, PeopleFilters filters, PeopleLimits limits)
    {
        Connection = new WriterConnection(file);
        using (var revision = new Statement(Connection, "ReadPeopleRevision"))
        {
            _peopleRevision = revision.Scalar() ?? 0;
        }

        using (var erasing = new Statement(Connection, "Erasure/ReadErasing"))
        {
            while (erasing.Read())
            {
                _erasing.Add(unchecked((ulong)erasing.Int64(0)));
            }
        }

        People = new KnownPeople(Connection, filters, limits);
        _facetValues = new FacetValues(Connection);
        var connection = Connection;
        _readCheckpoint = new(connection, "ReadCheckpoint");
        _moveCheckpoint = new(connection, "MoveCheckpoint", "end", "last_at", "start");
        _insertEvent = new(connection, "InsertEvent", "experiment", "at", "position", "kind", "scope", "variant", "verdict", "origin", "recipient", "viewer", "is_repeat");
        _addCounts = CountStatements.AddCounts(connection);
        _addBreakdown = CountStatements.AddBreakdown(connection);
        _addMachineOnly = CountStatements.AddMachineOnly(connection);
        _addVerdict = new(connection, "AddVerdict", "class", "rule", "client", "os", "device");
        _addOrigin = new(connection, "AddOrigin", "link", "channel", "campaign", "referrer_host", "country");
        _addOrphan = new(connection, "AddOrphan", "slug", "pixels", "clicks", "last_seen");
        _trimOrphans = new(connection, "TrimOrphans", "keep");
    }

    public WriterConnection Connection { get; }

    /// <summary>Who is known of which experiment.</summary>
    public KnownPeople People { get; }

    public long ReadCheckpoint() => _readCheckpoint.Scalar() ?? 0;

    /// <summary>Moves the checkpoint.</summary>
    /// <returns>False when it is not where the batch starts: somebody committed it before.</returns>
    /// <exception cref="PeopleChangedException">Somebody else changed what is known of people.</exception>
    public bool MoveCheckpoint(long start, long end, long lastAt)
    {
        var revision = _moveCheckpoint.Bind(1, end, lastAt, start).Scalar();
        return revision is null || revision == _peopleRevision ? revision is not null : throw new PeopleChangedException();
    }

    /// <summary>The event as it may be kept: as nobody's while its recipient is being erased.</summary>
    public TrackedEvent AsMayBeKept(TrackedEvent e) => _erasing.Count > 0 && _erasing.Contains(e.Recipient) ? e with { Recipient = 0 } : e;

    /// <summary>Inserts an event.</summary>
    /// <param name="position">Its position in the log.</param>
    /// <param name="e">The event.</param>
    /// <param name="verdict">From <see cref="VerdictId"/>.</param>
    /// <param name="origin">From <see cref="OriginId"/>.</param>
    /// <param name="isRepeat">Whether it is a repeat.</param>
    public void InsertEvent(long position, TrackedEvent e, long verdict, long origin, bool isRepeat) => _insertEvent
        .Bind(1, e.Experiment, e.At.ToUnixTimeMilliseconds(), position, (long)e.Kind, (long)e.Scope, e.Variant, verdict, origin,
            unchecked((long)e.Recipient), unchecked((long)e.Viewer), isRepeat ? 1 : 0)
        .Execute();

    public void AddCounts(in CountKey key, in CountSums sums) => CountStatements.Add(_addCounts, key, sums);

    public void AddMachineOnly(VariantKey key, long people) => CountStatements.Add(_addMachineOnly, key, people);

    public void AddBreakdown(in BreakdownKey key, long hits) => CountStatements.Add(
        _addBreakdown,
        new StoredBreakdownKey(key.Experiment, key.Facet, key.Start, _facetValues.IdOf(key.Experiment, key.Facet, key.Value), key.Variant, key.Kind, key.Class),
        hits);

    public void AddOrphan(OrphanHit hit)
    {
        var isClick = hit.Kind == EventKind.Click;
        _addOrphan.Bind(1, hit.Slug).Bind(2, isClick ? 0 : 1, isClick ? 1 : 0, hit.At.ToUnixTimeMilliseconds()).Execute();
    }

    public void TrimOrphans(long keep) => _trimOrphans.Bind(1, keep).Execute();

    /// <summary>The number of what was concluded about an event.</summary>
    public long VerdictId(TrackedEvent e)
    {
        var key = (e.Class, e.Rule, e.Client, e.Os, e.Device);
        return _verdicts.TryGetValue(key, out var id)
            ? id
            : Remember(_verdicts, key, _addVerdict.Bind(1, (long)e.Class).Bind(2, e.Rule).Bind(3, e.Client).Bind(4, e.Os).Bind(5, e.Device).Scalar());
    }

    /// <summary>The number of where an event came from.</summary>
    public long OriginId(TrackedEvent e)
    {
        var key = (e.Link, e.Channel, e.Campaign, e.ReferrerHost, e.Country);
        return _origins.TryGetValue(key, out var id)
            ? id
            : Remember(_origins, key, _addOrigin.Bind(1, e.Link).Bind(2, e.Channel).Bind(3, e.Campaign).Bind(4, e.ReferrerHost).Bind(5, e.Country).Scalar());
    }

    public void Dispose()
    {
        foreach (var statement in (ReadOnlySpan<Statement>)[_readCheckpoint, _moveCheckpoint, _insertEvent, _addCounts, _addBreakdown, _addMachineOnly, _addVerdict, _addOrigin, _addOrphan, _trimOrphans])
        {
            statement.Dispose();
        }

        People.Dispose();
        _facetValues.Dispose();
        Connection.Dispose();
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
