using System.CommandLine;

namespace PixelHub.Bench.Cli;

/// <summary>Options that several commands have.</summary>
internal static class BenchOptions
{
    public static Option<FileInfo> Web() => new("--web")
    {
        Description = "The server's dll, built with -c Release.",
        DefaultValueFactory = _ => new FileInfo(Path.Combine(SourceFolder(), "PixelHub.Web", "bin", "Release", "net10.0", "PixelHub.Web.dll")),
    };

    public static Option<int> Connections() => Number("--connections", "Keep-alive connections, each with one request under way.", 64, most: 1_000);

    public static Option<int> Number(string name, string description, int standard, int most = 10_000_000)
    {
        var option = new Option<int>(name) { Description = description, DefaultValueFactory = _ => standard };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is var value && (value < 1 || value > most))
            {
                result.AddError($"{name} needs a number from 1 to {most}.");
            }
        });
        return option;
    }

    /// <summary>Says on the error output what is missing to drive the server.</summary>
    public static bool CanDrive(FileInfo dll)
    {
        var fault = !OperatingSystem.IsLinux() ? "The load generator and the figures of processes need Linux."
            : !dll.Exists ? $"There is no {dll.FullName}: run dotnet build -c Release first."
            : null;
        if (fault is not null)
        {
            Console.Error.WriteLine(fault);
        }

        return fault is null;
    }

    private static string SourceFolder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "PixelHub.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? ".";
    }
}
