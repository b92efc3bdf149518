using PixelHub.Core.Events;

namespace PixelHub.Core.Data.Sqlite.Recount;

/// <summary>Gives events their texts back from the numbers that stand for them in their rows.</summary>
internal sealed class EventTexts(WriterConnection connection) : IDisposable
{
    private const int MostInMemory = 20_000;

    private readonly Statement _readVerdict = new(connection, "Recount/ReadVerdict", "id");
    private readonly Statement _readOrigin = new(connection, "Recount/ReadOrigin", "id");
    private readonly Dictionary<long, TrackedEvent> _verdicts = [];
    private readonly Dictionary<long, TrackedEvent> _origins = [];

    /// <summary>The event with the texts of both.</summary>
    /// <exception cref="InvalidDataException">The database has lost one of them.</exception>
    public TrackedEvent Complete(TrackedEvent bare, long verdict, long origin)
    {
        var (v, o) = (Verdict(verdict), Origin(origin));
        return bare with
        {
            Class = v.Class,
            Rule = v.Rule,
            Client = v.Client,
            Os = v.Os,
            Device = v.Device,
            Link = o.Link,
            Channel = o.Channel,
            Campaign = o.Campaign,
            ReferrerHost = o.ReferrerHost,
            Country = o.Country,
        };
    }

    /// <summary>An event with the texts of a verdict and nothing else.</summary>
    /// <exception cref="InvalidDataException">The database has lost them.</exception>
    public TrackedEvent Verdict(long id) => Find(_verdicts, id, ReadVerdict);

    /// <summary>A verdict as that of the request alone.</summary>
    /// <exception cref="InvalidDataException">The database has lost it.</exception>
    public FirstVerdict First(long id)
    {
        var v = Verdict(id);
        return new FirstVerdict(v.Class, v.Rule, v.Client, v.Os, v.Device);
    }

    /// <summary>An event with the texts of an origin and nothing else.</summary>
    /// <exception cref="InvalidDataException">The database has lost them.</exception>
    public TrackedEvent Origin(long id) => Find(_origins, id, ReadOrigin);

    /// <inheritdoc/>
    public void Dispose()
    {
        _readVerdict.Dispose();
        _readOrigin.Dispose();
    }

    private static TrackedEvent Find(Dictionary<long, TrackedEvent> known, long id, Func<long, TrackedEvent> read)
    {
        if (!known.TryGetValue(id, out var parts))
        {
            if (known.Count >= MostInMemory)
            {
                known.Clear();
            }

            known[id] = parts = read(id);
        }

        return parts;
    }

    private TrackedEvent ReadVerdict(long id) => Read(_readVerdict, id, static row => Nothing with
    {
        Class = (EventClass)row.Int64(0),
        Rule = row.Text(1),
        Client = Text(row, 2),
        Os = Text(row, 3),
        Device = Text(row, 4),
    });

    private TrackedEvent ReadOrigin(long id) => Read(_readOrigin, id, static row => Nothing with
    {
        Link = Text(row, 0),
        Channel = Text(row, 1),
        Campaign = Text(row, 2),
        ReferrerHost = Text(row, 3),
        Country = Text(row, 4),
    });

    private static TrackedEvent Read(Statement statement, long id, Func<Statement, TrackedEvent> read)
    {
        if (!statement.Bind(1, id).Read())
        {
            throw new InvalidDataException($"The database has hits whose texts, number {id}, are missing. Restore a backup.");
        }

        var parts = read(statement);
        statement.Reset();
        return parts;
    }

    private static string? Text(Statement row, int column) => row.Text(column) is { Length: > 0 } text ? text : null;

    private static readonly TrackedEvent Nothing = new(DateTimeOffset.UnixEpoch, 0) { Kind = EventKind.Impression, Rule = "" };
}
