using SQLitePCL;

namespace PixelHub.Core.Data.Sqlite;

/// <summary>
/// A prepared statement on the committer's path, bound by position. Parameters are numbered by where they first stand in the statement's text.
/// </summary>
internal sealed class Statement : IDisposable
{
    private readonly WriterConnection _connection;
    private readonly sqlite3_stmt _statement;
    private readonly IntPtr _handle; // the statement's; it lives as long as this does

    /// <summary>Prepares the statement in the file of that name.</summary>
    /// <param name="connection">It must outlive the statement.</param>
    /// <param name="name">Name of the file.</param>
    /// <param name="parameters">The parameters in the order in which values will be given.</param>
    /// <exception cref="InvalidOperationException">The text has other parameters, or has them in another order.</exception>
    public Statement(WriterConnection connection, string name, params ReadOnlySpan<string> parameters)
    {
        _connection = connection;
        _statement = connection.Prepare(name);
        _handle = _statement.DangerousGetHandle();
        if (raw.sqlite3_bind_parameter_count(_statement) != parameters.Length)
        {
            throw new InvalidOperationException($"{name}.sql does not have {parameters.Length} parameters.");
        }

        for (var i = 0; i < parameters.Length; i++)
        {
            if (raw.sqlite3_bind_parameter_name(_statement, i + 1).utf8_to_string() != "@" + parameters[i])
            {
                throw new InvalidOperationException($"Parameter {i + 1} of {name}.sql is not @{parameters[i]}.");
            }
        }
    }

    /// <summary>Gives the next execution its numbers, from a position on.</summary>
    public Statement Bind(int first, params ReadOnlySpan<long> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            Check(SqliteCalls.BindInt64(_handle, first + i, values[i]));
        }

        return this;
    }

    /// <summary>Gives the next execution a text; null is stored as an empty one.</summary>
    public Statement Bind(int position, string? text)
    {
        Check(raw.sqlite3_bind_text(_statement, position, text ?? ""));
        return this;
    }

    /// <summary>Gives the next execution bytes.</summary>
    public Statement Bind(int position, ReadOnlySpan<byte> bytes)
    {
        Check(raw.sqlite3_bind_blob(_statement, position, bytes));
        return this;
    }

    /// <summary>Moves to the next row.</summary>
    /// <returns>False behind the last row; the statement is then ready to be run again. Before that it has to be <see cref="Reset"/>.</returns>
    public bool Read()
    {
        if (Step() == raw.SQLITE_ROW)
        {
            return true;
        }

        Reset();
        return false;
    }

    /// <summary>A number of the current row.</summary>
    /// <param name="column">From 0.</param>
    public long Int64(int column) => SqliteCalls.ColumnInt64(_handle, column);

    /// <summary>Whether there is nothing in a column of the current row.</summary>
    /// <param name="column">From 0.</param>
    public bool IsNull(int column) => raw.sqlite3_column_type(_statement, column) == raw.SQLITE_NULL;

    /// <summary>Bytes of the current row; they are gone with it.</summary>
    /// <param name="column">From 0.</param>
    public ReadOnlySpan<byte> Blob(int column) => raw.sqlite3_column_blob(_statement, column);

    /// <summary>A text of the current row.</summary>
    /// <param name="column">From 0.</param>
    public string Text(int column) => raw.sqlite3_column_text(_statement, column).utf8_to_string();

    /// <summary>Ends an execution before its last row.</summary>
    public void Reset() => Check(SqliteCalls.Reset(_handle));

    /// <summary>Runs the statement.</summary>
    public void Execute()
    {
        Step();
        Reset();
    }

    /// <summary>Runs the statement and reads one number.</summary>
    /// <returns>The first column of the first row; null when there is no row.</returns>
    public long? Scalar()
    {
        long? value = Step() == raw.SQLITE_ROW ? SqliteCalls.ColumnInt64(_handle, 0) : null;
        Reset();
        return value;
    }

    /// <summary>Runs the statement and reads one number that the row may not have.</summary>
    /// <returns>Null also when the first column is null.</returns>
    public long? OptionalScalar()
    {
        long? value = Step() == raw.SQLITE_ROW && !IsNull(0) ? SqliteCalls.ColumnInt64(_handle, 0) : null;
        Reset();
        return value;
    }

    /// <summary>Runs the statement and reads two numbers.</summary>
    /// <returns>The first two columns of the first row; null when there is no row.</returns>
    public (long First, long Second)? Pair()
    {
        (long, long)? values = Step() == raw.SQLITE_ROW ? (SqliteCalls.ColumnInt64(_handle, 0), SqliteCalls.ColumnInt64(_handle, 1)) : null;
        Reset();
        return values;
    }

    /// <inheritdoc/>
    public void Dispose() => _statement.Dispose();

    private int Step()
    {
        var result = SqliteCalls.Step(_handle);
        if (result is not (raw.SQLITE_ROW or raw.SQLITE_DONE))
        {
            SqliteCalls.Reset(_handle);
            Check(result);
        }

        return result;
    }

    private void Check(int result) => _connection.Check(result);
}
