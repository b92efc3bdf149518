using PixelHub.Core.Rollups;

namespace PixelHub.Core.Data.Sqlite.People;

/// <summary>A generation of people on its way from memory into blocks: still found by number, and taken in their order.</summary>
internal sealed class SettlingPeople
{
    private readonly PersonTable _people;
    private readonly int[] _order;
    private int _taken;

    /// <param name="people">Changes no more.</param>
    /// <param name="upToJournalId">The journal's rows up to here hold nobody but them, or older ones.</param>
    public SettlingPeople(PersonTable people, long upToJournalId)
    {
        (_people, UpToJournalId) = (people, upToJournalId);
        _order = people.Order();
    }

    /// <summary>When all are taken, the journal can be cut behind here.</summary>
    public long UpToJournalId { get; }

    /// <summary>Whether all were taken.</summary>
    public bool IsDone => _taken == _order.Length;

    /// <summary>What is known of a person.</summary>
    /// <returns>False when they are not of this generation.</returns>
    public bool TryGet(int experiment, long person, out KnownPerson known) => _people.TryGet(experiment, person, out known);

    /// <summary>Takes the next ones.</summary>
    public void Take(int most, List<PersonEntry> people)
    {
        var end = Math.Min(_taken + most, _order.Length);
        for (; _taken < end; _taken++)
        {
            people.Add(_people.At(_order[_taken]));
        }
    }

    /// <summary>The emptied table, for the next generation.</summary>
    public PersonTable Recycle()
    {
        _people.Clear();
        return _people;
    }
}
