namespace PixelHub.Tests.Support;

/// <summary>A data folder of its own for one test; gone when the test ends.</summary>
internal sealed class DataFolder : IDisposable
{
    private readonly TempFolder _parent = new();

    public DataFolder() => Location = Directory.CreateDirectory(_parent.File("data")).FullName;

    /// <summary>The folder.</summary>
    public string Location { get; }

    /// <summary>The SQLite database in it.</summary>
    public string Database => Directory.EnumerateFiles(Location, "*.db", SearchOption.AllDirectories).Single();

    /// <summary>Where that database is, or was.</summary>
    public string DatabasePath => Path.Combine(Location, "pixelhub.db");

    /// <summary>Takes the right to write from the folder and everything in it.</summary>
    public void MakeReadOnly() => Walk(readOnly: true);

    public void Dispose()
    {
        Walk(readOnly: false);
        _parent.Dispose();
    }

    private void Walk(bool readOnly)
    {
        if (OperatingSystem.IsWindows())
        {
            throw new PlatformNotSupportedException("Unix file modes are needed.");
        }

        foreach (var path in Directory.EnumerateFileSystemEntries(Location, "*", SearchOption.AllDirectories).Append(Location).ToArray())
        {
            var mode = File.GetUnixFileMode(path);
            const UnixFileMode Write = UnixFileMode.UserWrite | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;
            File.SetUnixFileMode(path, readOnly ? mode & ~Write : mode | UnixFileMode.UserWrite);
        }
    }
}
