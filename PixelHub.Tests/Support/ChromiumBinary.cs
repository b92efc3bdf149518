using System.ComponentModel;
using System.Diagnostics;

namespace PixelHub.Tests.Support;

/// <summary>Finds a Chromium on this machine, or installs one.</summary>
internal static class ChromiumBinary
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge"];

    private static readonly string[] WellKnown =
    [
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
        @"C:\Program Files\Google\Chrome\Application\chrome.exe",
        @"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
    ];

    /// <summary>Finds or installs a browser.</summary>
    /// <returns>How it went. A path of null with no fault means: Playwright's own, which Playwright finds by itself.</returns>
    public static (string? Path, string? Fault) FindOrInstall()
    {
        if (Environment.GetEnvironmentVariable("CHROMIUM") is { Length: > 0 } chosen)
        {
            return File.Exists(chosen) ? (chosen, null) : (null, $"The environment variable CHROMIUM names “{chosen}”, which is not there.");
        }

        if (Find() is { } found)
        {
            return (found, null);
        }

        var tried = new List<string> { $"none of {string.Join(", ", Names)} is on the path" };
        if (InstallByApt(tried) && Find() is { } installed)
        {
            return (installed, null);
        }

        return InstallByPlaywright(tried)
            ? (null, null)
            : (null, $"There is no Chromium: {string.Join("; ", tried)}. Install one (“apt-get install chromium”) or set CHROMIUM to the path of one.");
    }

    private static string? Find() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Append("/usr/bin")
            .SelectMany(folder => Names.Select(name => Path.Combine(folder, name)))
            .Concat(WellKnown)
            .FirstOrDefault(path => File.Exists(path) && Runs(path));

    /// <summary>Ubuntu's package is a script that only says where the browser went: what does not run does not count.</summary>
    private static bool Runs(string path) =>
        OperatingSystem.IsWindows() || Run(path, ["--version"], TimeSpan.FromSeconds(20)) is { ExitCode: 0 };

    private static bool InstallByApt(List<string> tried)
    {
        if (!OperatingSystem.IsLinux() || !File.Exists("/usr/bin/apt-get"))
        {
            tried.Add("there is no apt-get");
            return false;
        }

        if (!Environment.IsPrivilegedProcess)
        {
            tried.Add("apt-get needs root");
            return false;
        }

        Run("apt-get", ["update", "-q"], TimeSpan.FromMinutes(3));
        var result = Run("apt-get", ["install", "-q", "-y", "--no-install-recommends", "chromium", "fonts-liberation"], TimeSpan.FromMinutes(8));
        if (result.ExitCode != 0)
        {
            tried.Add($"“apt-get install chromium” failed ({LastLine(result.Output)})");
        }

        return result.ExitCode == 0;
    }

    private static bool InstallByPlaywright(List<string> tried)
    {
        var code = Microsoft.Playwright.Program.Main(["install", "chromium"]);
        if (code != 0)
        {
            tried.Add($"Playwright's installer ended with code {code}");
        }

        return code == 0;
    }

    private static (int ExitCode, string Output) Run(string file, string[] arguments, TimeSpan limit)
    {
        try
        {
            var start = new ProcessStartInfo(file, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
            start.Environment["DEBIAN_FRONTEND"] = "noninteractive";
            using var process = Process.Start(start)!;
            var output = process.StandardOutput.ReadToEndAsync();
            var errors = process.StandardError.ReadToEndAsync();
            if (!process.WaitForExit(limit))
            {
                process.Kill(entireProcessTree: true);
                return (-1, $"no end after {limit}");
            }

            return (process.ExitCode, output.Result + errors.Result);
        }
        catch (Win32Exception e)
        {
            return (-1, e.Message);
        }
    }

    private static string LastLine(string text) => text.TrimEnd().Split('\n')[^1];
}
