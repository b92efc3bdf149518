using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace PixelHub.Core.Data;

/// <summary>
/// Lets Microsoft.Data.Sqlite 10 (compiled against SQLitePCLRaw.core 2.1.13) run on SQLitePCLRaw 2.0.6, and prefers
/// the operating system's SQLite over the 3.35.5 which that package bundles. Does nothing with a newer SQLitePCLRaw.
/// </summary>
public static class SqliteNative
{
    private const string Core = "SQLitePCLRaw.core";
    private const string Provider = "SQLitePCLRaw.provider.e_sqlite3";
    private const int OldestUsable = 3_038_000; // EF Core's JSON queries need 3.38

    /// <summary>Call from a module initializer of every assembly that may use Microsoft.Data.Sqlite before this one.</summary>
    public static void EnsureInitialized() => RuntimeHelpers.RunModuleConstructor(typeof(SqliteNative).Module.ModuleHandle);

    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255", Justification = "Must run before the first Microsoft.Data.Sqlite call.")]
    internal static void Initialize()
    {
        if (Assembly.Load(Core).GetName().Version >= new Version(2, 1))
        {
            return;
        }

        // The default binder refuses an assembly older than the reference asks for; Resolving is raised
        // for that refusal and may answer with any version.
        AssemblyLoadContext.Default.Resolving += static (context, name) =>
            name is { Name: Core, Version: not null } ? context.LoadFromAssemblyName(new AssemblyName(Core)) : null;

        // Once the provider has bound one import to the bundled library it is too late: redirecting the rest
        // would run two SQLites on the same handles and crash the process.
        if (OperatingSystem.IsLinux()
            && Environment.GetEnvironmentVariable("PIXELHUB_SQLITE") != "bundled"
            && AppDomain.CurrentDomain.GetAssemblies().All(a => a.GetName().Name != Provider))
        {
            _isRedirected = true;
            NativeLibrary.SetDllImportResolver(
                Assembly.Load(Provider),
                static (library, _, _) => library == "e_sqlite3" ? SystemLibrary.Value : IntPtr.Zero);
        }
    }

    /// <summary>The library whose functions the provider calls, for calls that need no provider between.</summary>
    internal static IntPtr Library => InUse.Value;

    private static readonly Lazy<IntPtr> InUse = new(static () =>
        _isRedirected && SystemLibrary!.Value != IntPtr.Zero ? SystemLibrary.Value : NativeLibrary.Load("e_sqlite3", Assembly.Load(Provider), searchPath: null));

    private static bool _isRedirected;

    private static readonly Lazy<IntPtr> SystemLibrary = new(static () =>
        NativeLibrary.TryLoad("libsqlite3.so.0", out var handle) && VersionOf(handle) >= OldestUsable ? handle : IntPtr.Zero);

    private static unsafe int VersionOf(IntPtr library) =>
        ((delegate* unmanaged[Cdecl]<int>)NativeLibrary.GetExport(library, "sqlite3_libversion_number"))();
}
