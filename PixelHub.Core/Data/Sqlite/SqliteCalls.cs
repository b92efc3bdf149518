using System.Runtime.InteropServices;

namespace PixelHub.Core.Data.Sqlite;

/// <summary>
/// The calls that the committer makes a dozen times for each event, straight into SQLite. The provider's take a counted reference to the statement
/// with every one of them, which costs more than binding a number does.
/// </summary>
internal static unsafe class SqliteCalls
{
    // These two touch memory only, so the garbage collector need not be told that the thread is away.
    private static readonly delegate* unmanaged[Cdecl, SuppressGCTransition]<IntPtr, int, long, int> BindInt64Call =
        (delegate* unmanaged[Cdecl, SuppressGCTransition]<IntPtr, int, long, int>)Export("sqlite3_bind_int64");

    private static readonly delegate* unmanaged[Cdecl, SuppressGCTransition]<IntPtr, int, long> ColumnInt64Call =
        (delegate* unmanaged[Cdecl, SuppressGCTransition]<IntPtr, int, long>)Export("sqlite3_column_int64");

    private static readonly delegate* unmanaged[Cdecl]<IntPtr, int> StepCall = (delegate* unmanaged[Cdecl]<IntPtr, int>)Export("sqlite3_step");

    private static readonly delegate* unmanaged[Cdecl]<IntPtr, int> ResetCall = (delegate* unmanaged[Cdecl]<IntPtr, int>)Export("sqlite3_reset");

    /// <summary>Binds a number.</summary>
    /// <param name="statement">The statement's own handle, which somebody keeps alive.</param>
    /// <param name="position">From 1.</param>
    /// <param name="value">The number.</param>
    /// <returns>SQLite's result code.</returns>
    public static int BindInt64(IntPtr statement, int position, long value) => BindInt64Call(statement, position, value);

    /// <summary>A number of the current row; the first column is 0.</summary>
    public static long ColumnInt64(IntPtr statement, int column) => ColumnInt64Call(statement, column);

    /// <summary>Runs the statement up to its next row.</summary>
    /// <returns>SQLite's result code.</returns>
    public static int Step(IntPtr statement) => StepCall(statement);

    /// <summary>Makes the statement ready to be run again.</summary>
    /// <returns>SQLite's result code.</returns>
    public static int Reset(IntPtr statement) => ResetCall(statement);

    private static IntPtr Export(string name) => NativeLibrary.GetExport(SqliteNative.Library, name);
}
