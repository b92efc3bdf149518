namespace PixelHub.Core.Data.Sqlite.Recount;

/// <summary>
/// Counts, once, the recipients known from machines alone in a database of a version that did not count them, or counted viewers among them. One
/// transaction: a start that is cut off in the middle has counted nothing, and the next one begins anew.
/// </summary>
internal static class FirstTally
{
    /// <summary>Counts, unless it was done before.</summary>
    public static void Run(string file)
    {
        using var connection = new WriterConnection(file);
        if (!IsDue(connection))
        {
            return; // without taking the writer's seat: a subcommand starts beside the server
        }

        connection.InTransaction(() =>
        {
            if (IsDue(connection))
            {
                Count(connection);
                connection.Run("EndFirstTally");
            }

            return true;
        });
    }

    private static bool IsDue(WriterConnection connection)
    {
        using var due = new Statement(connection, "ReadFirstTally");
        return due.Scalar() is not null;
    }

    private static void Count(WriterConnection connection)
    {
        new RecipientMarks(connection).Set();
        foreach (var experiment in SqliteRecount.ReadExperiments(connection))
        {
            var tally = new MachineOnlyTally(connection, experiment);
            foreach (var person in new PeopleWalk(connection, experiment).All())
            {
                tally.Add(person.Known);
            }

            tally.Write();
        }
    }
}
