using System.Globalization;
using PixelHub.Core.Data.Sqlite.People;
using PixelHub.Core.Data.Sqlite.Review;
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
    private readonly ReaderTexts _readerTexts;
    private readonly long _peopleRevision;
    private ReviewStatements? _review;
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
        _readerTexts = new ReaderTexts(Connection);
        var connection = Connection;
        _readCheckpoint = new(connection, "ReadCheckpoint");
        _moveCheckpoint = new(connection, "MoveCheckpoint", "end", "last_at", "start");
        _insertEvent = new(connection, "InsertEvent", "experiment", "at", "position", "kind", "scope", "variant", "verdict", "origin", "recipient", "viewer", "is_repeat",
            "first_verdict", "known_before", "address", "named");
        _addCounts = CountStatements.AddCounts(connection);
        _addBreakdown = CountStatements.AddBreakdown(connection);
        _addMachineOnly = CountStatements.AddMachineOnly(connection);
        _addVerdict = new(connection, "AddVerdict", "class", "rule", "client", "os", "device");
        _addOrigin = new(connection, "AddOrigin", "link", "channel", "campaign", "referrer_host", "country");
        Notes = new ReviewNotes(connection);
        _addOrphan = new(connection, "AddOrphan", "slug", "pixels", "clicks", "last_seen");
        _trimOrphans = new(connection, "TrimOrphans", "keep");
    }

    public WriterConnection Connection { get; }

    /// <summary>Who is known of which experiment.</summary>
    public KnownPeople People { get; }

    /// <summary>What the next review has to look at.</summary>
    public ReviewNotes Notes { get; }

    /// <summary>What a review asks and changes.</summary>
    public ReviewStatements Review => _review ??= new ReviewStatements(Connection);

    public long ReadCheckpoint() => _readCheckpoint.Scalar() ?? 0;

    /// <summary>Moves the checkpoint.</summary>
    /// <returns>False when it is not where the batch starts: somebody committed it before.</returns>
    /// <exception cref="PeopleChangedException">Somebody else changed what is known of people.</exception>
    public bool MoveCheckpoint(long start, long end, long lastAt)
    {
        _readerTexts.Begin();
        var revision = _moveCheckpoint.Bind(1, end, lastAt, start).Scalar();
        return revision is null || revision == _peopleRevision ? revision is not null : throw new PeopleChangedException();
    }

    /// <summary>Asks the same before a change that moves no checkpoint.</summary>
    /// <exception cref="PeopleChangedException">Somebody else changed what is known of people.</exception>
    public void EnsurePeopleUnchanged()
    {
        if (Review.ReadRevision.Scalar() != _peopleRevision)
        {
            throw new PeopleChangedException();
        }
    }

    /// <summary>The event as it may be kept: as nobody's while its recipient is being erased.</summary>
    public TrackedEvent AsMayBeKept(TrackedEvent e) => IsBeingErased(e.Recipient) ? e with { Recipient = 0, RecipientText = null, Address = null } : e;

    /// <summary>Whether an erasure of the recipient is under way.</summary>
    public bool IsBeingErased(ulong recipient) => _erasing.Count > 0 && _erasing.Contains(recipient);

    /// <summary>Inserts an event.</summary>
    /// <param name="position">Its position in the log.</param>
    /// <param name="e">The event.</param>
    /// <param name="verdict">From <see cref="VerdictId(TrackedEvent)"/>.</param>
    /// <param name="origin">From <see cref="OriginId"/>.</param>
    /// <param name="isRepeat">Whether it is a repeat.</param>
    /// <param name="knownBefore">What was known of its person; nothing where it does not count.</param>
    public void InsertEvent(long position, TrackedEvent e, long verdict, long origin, bool isRepeat, PersonKinds knownBefore) => _insertEvent
        .Bind(1, e.Experiment, e.At.ToUnixTimeMilliseconds(), position, (long)e.Kind, (long)e.Scope, e.Variant, verdict, origin,
            unchecked((long)e.Recipient), unchecked((long)e.Viewer), isRepeat ? 1 : 0, FirstVerdictId(e), (long)knownBefore, _readerTexts.Keep(e),
            ReaderTexts.HasName(e) ? 1 : 0)
        .Execute();

    /// <summary>Adds to the rollups.</summary>
    public void Add(RollupFold fold, BreakdownFold breakdown)
    {
        // In the order of their keys, so that neighbours in the tables are written together.
        foreach (var (key, sums) in fold.ToCounts().Where(c => c.Value != default).OrderBy(c => c.Key.Experiment).ThenBy(c => c.Key.Size).ThenBy(c => c.Key.Start))
        {
            CountStatements.Add(_addCounts, key, sums);
        }

        foreach (var (key, people) in fold.MachineOnly.Where(m => m.Value != 0))
        {
            CountStatements.Add(_addMachineOnly, key, people);
        }

        foreach (var (key, hits) in breakdown.ToHits().Where(c => c.Value != 0).OrderBy(c => c.Key.Experiment).ThenBy(c => c.Key.Facet).ThenBy(c => c.Key.Start))
        {
            CountStatements.Add(
                _addBreakdown,
                new StoredBreakdownKey(key.Experiment, key.Facet, key.Start, _facetValues.IdOf(key.Experiment, key.Facet, key.Value), key.Variant, key.Kind, key.Class),
                hits);
        }
    }

    public void AddOrphan(OrphanHit hit)
    {
        var isClick = hit.Kind == EventKind.Click;
        _addOrphan.Bind(1, hit.Slug).Bind(2, isClick ? 0 : 1, isClick ? 1 : 0, hit.At.ToUnixTimeMilliseconds()).Execute();
    }

    public void TrimOrphans(long keep) => _trimOrphans.Bind(1, keep).Execute();

    /// <summary>The number of what was concluded about an event.</summary>
    public long VerdictId(TrackedEvent e) => VerdictId(e.Class, e.Rule, e.Client, e.Os, e.Device);

    /// <summary>The number of a verdict.</summary>
    public long VerdictId(EventClass @class, string rule, string? client, string? os, string? device)
    {
        var key = (@class, rule, client, os, device);
        return _verdicts.TryGetValue(key, out var id)
            ? id
            : Remember(_verdicts, key, _addVerdict.Bind(1, (long)@class).Bind(2, rule).Bind(3, client).Bind(4, os).Bind(5, device).Scalar());
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

        _review?.Dispose();
        Notes.Dispose();
        People.Dispose();
        _facetValues.Dispose();
        _readerTexts.Dispose();
        Connection.Dispose();
    }

    private long FirstVerdictId(TrackedEvent e) => e.First is { } first ? VerdictId(first.Class, first.Rule, first.Client, first.Os, first.Device) : 0;

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
