using System.Globalization;
using PixelHub.Core.Commit;
using PixelHub.Core.Rollups;

namespace PixelHub.Core.Data.Sqlite.Recount;

/// <summary>Counts the recipients of one experiment that are known from machines alone, by their variant: it is a plain sum over what is known of each.</summary>
internal sealed class MachineOnlyTally(WriterConnection connection, int experiment)
{
    private readonly Dictionary<int, long> _counted = [];

    /// <summary>Adds a person, if they are one of those.</summary>
    public void Add(KnownPerson person)
    {
        if (person.IsMachineOnly)
        {
            _counted[person.Variant] = _counted.GetValueOrDefault(person.Variant) + 1;
        }
    }

    /// <summary>Tells, and hands to the mender, where the stored numbers are others.</summary>
    /// <returns>How many differ.</returns>
    public long Compare(Mender? mender, Action<RecountDifference> tell)
    {
        var stored = ReadStored();
        var differences = 0L;
        foreach (var variant in stored.Keys.Union(_counted.Keys).Order())
        {
            var (was, @is) = (stored.GetValueOrDefault(variant), _counted.GetValueOrDefault(variant));
            if (was != @is)
            {
                tell(new RecountDifference(
                    $"experiment {experiment}, variant {variant}, people known from machines alone",
                    was.ToString(CultureInfo.InvariantCulture), @is.ToString(CultureInfo.InvariantCulture)));
                mender?.MachineOnly(new VariantKey(experiment, variant), @is - was);
                differences++;
            }
        }

        return differences;
    }

    /// <summary>Writes the numbers into an empty table.</summary>
    public void Write()
    {
        using var add = CountStatements.AddMachineOnly(connection);
        foreach (var (variant, people) in _counted)
        {
            CountStatements.Add(add, new VariantKey(experiment, variant), people);
        }
    }

    private Dictionary<int, long> ReadStored()
    {
        var stored = new Dictionary<int, long>();
        using var rows = new Statement(connection, "ReadMachineOnly", "experiment");
        rows.Bind(1, experiment);
        while (rows.Read())
        {
            stored[(int)rows.Int64(0)] = rows.Int64(1);
        }

        return stored;
    }
}
