namespace PixelHub.Tests.Support;

/// <summary>Where the source tree and what was built from it are.</summary>
internal static class Repository
{
    /// <summary>The folder that holds PixelHub.sln.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Debug or Release: the configuration in which the tests themselves were built.</summary>
    public static string Configuration { get; } = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

    /// <summary>The built product.</summary>
    public static string WebAssembly { get; } = Path.Combine(Root, "PixelHub.Web", "bin", Configuration, "net10.0", "PixelHub.Web.dll");

    /// <summary>Where pictures of the pages are kept; git does not see it.</summary>
    public static string Screenshots { get; } = Directory.CreateDirectory(Path.Combine(Root, "artifacts", "screenshots")).FullName;

    /// <summary>Files of the source tree by pattern, as paths relative to the root with forward slashes; nothing that was built or downloaded.</summary>
    public static IEnumerable<string> Files(params string[] patterns) =>
        patterns
            .SelectMany(pattern => Directory.EnumerateFiles(Root, pattern, new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None }))
            .Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/'))
            .Where(path => !path.Split('/').Any(part => part is "bin" or "obj" or ".git" or "artifacts" or "data" or "TestResults" or "node_modules"))
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal);

    /// <summary>The text of a file of the source tree.</summary>
    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "PixelHub.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"No PixelHub.sln above {AppContext.BaseDirectory}: run the tests from a clone.");
    }
}
