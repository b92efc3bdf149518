using System.Runtime.CompilerServices;
using PixelHub.Core.Data;

namespace PixelHub.Tests.Support;

internal static class ModuleInit
{
    /// <summary>Before any test touches SQLite: see <see cref="SqliteNative"/>.</summary>
    [ModuleInitializer]
    internal static void Run() => SqliteNative.EnsureInitialized();
}
