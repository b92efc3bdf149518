using Microsoft.Extensions.Logging;

namespace PixelHub.Core.Data.Sqlite.People;

/// <summary>
/// A filter over the people of some levels, which outlives the committer's sessions. A first one, and another one when it gets full, is filled from
/// the database beside the commits; until it is, everybody has to be looked up. Whoever left the levels stays in it until then.
/// </summary>
/// <param name="file">The database.</param>
/// <param name="lastLevel">It is over the levels from 1 to this one.</param>
/// <param name="withJournal">Whether it is over those of the journal too.</param>
/// <param name="logger">Hears when it cannot be filled.</param>
internal sealed class LevelFilter(string file, int lastLevel, bool withJournal, ILogger logger) : IDisposable
{
    private const int PeoplePerBlock = 350;

    private readonly CancellationTokenSource _closing = new();
    private volatile PersonFilter? _ready;
    private volatile PersonFilter? _filling;
    private Task _fill = Task.CompletedTask;
    private long _people;
    private bool _hasFailed;

    /// <summary>False when the person was certainly never added.</summary>
    public bool MayContain(int experiment, long person) => _ready?.MayContain(experiment, person) ?? true;

    /// <summary>Adds a person.</summary>
    public void Add(int experiment, long person)
    {
        _ready?.Add(experiment, person);
        _filling?.Add(experiment, person);
        Interlocked.Increment(ref _people);
    }

    /// <summary>Starts to fill a filter where one is missing or the one there is full. Call between two transactions: whoever was added before is in the database.</summary>
    public void Refresh()
    {
        if (_hasFailed || !_fill.IsCompleted || (_ready is { } ready && Interlocked.Read(ref _people) <= ready.Capacity))
        {
            return;
        }

        using var connection = new WriterConnection(file);
        using var count = new Statement(connection, "CountPeopleBlocks", "first_level", "last_level");
        var blocks = count.Bind(1, 1, lastLevel).Scalar() ?? 0;
        var filter = new PersonFilter(Math.Max(blocks * PeoplePerBlock, withJournal ? Interlocked.Read(ref _people) : 0));
        _filling = filter;
        _fill = Task.Run(() => Fill(filter), CancellationToken.None);
        if (blocks < 1_000)
        {
            _fill.Wait();
        }
    }

    /// <summary>Starts anew: somebody else added people.</summary>
    public void Forget()
    {
        _fill.Wait();
        _ready = null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _closing.Cancel();
        _fill.Wait();
        _closing.Dispose();
    }

    private void Fill(PersonFilter filter)
    {
        try
        {
            using var connection = new WriterConnection(file);
            var people = connection.InSnapshot(() => AddBlocks(connection, filter) + (withJournal ? AddJournal(connection, filter) : 0));
            if (!_closing.IsCancellationRequested)
            {
                Interlocked.Exchange(ref _people, people);
                _ready = filter;
            }
        }
        catch (Exception exception)
        {
            _hasFailed = true; // a broken database is found, and told, by the committer; without a filter it is only slower
            DataMessages.FilterNotFilled(logger, exception);
        }

        _filling = null;
    }

    private long AddBlocks(WriterConnection connection, PersonFilter filter)
    {
        var added = 0L;
        var people = new List<PersonEntry>();
        using var blocks = new Statement(connection, "ReadPeopleBlocks", "last_level");
        blocks.Bind(1, lastLevel);
        while (!_closing.IsCancellationRequested && blocks.Read())
        {
            people.Clear();
            PeopleBlock.Decode((int)blocks.Int64(0), blocks.Int64(1), blocks.Blob(2), people);
            foreach (var entry in people)
            {
                filter.Add(entry.Experiment, entry.Person);
            }

            added += people.Count;
        }

        return added;
    }

    private static long AddJournal(WriterConnection connection, PersonFilter filter)
    {
        var added = 0L;
        using var journal = new Statement(connection, "ReadPeopleJournal");
        while (journal.Read())
        {
            KnownPeople.ReadJournalRow(journal.Blob(1), (in PersonEntry entry) =>
            {
                filter.Add(entry.Experiment, entry.Person);
                added++;
            });
        }

        return added;
    }
}
