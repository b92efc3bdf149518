using PixelHub.Core.Rollups;

namespace PixelHub.Core.Data.Sqlite.People;

/// <summary>One level of the blocks in the database. Used inside the committer's transaction, by one thread.</summary>
internal sealed class PeopleLevel : IDisposable
{
    private readonly int _level;
    private readonly Statement _findBlock;
    private readonly Statement _nextBlock;
    private readonly Statement _insertBlock;
    private readonly Statement _updateBlock;
    private readonly Statement _deleteBlock;
    private readonly Statement _countBlocks;
    private readonly List<PersonEntry> _merged = [];
    private readonly List<PersonEntry> _known = [];
    private readonly byte[] _bytes = new byte[PeopleBlock.MaxBytes + PeopleBlock.MaxEntryBytes];

    public PeopleLevel(WriterConnection connection, int level)
    {
        _level = level;
        _findBlock = new(connection, "FindPeopleBlock", "level", "experiment", "person");
        _nextBlock = new(connection, "NextPeopleBlock", "level", "experiment", "first");
        _insertBlock = new(connection, "InsertPeopleBlock", "experiment", "level", "first", "block");
        _updateBlock = new(connection, "UpdatePeopleBlock", "block", "id");
        _deleteBlock = new(connection, "DeletePeopleBlock", "id");
        _countBlocks = new(connection, "CountPeopleBlocks", "level");
        Blocks = _countBlocks.Bind(1, level).Scalar() ?? 0;
    }

    /// <summary>Blocks of this level.</summary>
    public long Blocks { get; private set; }

    /// <summary>What the level knows of a person.</summary>
    /// <returns>False when it does not know them.</returns>
    public bool TryFind(int experiment, long person, out KnownPerson known)
    {
        known = default;
        var row = _findBlock.Bind(1, _level, experiment, person);
        var found = row.Read() && PeopleBlock.TryFind(row.Int64(1), row.Blob(2), person, out known);
        row.Reset();
        return found;
    }

    /// <summary>Puts people into their blocks. Where one is known already, the newer knowledge stays: it holds the older.</summary>
    /// <param name="people">Sorted, each once.</param>
    public void Merge(ReadOnlySpan<PersonEntry> people)
    {
        while (!people.IsEmpty)
        {
            var (id, first, end) = ReadBlockOf(people[0]);
            var count = 1;
            while (count < people.Length && people[count].Experiment == people[0].Experiment && (end is null || people[count].Person < end))
            {
                count++;
            }

            MergeKnownWith(people[..count]);
            Write(id, people[0].Experiment, first);
            people = people[count..];
        }
    }

    /// <summary>Takes the block behind a place out of the level.</summary>
    /// <param name="people">Gets its people.</param>
    /// <param name="experiment">The place; moves on to where the block was.</param>
    /// <param name="first">As before.</param>
    /// <returns>False when there is none behind it.</returns>
    public bool TryTake(List<PersonEntry> people, ref int experiment, ref long first)
    {
        var row = _nextBlock.Bind(1, _level, experiment, first);
        var found = row.Read();
        var id = 0L;
        if (found)
        {
            id = row.Int64(0);
            (experiment, first) = ((int)row.Int64(1), row.Int64(2));
            PeopleBlock.Decode(experiment, first, row.Blob(3), people);
        }

        row.Reset();
        if (found)
        {
            _deleteBlock.Bind(1, id).Execute();
            Blocks--;
        }

        return found;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var statement in (ReadOnlySpan<Statement>)[_findBlock, _nextBlock, _insertBlock, _updateBlock, _deleteBlock, _countBlocks])
        {
            statement.Dispose();
        }
    }

    /// <summary>Reads the people of the block that a person belongs to. The first block of an experiment begins before every number.</summary>
    /// <returns>Its row, null for a block that is yet to be written; its first number; the first number of the next block, null when there is none.</returns>
    private (long? Id, long First, long? End) ReadBlockOf(in PersonEntry entry)
    {
        _known.Clear();
        var row = _findBlock.Bind(1, _level, entry.Experiment, entry.Person);
        (long? Id, long First) block = (null, long.MinValue);
        if (row.Read())
        {
            block = (row.Int64(0), row.Int64(1));
            PeopleBlock.Decode(entry.Experiment, block.First, row.Blob(2), _known);
        }

        row.Reset();
        row = _nextBlock.Bind(1, _level, entry.Experiment, block.First);
        long? end = row.Read() && row.Int64(1) == entry.Experiment ? row.Int64(2) : null;
        row.Reset();
        return (block.Id, block.First, end);
    }

    private void MergeKnownWith(ReadOnlySpan<PersonEntry> people)
    {
        _merged.Clear();
        var next = 0;
        foreach (ref readonly var entry in people)
        {
            while (next < _known.Count && _known[next] < entry)
            {
                _merged.Add(_known[next++]);
            }

            if (next < _known.Count && _known[next].Person == entry.Person)
            {
                next++;
            }

            _merged.Add(entry);
        }

        for (; next < _known.Count; next++)
        {
            _merged.Add(_known[next]);
        }
    }

    /// <summary>Writes the merged people as one block, or cut into several.</summary>
    private void Write(long? id, int experiment, long first)
    {
        var limit = EncodedBytes(first) <= PeopleBlock.MaxBytes ? PeopleBlock.MaxBytes : PeopleBlock.SplitBytes;
        var length = 0;
        var (before, start) = (first, first);
        for (var i = 0; i < _merged.Count; i++)
        {
            var entry = _merged[i];
            if (length + PeopleBlock.MaxEntryBytes > limit && length > 0 && limit == PeopleBlock.SplitBytes)
            {
                WriteBlock(id, experiment, start, length);
                (id, start, before, length) = (null, entry.Person, entry.Person, 0);
            }

            length += PeopleBlock.Write(_bytes.AsSpan(length), before, entry);
            before = entry.Person;
        }

        WriteBlock(id, experiment, start, length);
    }

    private int EncodedBytes(long first)
    {
        Span<byte> scratch = stackalloc byte[PeopleBlock.MaxEntryBytes];
        var (sum, before) = (0, first);
        foreach (var entry in _merged)
        {
            sum += PeopleBlock.Write(scratch, before, entry);
            before = entry.Person;
        }

        return sum;
    }

    private void WriteBlock(long? id, int experiment, long first, int length)
    {
        var block = _bytes.AsSpan(0, length);
        if (id is not null)
        {
            _updateBlock.Bind(1, block).Bind(2, id.Value).Execute();
            return;
        }

        _insertBlock.Bind(1, experiment, _level, first).Bind(4, block).Execute();
        Blocks++;
    }
}
