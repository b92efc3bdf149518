using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using PixelHub.Core.Rollups;

namespace PixelHub.Core.Data.Sqlite.People;

/// <summary>
/// Who is known of which experiment, exactly, at a cost that hardly grows with their number. Inserting people one by one where their hash happens to lie
/// would read and write a page of the database for each. So those of the last commits are in memory, and in a journal that is written in the same
/// transaction; when there are many, they move in their order into the blocks of level 1, which are few, and from there into those of level 2.
/// </summary>
/// <remarks>Used inside the committer's transaction, by one thread. After a failed transaction it no longer matches the database: throw it away.</remarks>
internal sealed class KnownPeople : IDisposable
{
    private const int JournalEntryBytes = 16;

    private readonly PeopleFilters _filters;
    private readonly PeopleLevel _level1;
    private readonly PeopleLevel _level2;
    private readonly Statement _addToJournal;
    private readonly Statement _trimJournal;
    private readonly ArrayBufferWriter<byte> _changes = new();
    private readonly List<PersonEntry> _taken = [];
    private readonly PeopleLimits _limits;
    private PersonTable _recent = new();
    private PersonTable? _spare;
    private SettlingPeople? _settling;
    private long _lastJournalId;
    private (int Experiment, long First) _moved = (0, long.MinValue);

    /// <summary>Reads the journal back.</summary>
    /// <param name="connection">The committer's.</param>
    /// <param name="filters">Outlive this.</param>
    /// <param name="limits">When they move on; small in tests.</param>
    public KnownPeople(WriterConnection connection, PeopleFilters filters, PeopleLimits? limits = null)
    {
        (_filters, _limits) = (filters, limits ?? new PeopleLimits());
        _level1 = new PeopleLevel(connection, 1);
        _level2 = new PeopleLevel(connection, 2);
        _addToJournal = new(connection, "AddToPeopleJournal", "people");
        _trimJournal = new(connection, "TrimPeopleJournal", "id");
        using var journal = new Statement(connection, "ReadPeopleJournal");
        while (journal.Read())
        {
            _lastJournalId = journal.Int64(0);
            ReadJournalRow(journal.Blob(1), _recent.Set);
        }
    }

    /// <summary>What is known of a person; the default when nothing is.</summary>
    public KnownPerson Get(int experiment, ulong person)
    {
        var number = unchecked((long)person);
        return _filters.MayContain(experiment, number) && TryFind(experiment, number, out var known) ? known : default;
    }

    /// <summary>Keeps what is known of a person.</summary>
    public void Set(int experiment, ulong person, KnownPerson known)
    {
        var entry = new PersonEntry(experiment, unchecked((long)person), known);
        _recent.Set(entry);
        _filters.Add(experiment, entry.Person);
        WriteJournalEntry(_changes.GetSpan(JournalEntryBytes), entry);
        _changes.Advance(JournalEntryBytes);
    }

    /// <summary>Writes what was set since the last call, and moves some of the older people on: more than came, so that neither memory nor level 1 overflows.</summary>
    public void Write()
    {
        var changes = _changes.WrittenCount / JournalEntryBytes;
        if (changes == 0)
        {
            return;
        }

        _lastJournalId = _addToJournal.Bind(1, _changes.WrittenSpan).Scalar() ?? throw new InvalidOperationException("The journal gave no id.");
        _changes.ResetWrittenCount();
        if (_settling is null && _recent.Count >= _limits.Generation)
        {
            _settling = new SettlingPeople(_recent, _lastJournalId);
            (_recent, _spare) = (_spare ?? new PersonTable(), null);
        }

        Settle(2 * changes);
        Move(1 + (changes / PeopleBlock.FewestWhenFull));
    }

    /// <summary>Reads a row of the journal.</summary>
    public static void ReadJournalRow(ReadOnlySpan<byte> row, ReadPerson read)
    {
        for (; row.Length >= JournalEntryBytes; row = row[JournalEntryBytes..])
        {
            read(ReadJournalEntry(row));
        }
    }

    /// <summary>Changes what a row of the journal says of each of its people, in place.</summary>
    public static void ChangeJournalRow(Span<byte> row, Func<PersonEntry, PersonEntry> change)
    {
        for (; row.Length >= JournalEntryBytes; row = row[JournalEntryBytes..])
        {
            WriteJournalEntry(row, change(ReadJournalEntry(row)));
        }
    }

    /// <summary>Takes a person of the journal.</summary>
    public delegate void ReadPerson(in PersonEntry entry);

    /// <inheritdoc/>
    public void Dispose()
    {
        _level1.Dispose();
        _level2.Dispose();
        _addToJournal.Dispose();
        _trimJournal.Dispose();
    }

    private static PersonEntry ReadJournalEntry(ReadOnlySpan<byte> bytes)
    {
        var state = BinaryPrimitives.ReadInt32LittleEndian(bytes[12..]);
        return new PersonEntry(
            BinaryPrimitives.ReadInt32LittleEndian(bytes[8..]), BinaryPrimitives.ReadInt64LittleEndian(bytes), new KnownPerson((PersonKinds)(byte)state, state >> 8));
    }

    private static void WriteJournalEntry(Span<byte> bytes, in PersonEntry entry)
    {
        BinaryPrimitives.WriteInt64LittleEndian(bytes, entry.Person);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[8..], entry.Experiment);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[12..], (entry.Known.Variant << 8) | (byte)entry.Known.Kinds);
    }

    private bool TryFind(int experiment, long person, out KnownPerson known) =>
        _recent.TryGet(experiment, person, out known)
        || (_settling?.TryGet(experiment, person, out known) ?? false)
        || (_filters.MayBeInLevel1(experiment, person) && _level1.TryFind(experiment, person, out known))
        || _level2.TryFind(experiment, person, out known);

    private void Settle(int most)
    {
        if (_settling is null)
        {
            return;
        }

        _taken.Clear();
        _settling.Take(most, _taken);
        _filters.AddToLevel1(CollectionsMarshal.AsSpan(_taken));
        _level1.Merge(CollectionsMarshal.AsSpan(_taken));
        if (_settling.IsDone)
        {
            _trimJournal.Bind(1, _settling.UpToJournalId).Execute();
            (_spare, _settling) = (_settling.Recycle(), null);
        }
    }

    /// <summary>
    /// While level 1 is full, its blocks move on, a few with each commit, in a round without end. So what stands before the round has gathered the longest,
    /// and each block of level 2 that is written takes in as many as can be; and no commit has more of it to do than another.
    /// </summary>
    private void Move(int mostBlocks)
    {
        _taken.Clear();
        for (var i = 0; i < mostBlocks && _level1.Blocks > _limits.Level1Blocks; i++)
        {
            if (!_level1.TryTake(_taken, ref _moved.Experiment, ref _moved.First))
            {
                _moved = (0, long.MinValue); // once round
                break;
            }
        }

        _level2.Merge(CollectionsMarshal.AsSpan(_taken));
    }
}
