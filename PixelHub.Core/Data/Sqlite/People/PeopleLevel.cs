using System.Runtime.InteropServices;
using PixelHub.Core.Rollups;

namespace PixelHub.Core.Data.Sqlite.People;

/// <summary>One level of the blocks in the database. Used inside a transaction, by one thread; after a failed one it is to be thrown away.</summary>
internal sealed class PeopleLevel : IDisposable
{
    private readonly int _level;
    private readonly Statement _readDirectory;
    private readonly Statement _readBlock;
    private readonly Statement _nextBlock;
    private readonly Statement _insertBlock;
    private readonly Statement _updateBlock;
    private readonly Statement _deleteBlock;
    private readonly Dictionary<int, BlockDirectory> _directories = [];
    private readonly List<PersonEntry> _merged = [];
    private readonly List<PersonEntry> _known = [];
    private readonly byte[] _bytes = new byte[PeopleBlock.MaxBytes];

    public PeopleLevel(WriterConnection connection, int level)
    {
        _level = level;
        _readDirectory = new(connection, "ReadBlockDirectory", "level", "experiment");
        _readBlock = new(connection, "ReadPeopleBlock", "id");
        _nextBlock = new(connection, "NextPeopleBlock", "level", "experiment", "first");
        _insertBlock = new(connection, "InsertPeopleBlock", "experiment", "level", "first", "block");
        _updateBlock = new(connection, "UpdatePeopleBlock", "block", "id");
        _deleteBlock = new(connection, "DeletePeopleBlock", "id");
        using var count = new Statement(connection, "CountPeopleBlocks", "first_level", "last_level");
        Blocks = count.Bind(1, level, level).Scalar() ?? 0;
    }

    /// <summary>Blocks of this level.</summary>
    public long Blocks { get; private set; }

    /// <summary>What the level knows of a person.</summary>
    /// <returns>False when it does not know them.</returns>
    public bool TryFind(int experiment, long person, out KnownPerson known)
    {
        known = default;
        var (id, first, _) = DirectoryOf(experiment).Find(person);
        if (id is null)
        {
            return false;
        }

        var row = _readBlock.Bind(1, id.Value);
        var found = row.Read() && PeopleBlock.TryFind(first, row.Blob(0), person, out known);
        row.Reset();
        return found;
    }

    /// <summary>Puts people into their blocks. Where one is known already, the newer knowledge stays: it holds the older.</summary>
    /// <param name="people">Sorted, each once.</param>
    public void Merge(ReadOnlySpan<PersonEntry> people)
    {
        while (!people.IsEmpty)
        {
            var experiment = people[0].Experiment;
            var directory = DirectoryOf(experiment);
            var (id, first, end) = directory.Find(people[0].Person);
            var count = 1;
            while (count < people.Length && people[count].Experiment == experiment && (end is null || people[count].Person < end))
            {
                count++;
            }

            ReadKnown(id, experiment, first);
            MergeKnownWith(people[..count]);
            Write(directory, id, experiment, first);
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
        if (!row.Read())
        {
            return false;
        }

        var id = row.Int64(0);
        (experiment, first) = ((int)row.Int64(1), row.Int64(2));
        PeopleBlock.Decode(experiment, first, row.Blob(3), people);
        row.Reset();
        var directory = DirectoryOf(experiment); // before the row is gone: it may be read only now
        _deleteBlock.Bind(1, id).Execute();
        directory.Remove(first);
        Blocks--;
        return true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var statement in (ReadOnlySpan<Statement>)[_readDirectory, _readBlock, _nextBlock, _insertBlock, _updateBlock, _deleteBlock])
        {
            statement.Dispose();
        }
    }

    private BlockDirectory DirectoryOf(int experiment)
    {
        ref var directory = ref CollectionsMarshal.GetValueRefOrAddDefault(_directories, experiment, out var isThere);
        if (!isThere)
        {
            directory = new BlockDirectory();
            _readDirectory.Bind(1, _level, experiment);
            while (_readDirectory.Read())
            {
                directory.Add(_readDirectory.Int64(0), _readDirectory.Int64(1));
            }
        }

        return directory!;
    }

    private void ReadKnown(long? id, int experiment, long first)
    {
        _known.Clear();
        if (id is not null)
        {
            var row = _readBlock.Bind(1, id.Value);
            if (row.Read())
            {
                PeopleBlock.Decode(experiment, first, row.Blob(0), _known);
                row.Reset();
            }
        }
    }

    private void MergeKnownWith(ReadOnlySpan<PersonEntry> people)
    {
        _merged.Clear();
        var known = CollectionsMarshal.AsSpan(_known);
        foreach (ref readonly var entry in people)
        {
            while (!known.IsEmpty && known[0].Person < entry.Person)
            {
                _merged.Add(known[0]);
                known = known[1..];
            }

            known = !known.IsEmpty && known[0].Person == entry.Person ? known[1..] : known;
            _merged.Add(entry);
        }

        _merged.AddRange(known);
    }

    /// <summary>Writes the merged people as one block, or cut into several.</summary>
    private void Write(BlockDirectory directory, long? id, int experiment, long first)
    {
        var rest = CollectionsMarshal.AsSpan(_merged);
        var limit = PeopleBlock.CountThatFit(rest, first, PeopleBlock.MaxBytes) == rest.Length ? PeopleBlock.MaxBytes : PeopleBlock.SplitBytes;
        while (!rest.IsEmpty)
        {
            var count = PeopleBlock.CountThatFit(rest, first, limit);
            var block = _bytes.AsSpan(0, PeopleBlock.Encode(rest[..count], first, _bytes));
            if (id is not null)
            {
                _updateBlock.Bind(1, block).Bind(2, id.Value).Execute();
            }
            else
            {
                directory.Add(first, _insertBlock.Bind(1, experiment, _level, first).Bind(4, block).Scalar() ?? throw new InvalidOperationException("A block got no number."));
                Blocks++;
            }

            rest = rest[count..];
            (id, first) = (null, rest.IsEmpty ? 0 : rest[0].Person);
        }
    }
}
