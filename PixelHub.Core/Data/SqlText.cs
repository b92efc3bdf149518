using System.Collections.Concurrent;

namespace PixelHub.Core.Data;

/// <summary>The statements in <c>Data/Sql</c>, each in a file named for the method that runs it.</summary>
internal static class SqlText
{
    private static readonly ConcurrentDictionary<string, string> Loaded = new(StringComparer.Ordinal);

    /// <summary>The statement of that name.</summary>
    /// <exception cref="InvalidOperationException">There is no such file in the build.</exception>
    public static string Load(string name) => Loaded.GetOrAdd(name, static n =>
    {
        using var stream = typeof(SqlText).Assembly.GetManifestResourceStream($"Sql/{n}.sql")
            ?? throw new InvalidOperationException($"The statement {n}.sql is not part of the build.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    });
}
