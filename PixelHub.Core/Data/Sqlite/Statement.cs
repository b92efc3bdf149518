using Microsoft.Data.Sqlite;

namespace PixelHub.Core.Data.Sqlite;

/// <summary>A prepared statement whose parameters are set in the order in which they are named here.</summary>
internal sealed class Statement : IDisposable
{
    private readonly SqliteCommand _command;

    public Statement(SqliteConnection connection, string name, params ReadOnlySpan<string> parameters)
    {
        _command = connection.CreateCommand();
        _command.CommandText = SqlText.Load(name);
        foreach (var parameter in parameters)
        {
            _command.Parameters.Add(new SqliteParameter("@" + parameter, null));
        }
    }

    public int Execute(SqliteTransaction transaction, params ReadOnlySpan<object> values)
    {
        Set(transaction, values);
        return _command.ExecuteNonQuery();
    }

    /// <summary>The first column of the first row; null when there is no row.</summary>
    public long? Scalar(SqliteTransaction transaction, params ReadOnlySpan<object> values)
    {
        Set(transaction, values);
        return (long?)_command.ExecuteScalar();
    }

    public void Dispose() => _command.Dispose();

    private void Set(SqliteTransaction transaction, ReadOnlySpan<object> values)
    {
        _command.Transaction = transaction;
        for (var i = 0; i < values.Length; i++)
        {
            _command.Parameters[i].Value = values[i];
        }
    }
}
