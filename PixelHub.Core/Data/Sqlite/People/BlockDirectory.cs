namespace PixelHub.Core.Data.Sqlite.People;

/// <summary>Which blocks an experiment has on one level, in memory: 16 bytes each, so that a person's block is found without asking the database.</summary>
internal sealed class BlockDirectory
{
    private readonly List<long> _firsts = [];
    private readonly List<long> _ids = [];

    /// <summary>Finds the block that a person belongs to.</summary>
    /// <returns>Its row and first number, and the first number of the next block; null where there is no block, or no next one.</returns>
    public (long? Id, long First, long? End) Find(long person)
    {
        var place = PlaceOf(person);
        long? end = place + 1 < _firsts.Count ? _firsts[place + 1] : null;
        return place < 0 ? (null, long.MinValue, end) : (_ids[place], _firsts[place], end);
    }

    /// <summary>A block was made.</summary>
    public void Add(long first, long id)
    {
        var place = PlaceOf(first) + 1;
        _firsts.Insert(place, first);
        _ids.Insert(place, id);
    }

    /// <summary>A block was deleted.</summary>
    public void Remove(long first)
    {
        var place = PlaceOf(first);
        _firsts.RemoveAt(place);
        _ids.RemoveAt(place);
    }

    /// <returns>Place of the last block that begins at or before a number; -1 when there is none.</returns>
    private int PlaceOf(long person)
    {
        var place = _firsts.BinarySearch(person);
        return place >= 0 ? place : ~place - 1;
    }
}
