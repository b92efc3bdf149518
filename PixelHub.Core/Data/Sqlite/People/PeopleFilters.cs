using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace PixelHub.Core.Data.Sqlite.People;

/// <summary>What spares looking into the database: one filter over everybody, and one over level 1, because whoever is settled would be looked for there in vain.</summary>
internal sealed class PeopleFilters(string file, ILogger logger) : IDisposable
{
    private readonly LevelFilter _everybody = new(file, lastLevel: 2, withJournal: true, logger);
    private readonly LevelFilter _level1 = new(file, lastLevel: 1, withJournal: false, logger);

    /// <summary>For whoever looks up few people: none that could be wrong.</summary>
    public static PeopleFilters None() => new("", NullLogger.Instance);

    /// <summary>False when the person was certainly never added.</summary>
    public bool MayContain(int experiment, long person) => _everybody.MayContain(experiment, person);

    /// <summary>False when the person is certainly not in level 1.</summary>
    public bool MayBeInLevel1(int experiment, long person) => _level1.MayContain(experiment, person);

    /// <summary>Adds a person.</summary>
    public void Add(int experiment, long person) => _everybody.Add(experiment, person);

    /// <summary>People move into level 1.</summary>
    public void AddToLevel1(ReadOnlySpan<PersonEntry> people)
    {
        foreach (ref readonly var entry in people)
        {
            _level1.Add(entry.Experiment, entry.Person);
        }
    }

    /// <summary>Starts to fill a filter where one is missing or the one there is full. Call between two transactions: whoever was added before is in the database.</summary>
    public void Refresh()
    {
        _everybody.Refresh();
        _level1.Refresh();
    }

    /// <summary>Starts anew: somebody else added people.</summary>
    public void Forget()
    {
        _everybody.Forget();
        _level1.Forget();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _everybody.Dispose();
        _level1.Dispose();
    }
}
