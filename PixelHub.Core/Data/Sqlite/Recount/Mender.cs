using PixelHub.Core.Data.Sqlite.People;
using PixelHub.Core.Rollups;

namespace PixelHub.Core.Data.Sqlite.Recount;

/// <summary>
/// Puts right what a recount found, in short transactions beside the server. Counts get the difference added, because the server may have counted more
/// since the recount's snapshot; people get the bits that were wrong changed, for the same reason.
/// </summary>
internal sealed class Mender(string file) : IDisposable
{
    private const int MostAtOnce = 5_000;

    private readonly WriterConnection _connection = new(file);
    private readonly List<(CountKey Key, CountSums Missing)> _counts = [];
    private readonly List<(StoredBreakdownKey Key, long Missing)> _breakdowns = [];
    private readonly List<(VariantKey Key, long Missing)> _machineOnly = [];
    private readonly List<(PersonEntry Counted, PersonEntry Stored)> _people = [];
    private readonly List<(int Experiment, long At, long Position, PersonKinds Counted)> _knownBefore = [];

    /// <summary>A row of counts differs.</summary>
    public void Counts(in CountKey key, CountSums stored, CountSums counted)
    {
        _counts.Add((key, new CountSums(
            counted.Hits - stored.Hits, counted.Repeats - stored.Repeats, counted.Recipients - stored.Recipients,
            counted.Viewers - stored.Viewers, counted.Inferred - stored.Inferred)));
        WriteWhenMany();
    }

    /// <summary>A row of a breakdown differs.</summary>
    public void Breakdown(in StoredBreakdownKey key, long missing)
    {
        _breakdowns.Add((key, missing));
        WriteWhenMany();
    }

    /// <summary>The people of a variant that are known from machines alone are more or fewer.</summary>
    public void MachineOnly(VariantKey key, long missing) => _machineOnly.Add((key, missing));

    /// <summary>A person differs.</summary>
    public void Person(in PersonEntry counted, in PersonEntry stored)
    {
        _people.Add((counted, stored));
        WriteWhenMany();
    }

    /// <summary>A hit's row is wrong about what was known of its person.</summary>
    public void KnownBefore(int experiment, long at, long position, PersonKinds counted)
    {
        _knownBefore.Add((experiment, at, position, counted));
        WriteWhenMany();
    }

    /// <summary>Writes what is left.</summary>
    public void Write()
    {
        _connection.InTransaction(() =>
        {
            WriteCounts();
            WritePeople();
            WriteKnownBefore();
            return true;
        });
        _counts.Clear();
        _breakdowns.Clear();
        _machineOnly.Clear();
        _people.Clear();
        _knownBefore.Clear();
    }

    /// <inheritdoc/>
    public void Dispose() => _connection.Dispose();

    private void WriteWhenMany()
    {
        if (_counts.Count + _breakdowns.Count + _people.Count + _knownBefore.Count >= MostAtOnce)
        {
            Write();
        }
    }

    private void WriteCounts()
    {
        using var counts = CountStatements.AddCounts(_connection);
        foreach (var (key, missing) in _counts)
        {
            CountStatements.Add(counts, key, missing);
        }

        using var breakdowns = CountStatements.AddBreakdown(_connection);
        foreach (var (key, missing) in _breakdowns)
        {
            CountStatements.Add(breakdowns, key, missing);
        }

        using var machineOnly = CountStatements.AddMachineOnly(_connection);
        foreach (var (key, missing) in _machineOnly)
        {
            CountStatements.Add(machineOnly, key, missing);
        }
    }

    private void WritePeople()
    {
        if (_people.Count == 0)
        {
            return;
        }

        using var filters = PeopleFilters.None();
        using var known = new KnownPeople(_connection, filters);
        foreach (var (counted, stored) in _people)
        {
            var now = known.Get(counted.Experiment, unchecked((ulong)counted.Person));
            var kinds = (now.Kinds & ~(stored.Known.Kinds & ~counted.Known.Kinds)) | counted.Known.Kinds;
            var variant = counted.Known != default ? counted.Known.Variant : kinds != PersonKinds.None ? now.Variant : 0;
            known.Set(counted.Experiment, unchecked((ulong)counted.Person), new KnownPerson(kinds, variant));
        }

        known.Write();
        _connection.Run("RaisePeopleRevision");
    }

    private void WriteKnownBefore()
    {
        using var mend = new Statement(_connection, "Recount/MendKnownBefore", "known_before", "experiment", "at", "position");
        foreach (var (experiment, at, position, counted) in _knownBefore)
        {
            mend.Bind(1, (long)counted, experiment, at, position).Execute();
        }
    }
}
